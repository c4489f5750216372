import { describe, expect, it } from 'vitest';
import type { CheckGroup, HardeningCheck, Verdict } from '../../../src/hardening/check.ts';
import { scoresOf, type CheckResult } from '../../../src/hardening/harden.ts';
import type { Severity } from '../../../src/severity.ts';
import {
  checkSections,
  countOf,
  failedBySeverity,
  failedChecks,
  foldKey,
  rowKeys,
  scoreText,
  type CheckColumn,
  type CheckFilter,
  type CheckSection,
} from '../../../src/views/hardening/check-rows.ts';

const verdicts: Record<string, Verdict> = {
  passed: { kind: 'passed' },
  failed: { kind: 'failed', failures: [{ message: 'It is so.' }] },
  unknown: { kind: 'unknown', reason: 'It could not be read.' },
  'n/a': { kind: 'not-applicable', reason: 'There is none.' },
};

/** `CODE group severity verdict title` */
function result(line: string, also: HardeningCheck['also'] = []): CheckResult {
  const [code = '', group, severity, verdict = '', ...title] = line.split(' ');
  const check: HardeningCheck = {
    code,
    source: 'plimsoll',
    also,
    severity: severity as Severity,
    group: group as CheckGroup,
    title: title.join(' '),
    why: '',
    fix: '',
    check: () => ({ kind: 'passed' }),
  };
  return { check, verdict: verdicts[verdict]! };
}

const results = [
  result('C3 rights info failed Few files are setuid', [{ code: 'CIS-DI-0008', source: 'dockle' }]),
  result('C1 rights warning failed The user is not root'),
  result('C2 rights error passed No port is privileged'),
  result('S2 start error n/a The entrypoint is there'),
  result('S1 start warning unknown Its libraries are there'),
  result('M1 metadata info passed There is a label'),
];
const all = { results, scores: scoresOf(results) };
const everything: CheckFilter = { text: '', only: null, without: [] };

function shown(filter: Partial<CheckFilter>, column: CheckColumn = 'result', descending = false): string[] {
  return checkSections(all, { ...everything, ...filter }, { column, descending }).map(
    ({ score, results }) => `${score.group}: ${results.map(({ check }) => check.code).join(' ')}`,
  );
}

describe('the checks that are shown', () => {
  it('stand in their groups, what failed first and the worst of it at the top', () => {
    expect(shown({})).toEqual(['rights: C1 C3 C2', 'start: S1 S2', 'metadata: M1']);
  });

  it.each<[string, Partial<CheckFilter>, string[]]>([
    ['those that failed', { only: 'failed' }, ['rights: C1 C3']],
    ['those of which nothing is known', { only: 'unknown' }, ['start: S1']],
    ['not some severity', { without: ['info'] }, ['rights: C1 C2', 'start: S1 S2']],
    ['a word of the title, whatever its case', { text: ' ROOT ' }, ['rights: C1']],
    ['the beginning of a code', { text: 's' + '1' }, ['start: S1']],
    ['the code of another program', { text: 'cis-di' }, ['rights: C3']],
    ['nothing that is there', { text: 'nowhere' }, []],
  ])('are %s', (_, filter, expected) => {
    expect(shown(filter)).toEqual(expected);
  });

  it.each<[CheckColumn, boolean, string[]]>([
    ['severity', false, ['rights: C2 C1 C3', 'start: S2 S1', 'metadata: M1']],
    ['severity', true, ['rights: C3 C1 C2', 'start: S1 S2', 'metadata: M1']],
    ['code', false, ['rights: C1 C2 C3', 'start: S1 S2', 'metadata: M1']],
    ['title', false, ['rights: C3 C2 C1', 'start: S1 S2', 'metadata: M1']],
    ['result', true, ['rights: C2 C3 C1', 'start: S2 S1', 'metadata: M1']],
  ])('are in the order of %s, descending: %s', (column, descending, expected) => {
    expect(shown({}, column, descending)).toEqual(expected);
  });

  it('leave the results as they were', () => {
    const before = results.map(({ check }) => check.code);
    shown({}, 'code', true);
    expect(results.map(({ check }) => check.code)).toEqual(before);
  });
});

describe('checks that do not apply', () => {
  const withIdle = [
    ...results,
    result('L1 leftovers error failed No lists of apt are left'),
    result('L4 leftovers info n/a No cache of zypper is left'),
    result('L3 leftovers error n/a No cache of yum is left'),
    result('L2 leftovers warning passed No cache of npm is left'),
  ];
  const sections = (filter: Partial<CheckFilter>): CheckSection[] =>
    checkSections(
      { results: withIdle, scores: scoresOf(withIdle) },
      { ...everything, ...filter },
      { column: 'result', descending: false },
    );
  const told = (filter: Partial<CheckFilter>): string[] =>
    sections(filter).map(({ score, results, folded }) => {
      const codes = (of: readonly CheckResult[]): string => of.map(({ check }) => check.code).join(' ');
      return `${score.group}: ${codes(results)} | ${codes(folded)}`;
    });

  it('are folded away where a group has several, in the order of the others', () => {
    expect(told({})).toEqual(['rights: C1 C3 C2 | ', 'start: S1 S2 | ', 'leftovers: L1 L2 | L3 L4', 'metadata: M1 | ']);
  });

  it('are not where a text is looked for', () => {
    expect(told({ text: 'cache' })).toEqual(['leftovers: L2 L3 L4 | ']);
  });

  it('are not where filters leave one of them', () => {
    expect(told({ without: ['error'] })).toContain('leftovers: L2 L4 | ');
  });

  it('are rows once their line is open', () => {
    const shown = sections({}).filter(({ score }) => score.group !== 'rights');
    const fold = foldKey(shown[1]!);
    expect(rowKeys(shown, [])).toEqual(['S1', 'S2', 'L1', 'L2', fold, 'M1']);
    expect(rowKeys(shown, ['L1', fold])).toEqual(['S1', 'S2', 'L1', 'L2', fold, 'L3', 'L4', 'M1']);
  });
});

it('counts what failed, in all and by severity', () => {
  expect(failedChecks(results)).toBe(2);
  expect(countOf(results, 'unknown')).toBe(1);
  expect(failedBySeverity(results)).toEqual([
    { severity: 'error', count: 0 },
    { severity: 'warning', count: 1 },
    { severity: 'info', count: 1 },
  ]);
});

it('tells how a group went, without what did not happen', () => {
  expect(all.scores.map(scoreText)).toEqual(['2 failed, 1 passed', '1 not known, 1 not applicable', '1 passed']);
});
