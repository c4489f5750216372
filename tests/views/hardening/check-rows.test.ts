import { describe, expect, it } from 'vitest';
import type { CheckGroup, HardeningCheck, Verdict } from '../../../src/hardening/check.ts';
import { scoresOf, type CheckResult } from '../../../src/hardening/harden.ts';
import type { Severity } from '../../../src/severity.ts';
import {
  checkSections,
  failedBySeverity,
  failedChecks,
  scoreText,
  type CheckColumn,
  type CheckFilter,
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
const everything: CheckFilter = { text: '', failedOnly: false, without: [] };

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
    ['those that failed', { failedOnly: true }, ['rights: C1 C3']],
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

it('counts what failed, in all and by severity', () => {
  expect(failedChecks(results)).toBe(2);
  expect(failedBySeverity(results)).toEqual([
    { severity: 'error', count: 0 },
    { severity: 'warning', count: 1 },
    { severity: 'info', count: 1 },
  ]);
});

it('tells how a group went, without what did not happen', () => {
  expect(all.scores.map(scoreText)).toEqual(['2 failed, 1 passed', '1 not known, 1 not applicable', '1 passed']);
});
