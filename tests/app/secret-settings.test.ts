import { describe, expect, it } from 'vitest';
import { SecretSettings } from '../../src/app/secret-settings.svelte.ts';

const entry = { detector: 'github-token', glob: 'app/.env', hash: '0123456789abcdef', reason: 'revoked' };
const line = 'github-token app/.env sha256:0123456789abcdef # revoked';

describe('the list of secrets that may stand', () => {
  it('is made in the page, and can be taken away as a file', () => {
    const settings = new SecretSettings();
    expect([settings.entries, settings.ignoreFileText()]).toEqual([[], '']);
    settings.add(entry);
    expect(settings.ignoreFileText()).toMatch(/^# .+\n/);
    expect(settings.ignoreFileText().endsWith(`\n${line}\n`)).toBe(true);
    expect(settings.entries).toMatchObject([entry]);
  });

  it('keeps the file as it was written', () => {
    const settings = new SecretSettings();
    settings.readIgnoreList('.plimsollignore', `# ours\r\n* a * # one\r\n\r\n* b * # two`);
    settings.add(entry);
    expect(settings.ignoreFileText()).toBe(`# ours\r\n* a * # one\r\n\r\n* b * # two\n${line}\n`);
    settings.remove(settings.entries[1]!);
    settings.remove(settings.entries[0]!);
    expect(settings.ignoreFileText()).toBe(`# ours\r\n\r\n${line}\n`);
    expect(settings.ignoreFile).toBe('.plimsollignore');
  });

  it('keeps what was added in the page when a file comes', () => {
    const settings = new SecretSettings();
    settings.add(entry);
    settings.readIgnoreList('.plimsollignore', '* a * # one\n');
    expect(settings.entries.map(({ reason }) => reason)).toEqual(['one', 'revoked']);
    settings.readIgnoreList('.plimsollignore', `${line}\n`);
    expect(settings.entries.map(({ reason }) => reason)).toEqual(['revoked']);
    settings.remove(settings.entries[0]!);
    settings.readIgnoreList('.plimsollignore', '* a * # one\n');
    expect(settings.entries.map(({ reason }) => reason)).toEqual(['one']);
  });

  it('tells what was made in the page from what the file says', () => {
    const settings = new SecretSettings();
    settings.add(entry);
    expect(settings.entries.map((one) => settings.isMadeHere(one))).toEqual([true]);
    settings.readIgnoreList('.plimsollignore', '* a * # one\n* b * # two');
    settings.remove(settings.entries[0]!);
    expect(settings.entries.map((one) => [one.reason, settings.isMadeHere(one)])).toEqual([
      ['two', false],
      ['revoked', true],
    ]);
    settings.readIgnoreList('.plimsollignore', settings.ignoreFileText());
    expect(settings.entries.map((one) => settings.isMadeHere(one))).toEqual([false, false]);
    settings.remove(settings.entries[1]!);
    expect(settings.entries.map(({ reason }) => reason)).toEqual(['two']);
  });

  it('takes no comment for an entry', () => {
    const settings = new SecretSettings();
    settings.add(entry);
    settings.readIgnoreList('.plimsollignore', `# ${line}\n${line} in May\n`);
    expect(settings.entries.map(({ reason }) => reason)).toEqual(['revoked in May', 'revoked']);
  });

  it('finds an entry by what it says, wherever its line went', () => {
    const settings = new SecretSettings();
    settings.readIgnoreList('.plimsollignore', '* a * # one\n');
    settings.add({ ...entry, reason: '  ' });
    settings.remove(settings.entries[0]!);
    expect(settings.find({ ...entry, reason: '' })?.reason).toBe('looked at, and no secret');
    settings.remove(settings.entries[0]!);
    expect(settings.find({ ...entry, reason: '' })).toBeUndefined();
    expect(settings.ignoreFileText()).toBe('');
  });

  it('takes no more lines than are read', () => {
    const settings = new SecretSettings();
    settings.readIgnoreList('.plimsollignore', '* a * # one\n'.repeat(9_999));
    expect([settings.add(entry), settings.add({ ...entry, reason: 'more' })]).toEqual([true, false]);
    expect(settings.entries.at(-1)).toMatchObject(entry);
  });

  it('takes the lines that can be used, and tells of the others', () => {
    const settings = new SecretSettings();
    expect(() => settings.readIgnoreList('.plimsollignore', '* a * # one\nbad\n')).toThrow(
      /^\.plimsollignore was not used as it stands\. Line 2: a reason has to stand/,
    );
    expect(settings.entries).toHaveLength(1);
    settings.reset();
    expect([settings.entries, settings.ignoreFile]).toEqual([[], null]);
  });
});

describe('patterns of the user’s own', () => {
  it('are taken where their time is sure', async () => {
    const settings = new SecretSettings();
    const list = 'acme error /acme_[a-z]{8}/ Acme key\nslow error /acme(a+)+$/ Slow';
    await expect(settings.readPatterns('.plimsoll-patterns', list)).rejects.toThrow(/Line 2: the pattern is refused: /);
    expect(settings.patterns.map(({ id }) => id)).toEqual(['own-acme']);
    expect(settings.patternFile).toBe('.plimsoll-patterns');
    settings.clearPatterns();
    expect([settings.patterns, settings.patternFile]).toEqual([[], null]);
  });
});
