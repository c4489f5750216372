import { expect, test } from 'vitest';
import { auditDockerfile } from '../../../src/lint/audit-dockerfile.ts';
import type { HadolintConfig } from '../../../src/lint/config.ts';
import { rules } from '../../../src/lint/ruleset.ts';
import { filterRules, ruleRows } from '../../../src/views/rules/rule-rows.ts';

const text = 'FROM debian:12\nMAINTAINER me\nMAINTAINER you\nRUN cd x; ls $Y\n';

async function rowsOf(config: HadolintConfig) {
  const answers = [] as never[];
  const { findings } = await auditDockerfile({ fileName: 'Dockerfile', text, config, image: null, answers });
  return ruleRows(rules, config, findings);
}

test('each rule has its findings, those that another one tells as well', async () => {
  const rows = await rowsOf({});
  const of = (code: string) => rows.find(({ id }) => id === code);
  expect(rows).toHaveLength(rules.length);
  expect(of('DL4000')?.findings.map(({ line }) => line)).toEqual([2, 3]);
  expect(of('MaintainerDeprecated')?.findings).toHaveLength(2);
  expect(of('DL3003')?.findings).toHaveLength(1);
  expect(of('DL3004')?.findings).toEqual([]);
});

test('what the settings say is in it', async () => {
  const rows = await rowsOf({ ignored: ['DL4000'], override: { error: ['DL3003'] } });
  const of = (code: string) => rows.find(({ id }) => id === code);
  expect(of('DL4000')).toMatchObject({ isOn: false, isSet: true, severity: 'error' });
  expect(of('DL3003')).toMatchObject({ isOn: true, isSet: true, severity: 'error' });
  expect(filterRules(rows, { text: '', source: null, only: 'set' }).map(({ id }) => id)).toEqual(['DL3003', 'DL4000']);
});

test('a code of ShellCheck is there where it was found', () => {
  const finding = {
    code: 'SC2086',
    source: 'shellcheck',
    also: [],
    severity: 'info',
    message: 'Double quote to prevent globbing and word splitting.',
    line: 4,
    help: '',
  } as const;
  const rows = ruleRows(rules, { override: { error: ['SC2086'] } }, [{ ...finding, also: [] }]);
  const shown = filterRules(rows, { text: 'quote glob', source: 'shellcheck', only: 'found' });
  expect(shown).toMatchObject([{ id: 'SC2086', rule: null, severity: 'error', isSet: true }]);
});

test('a code of ShellCheck that is switched off can be switched on again', async () => {
  const rows = await rowsOf({ ignored: ['SC2086'] });
  expect(rows.find(({ id }) => id === 'SC2086')).toMatchObject({ isOn: false, isSet: true, findings: [] });
});

test('every word that is searched for has to be there', async () => {
  const rows = await rowsOf({});
  const ids = (words: string) => filterRules(rows, { text: words, source: null, only: 'all' }).map(({ id }) => id);
  expect(ids('dl3008')).toContain('DL3008');
  expect(ids('package VERSION apt')).toContain('DL3008');
  expect(ids('no such words at all')).toEqual([]);
  expect(filterRules(rows, { text: '', source: 'buildkit', only: 'all' })).toHaveLength(22);
});
