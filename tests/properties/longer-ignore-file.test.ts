// What an ignore file leaves out that goes on from another one is the same, found by its own lines or by all of them.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contextTreeOf } from '../../src/build-context/context-tree.ts';
import { ignoredByFile, ignoredByLonger, parseDockerignore } from '../../src/build-context/dockerignore.ts';
import { ignoredNodes } from '../../src/build-context/ignore-matcher.ts';
import { ignoredWithMore } from '../../src/build-context/more-patterns.ts';
import { filesNot } from '../support/build-context.ts';
import { files, linesFor } from './support/ignored-folder.ts';
import { property } from './support/property.ts';

const withoutException = (line: string): string => line.replace(/^[!\s]+/, '');

const longer = files.chain((paths) =>
  fc.record({
    paths: fc.constant(paths),
    before: linesFor(paths, 0),
    // An exception asks for all lines: mostly there is none.
    more: fc.oneof(
      { weight: 4, arbitrary: linesFor(paths).map((lines) => lines.map(withoutException)) },
      { weight: 1, arbitrary: linesFor(paths) },
    ),
  }),
);

/** How often it was found by the lines behind alone, and how often they left out more. */
const found = { cases: 0, byMore: 0, different: 0 };

describe('an ignore file that goes on from another', () => {
  property('leaves out the same', 1, longer, ({ paths, before, more }) => {
    const tree = contextTreeOf(paths.map((path) => ({ path })));
    const [short, long] = [before.join('\n'), [...before, ...more].join('\n')];
    const ignored = ignoredByFile(tree, short);
    const was = ignored.slice();
    const all = ignoredByFile(tree, long);
    expect(ignoredByLonger(tree, long, { text: short, ignored })).toEqual(all);
    expect(ignored).toEqual(was);
    const patterns = { before: parseDockerignore(short), more: parseDockerignore(more.join('\n')) };
    const byMore = ignoredWithMore(tree, ignored, patterns);
    if (byMore) expect(byMore).toEqual(ignoredNodes(tree, [...patterns.before, ...patterns.more]));
    else expect(patterns.more.join('\n')).toContain('!');
    found.cases++;
    if (byMore) found.byMore++;
    if (byMore?.some((one, node) => one !== was[node])) found.different++;
  });

  test('is mostly found by its further lines, and often leaves out more', () => {
    expect(found.byMore).toBeGreaterThan(found.cases / 2);
    expect(found.different).toBeGreaterThan(found.cases / 5);
  });

  test.each([
    ['is brought back by the first', 'x\n!x/y', 'x\n!x/y\nx', ['a', 'x/y']],
    ['has an exception before', '!x/y', '!x/y\nx', ['a']],
    ['is another one altogether', 'a', 'x', ['a']],
    ['is shorter', 'a\nx', 'a', ['x/y', 'x/z']],
    ['has an exception behind', 'x', 'x\n!x/y', ['a', 'x/y']],
    ['begins with empty lines', '\n\n', '\n\n**/y', ['a', 'x/z']],
    ['leaves out all', 'x', 'x\n*', []],
  ])('that %s', (_, before, text, sent) => {
    const tree = contextTreeOf(['a', 'x/y', 'x/z'].map((path) => ({ path })));
    const ignored = ignoredByLonger(tree, text, { text: before, ignored: ignoredByFile(tree, before) });
    expect(filesNot(tree, ignored)).toEqual(sent);
  });
});
