import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { applyEdits } from '../../src/lint/fix.ts';
import { lintDockerfile, type FindingFix } from '../../src/lint/index.ts';
import { fixHolds, MovedFixes } from '../../src/lint/moved-fix.ts';

const audited = 'FROM debian:12\nUSER 1\nRUN a && \\\n  yum install \\\n  make\nUSER 2\n';
const fixed = 'FROM debian:12\nUSER 1\nRUN a && \\\n  yum install -y \\\n  make\nUSER 2\n';

function fixOf(text: string): FindingFix {
  const found = lintDockerfile(parseDockerfile(text)).find(({ code }) => code === 'DL3030');
  if (!found?.fix) throw new Error('no fix');
  return found.fix;
}

function done(text: string): string | null {
  const edits = new MovedFixes(audited, text).edits(fixOf(audited));
  return edits && applyEdits(text, edits);
}

describe('a fix', () => {
  it.each([
    ['the text is the same', audited, fixed],
    ['a line came above', `# new\n${audited}`, `# new\n${fixed}`],
    ['lines went above', audited.replace('USER 1\n', ''), fixed.replace('USER 1\n', '')],
    ['something below is another', audited.replace('USER 2', 'USER 33'), fixed.replace('USER 2', 'USER 33')],
    ['all below went', audited.slice(0, audited.indexOf('\nUSER 2') - 2), fixed.slice(0, fixed.indexOf('\nUSER 2') - 2)],
  ])('is done in its place where %s', (_, text, wanted) => {
    expect(done(text)).toBe(wanted);
    expect(fixHolds(text, audited, fixOf(audited))).toBe(true);
  }); // prettier-ignore

  it.each([
    ['it was done already', fixed],
    ['its line is another', audited.replace('install', 'reinstall')],
    ['its line went', audited.replace('  yum install \\\n', '')],
    ['there is a line right above its own', audited.replace('  yum', '  # now\n  yum')],
    ['changes stand above and below', audited.replace('USER 1', 'USER 3').replace('USER 2', 'USER 4')],
    ['all is another', 'FROM scratch\n'],
    ['nothing is left', ''],
  ])('is refused where %s', (_, text) => {
    expect(done(text)).toBeNull();
    expect(fixHolds(text, audited, fixOf(audited))).toBe(false);
  });

  it('never lands elsewhere, whatever single stretch of the text is changed', () => {
    const { length } = audited;
    for (let start = 0; start <= length; start += 3) {
      for (let end = start; end <= length; end += 5) {
        for (const put of ['', 'x', '\n', 'yum install \\\n']) {
          const text = audited.slice(0, start) + put + audited.slice(end);
          const now = done(text);
          if (now === null) continue;
          expect(now.replace('yum install -y', 'yum install')).toBe(text);
        }
      }
    }
  });

  it('is looked up in 5 MB within a moment', () => {
    const long = `${audited}${'# a comment\n'.repeat(420_000)}`;
    const before = process.cpuUsage();
    expect(fixHolds(`# new\n${long}`, long, fixOf(audited))).toBe(true);
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(500);
  });
});
