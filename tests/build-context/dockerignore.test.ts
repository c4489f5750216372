import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isIgnored, parseDockerignore } from '../../src/build-context/dockerignore.ts';

interface IgnoreCases {
  context_files: { path: string; size: number }[];
  cases: { name: string; dockerignore: string; sent: string[]; left_out: string[] }[];
}

describe('parseDockerignore', () => {
  it.each([
    ['# note\n\n  .git  \r\n/dist/\n./a/../b\n', ['.git', 'dist', 'b']],
    ['!/keep/\n!\n/\n.\n', ['!keep']],
    ['\uFEFFnode_modules', ['node_modules']],
    ['  # not a comment', ['# not a comment']],
  ])('reads %j', (text, patterns) => {
    expect(parseDockerignore(text)).toEqual(patterns);
  });
});

describe('isIgnored', () => {
  it.each([
    ['node_modules', 'node_modules/a/b.js', true],
    ['node_modules', 'web/node_modules/a.js', false],
    ['**/node_modules', 'web/node_modules/a.js', true],
    ['*.md', 'README.md', true],
    ['*.md', 'docs/README.md', false],
    ['*/*.md', 'docs/README.md', true],
    ['src/**', 'src', false],
    ['src/**', 'src/a/b', true],
    ['**', 'a', true],
    ['a**', 'ab', true],
    ['[a-c]?.txt', 'b1.txt', true],
    ['[^a-c].txt', 'b.txt', false],
    ['[', '[', false],
    ['docs\n!docs/a.md', 'docs/a.md', false],
    ['docs\n!docs/a.md', 'docs/b.md', true],
    ['!a\na', 'a', true],
  ])('%j: %s is left out: %s', (text, path, ignored) => {
    expect(isIgnored(parseDockerignore(text), path)).toBe(ignored);
  });

  it('ends on patterns made of stars', () => {
    const pattern = Array.from({ length: 200 }, () => '**/*a*').join('/');
    expect(isIgnored(parseDockerignore(pattern), Array.from({ length: 400 }, () => 'aaaa').join('/') + '/b')).toBe(
      true,
    );
  });
});

const shared = process.env.PLIMSOLL_SHARED_FIXTURES ?? join(import.meta.dirname, '../../../shared/fixtures');
const file = join(shared, 'dockerignore.json');

describe.skipIf(!existsSync(file))('what a real builder copies', () => {
  const { context_files: files, cases } = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as IgnoreCases)
    : { context_files: [], cases: [] };
  it.each(cases)('$name', ({ dockerignore, left_out: leftOut }) => {
    const patterns = parseDockerignore(dockerignore);
    const ignored = files.map(({ path }) => path).filter((path) => isIgnored(patterns, path));
    expect(ignored.sort()).toEqual([...leftOut].sort());
  });
});
