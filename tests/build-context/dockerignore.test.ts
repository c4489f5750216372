import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ContextKind, contextPath, contextTreeOf } from '../../src/build-context/context-tree.ts';
import { globOf, isIgnored, parseDockerignore } from '../../src/build-context/dockerignore.ts';
import { ignoredNodes } from '../../src/build-context/ignore-matcher.ts';

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

  it.each([
    // Asked of the path, where the builder asks of each directory on the way, the third line would leave it out.
    ['x\n!x/y\nx', 'x/y', false],
    ['s/x\n!s/*/**', 's/x/y', true],
    ['[^a]b', '/b', false],
    ['x[^a]b', 'x/b', true],
    ['a|b*', 'ax', true],
    ['a{2}*', 'aa', true],
    ['**b', 'ab', true],
    ['**/b*', 'line\nend/b', false],
    ['**/b', 'line\nend/b', true],
  ])('%j, as its builder does: %s is left out: %s', (text, path, ignored) => {
    expect(isIgnored(parseDockerignore(text), path)).toBe(ignored);
  });

  it('ends on patterns made of stars', () => {
    const pattern = Array.from({ length: 200 }, () => '**/*a*').join('/');
    expect(isIgnored(parseDockerignore(pattern), Array.from({ length: 400 }, () => 'aaaa').join('/') + '/b')).toBe(
      true,
    );
  });
});

describe('globOf', () => {
  it.each([
    ['test/**', 'test/a/b', true],
    ['test', 'test/a/b', true],
    ['test', 'a/test', false],
    ['*.{js}', 'a.{js}', true],
    ['a|b', 'a', false],
    ['a|b*', 'a|b', true],
    ['a^*', 'a^b', true],
    ['\\d*', 'd1', true],
    ['\\d*', '1', false],
    ['a\\ b', 'a b', true],
    ['\\*', '*', true],
    ['[^a]', 'b', true],
    ['!a', '!a', true],
    ['[', '[', false],
    ['', 'a', false],
  ])('%j: %j fits: %s', (glob, path, fits) => {
    expect(globOf(glob)(path)).toBe(fits);
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
    const tree = contextTreeOf(files);
    const nodes = ignoredNodes(tree, patterns);
    const isFile = (node: number): boolean => tree.kinds[node] === ContextKind.file;
    const paths = [...nodes.keys()]
      .filter((node) => nodes[node] === 1 && isFile(node))
      .map((node) => contextPath(tree, node));
    expect(paths.sort()).toEqual([...leftOut].sort());
  });
});
