import { describe, expect, it, test } from 'vitest';
import { expressionOf, filterProblem, longestFilter } from '../../src/rootfs/name-filter.ts';

describe('a glob', () => {
  const matches = (glob: string, name: string): boolean => expressionOf({ kind: 'glob', text: glob }).test(name);

  test.each<[string, string, boolean]>([
    ['*.so', 'libc.so', true],
    ['*.so', 'libc.so.6', false],
    ['*.SO', 'libc.so', false],
    ['lib?.so', 'libc.so', true],
    ['lib?.so', 'lib.so', false],
    ['?', '😀', true],
    ['[a-c]*', 'bash', true],
    ['[!a-c]*', 'bash', false],
    ['[!a-c]*', 'zsh', true],
    ['[]x]', ']', true],
    ['[', '[', true],
    ['*.{js,ts}', 'a.ts', true],
    ['*.{js,ts}', 'a.css', false],
    ['{a,{b,c}}d', 'cd', true],
    ['{a}', '{a}', true],
    ['{a,b', '{a,b', true],
    ['a,b', 'a,b', true],
    ['\\*', '*', true],
    ['\\*', 'a', false],
    ['a.b', 'axb', false],
    ['(x)+$', '(x)+$', true],
    ['/usr/*', '/usr/bin', true],
    ['/usr/*', '/usr/bin/sh', false],
    ['/usr/**', '/usr/bin/sh', true],
    ['/usr/**/sh', '/usr/sh', true],
    ['/usr/**/sh', '/usr/a/b/sh', true],
    ['bin/sh', '/usr/bin/sh', true],
    ['bin/sh', '/usr/xbin/sh', false],
    ['bin/[!x]h', '/usr/bin//h', false],
  ])('%s and %s: %s', (glob, name, expected) => expect(matches(glob, name)).toBe(expected));
});

describe('what cannot be looked for', () => {
  test.each([
    ['regexp', '(ab', /^Not a regular expression: unterminated group\. .* written with \\ before it\.$/],
    ['regexp', 'a{2,1}', /numbers out of order/],
    ['regexp', '[z-a]', /range out of order/],
    ['regexp', '*', /nothing to repeat/],
    ['glob', '[z-a]', /^Not a glob: range out of order.*\\\[\.$/],
    ['text', 'x'.repeat(longestFilter + 1), /1000 characters at most, this one has 1001\. Shorten it\.$/],
  ] as const)('%s %s', (kind, text, words) => expect(filterProblem({ kind, text })).toMatch(words));

  it('is nothing else', () => {
    expect(filterProblem({ kind: 'text', text: '(' })).toBeNull();
    expect(filterProblem({ kind: 'glob', text: '(' })).toBeNull();
    expect(filterProblem({ kind: 'regexp', text: '\\.so(\\.\\d+)*$' })).toBeNull();
  });
});
