import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { markdown } from '../../src/export/markdown.ts';
import { buildContextReport } from '../../src/report/context-report.ts';
import type { ContextReport } from '../../src/report/report.ts';
import { auditOf, folderOf, type GivenFiles } from '../support/build-context.ts';
import { reportOf, textOf } from './sample-report.ts';

const files = {
  Dockerfile: 'FROM a\nCOPY . .\n',
  '.dockerignore': '.git\n[a\n',
  '.env': 10,
  '.git/HEAD': 20,
  'a`|b.pem': 30,
};

const told = (given: GivenFiles, name = 'shop'): ContextReport => buildContextReport(name, auditOf(folderOf(given)));
const written = (...contexts: ContextReport[]): string => textOf(markdown, { ...reportOf(), contexts });

test('the report of a folder', () => {
  expect(told(files)).toEqual({
    folder: 'shop',
    files: 5,
    bytes: 84,
    unsized: 0,
    sent: { now: { files: 4, bytes: 64, unsized: 0 }, proposed: { files: 1, bytes: 30, unsized: 0 } },
    risky: ['a`|b.pem', '.env'],
    ignoreFile: '.dockerignore',
    ignoreProblems: [{ line: 2, pattern: '[a', message: 'syntax error in pattern' }],
    proposal: {
      text: expect.stringMatching(/^\.git\n\[a\n# /) as string,
      lines: expect.arrayContaining([expect.objectContaining({ pattern: '.env', files: 1, bytes: 10 })]) as object[],
    },
  });
});

describe('the Markdown summary', () => {
  // To be read in a review; vitest -u writes it anew.
  test('of a folder with something to leave out, names as they are', async () => {
    const text = written(told(files, 'my <shop>'));
    await expect(text).toMatchFileSnapshot(join(import.meta.dirname, '../golden/export/context.md'));
  });

  test('of a folder of which nothing has to be left out', () => {
    const text = written(
      told({ Dockerfile: 'FROM a\nCOPY . .\n', '.dockerignore': 'Dockerfile\n.dockerignore\n', a: 1 }),
    );
    expect(text).toContain('| sent to the builder now | 1 | 1 B |');
    expect(text).not.toMatch(/propos|### /i);
  });

  test('of sizes that are not all known', () => {
    const { sent, ...report } = told({ ...files, b: NaN });
    expect(sent.now).toEqual({ files: 5, bytes: 64, unsized: 1 });
    expect(written({ ...report, sent })).toContain('| sent to the builder now | 5 | at least 64 B |');
  });

  test('of lists that nobody would read to their end', () => {
    const broken = Array.from({ length: 30 }, (_, at) => `[${at}\n`).join('');
    const keys = Object.fromEntries(Array.from({ length: 25 }, (_, at) => [`${at}.pem`, 1]));
    const text = written(told({ Dockerfile: 'FROM a\nCOPY . .\n', '.dockerignore': broken, ...keys }));
    expect(text).toContain('| 20 | `[19` | syntax error');
    expect(text).toContain('and 10 more\n');
    expect(text).toContain('- and 5 more\n');
  });
});
