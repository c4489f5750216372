import { expect, it } from 'vitest';
import { LintSettings } from '../../src/app/lint-settings.svelte.ts';
import { describeFault, toFault } from '../../src/fault.ts';
import { switchedOff } from '../../src/lint/rule-settings.ts';

const rule = { id: 'DL3006', severity: 'warning' } as const;

/** What the page says of the file, or nothing. */
async function said(settings: LintSettings, text: string): Promise<string> {
  try {
    await settings.read('.hadolint.yaml', text);
    return '';
  } catch (error) {
    return describeFault(toFault(error, '.hadolint.yaml'));
  }
}

it('what the rule book changes is told apart from what the file says', async () => {
  const settings = new LintSettings();
  settings.config = switchedOff(settings.config, rule);
  expect([settings.file, settings.changed]).toEqual([null, ['DL3006']]);
  expect(await said(settings, 'ignored: [DL3003]\n')).toBe('');
  expect([settings.file, settings.changed]).toEqual(['.hadolint.yaml', []]);
  settings.config = switchedOff(settings.config, rule);
  expect(settings.changed).toEqual(['DL3006']);
  settings.resetChanges();
  expect([settings.config.ignored, settings.changed]).toEqual([['DL3003'], []]);
  settings.reset();
  expect([settings.file, settings.config, settings.changed]).toEqual([null, {}, []]);
});

it.each([
  ['foo: 1\n', ['DL3006'], 'It sets nothing else. The rules stay as they were set'],
  ['ignored: 7\n', ['DL3006'], 'ignored must be a list. The rules stay as they were set'],
  ['foo: 1\nignored: [DL3003]\n', ['DL3003'], 'The rest of it is in force, in place of what was set before'],
])('of %j: %j are off, and it says so', async (text, ignored, words) => {
  const settings = new LintSettings();
  settings.config = switchedOff({}, rule);
  expect(await said(settings, text)).toContain(words);
  expect(settings.config.ignored).toEqual(ignored);
});
