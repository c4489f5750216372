import { describe, expect, it } from 'vitest';
import type { Finding, RuleSource } from '../../src/lint/finding.ts';
import { mergeSame } from '../../src/lint/merge-same.ts';
import type { Rule } from '../../src/lint/rule.ts';
import { rules } from '../../src/lint/index.ts';

const ruleOf = (id: string, source: RuleSource, sameAs: string[] = []): Rule => ({
  id,
  source,
  severity: 'warning',
  summary: '',
  help: '',
  noFix: '',
  examples: { bad: [], good: [] },
  sameAs,
  check: () => undefined,
});
const known = [
  ruleOf('H', 'hadolint'),
  ruleOf('B', 'buildkit', ['H']),
  ruleOf('P', 'plimsoll', ['B']),
  ruleOf('X', 'hadolint'),
];

function found(code: string, line: number, column = 1, endColumn = column + 5): Finding {
  const source = known.find((rule) => rule.id === code)?.source ?? 'plimsoll';
  const at = { line, column, endLine: line, endColumn };
  return { code, source, also: [], severity: 'warning', message: code, line, column: 1, at, help: '' };
}
const told = (findings: Finding[]): string[] =>
  mergeSame(findings, known).map(({ code, line, also }) =>
    [`${code}@${line}`, ...also.map((one) => one.code)].join(' '),
  );

describe('findings of several sources', () => {
  it('of one place become one, and the first source tells it', () => {
    expect(told([found('B', 2), found('H', 2)])).toEqual(['H@2 B']);
  });
  it('of different places of one line stay two', () => {
    expect(told([found('B', 2, 1), found('H', 2, 20)])).toEqual(['B@2', 'H@2']);
  });
  it('find theirs among several on a line', () => {
    const columns = [1, 11, 21, 31];
    const all = columns.flatMap((column) => [found('B', 2, column + 2), found('H', 2, column)]);
    expect(told(all)).toEqual(['H@2 B', 'H@2 B', 'H@2 B', 'H@2 B']);
  });
  it('of the whole instruction and of a part of it become one', () => {
    expect(told([found('H', 2, 1, 90), found('B', 2, 30), found('B', 2, 50)])).toEqual(['H@2 B']);
  });
  it('on other lines stay two', () => {
    expect(told([found('B', 2), found('H', 3)])).toEqual(['B@2', 'H@3']);
  });
  it('leave one that stands alone as it is', () => {
    const alone = found('B', 2);
    expect(mergeSame([alone], known)).toEqual([alone]);
  });
  it('stay two where no rule names the other', () => {
    expect(told([found('X', 2), found('H', 2), found('P', 2)])).toEqual(['X@2', 'H@2', 'P@2']);
  });
  it('keep their order', () => {
    expect(told([found('H', 1), found('B', 2), found('X', 2), found('H', 2), found('P', 3)])).toEqual([
      'H@1', 'X@2', 'H@2 B', 'P@3',
    ]); // prettier-ignore
  });
  it('do not change what is given', () => {
    const given = [found('B', 2), found('H', 2)];
    mergeSame(given, known);
    expect(given.map(({ also }) => also)).toEqual([[], []]);
  });
  it('of one line with 40,000 of each take less than a second', () => {
    const columns = Array.from({ length: 40_000 }, (_, index) => index * 10 + 1);
    const all = columns.flatMap((column) => [found('H', 1, column), found('B', 1, column)]);
    const start = performance.now();
    expect(mergeSame(all, known)).toHaveLength(40_000);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe('the rules', () => {
  it('name rules of other sources that there are', () => {
    for (const rule of rules) {
      for (const other of rule.sameAs ?? []) {
        const named = rules.find(({ id }) => id === other);
        expect(named, `${rule.id} names ${other}`).toBeDefined();
        expect(named?.source).not.toBe(rule.source);
      }
    }
  });
});
