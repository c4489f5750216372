import { describe, expect, it } from 'vitest';
import { parseCheckOptions } from '../../src/lint/check-directive.ts';
import { lint } from '../../src/lint/index.ts';
import { askBuildkit, isCollecting, toCase } from '../peers/buildkit.ts';
import { buildkitFindings } from './test-buildkit-check.ts';

/** Dockerfiles, and the checks that still speak. */
const cases: readonly (readonly [text: string, left: readonly string[]])[] = [
  ['# check=skip=StageNameCasing\nFROM a AS B', []],
  ['#check=skip=StageNameCasing\nFROM a AS B', []],
  ['# syntax=docker/dockerfile:1\n# check=skip=StageNameCasing\nFROM a AS B', []],
  ['# CHECK = skip=StageNameCasing\nFROM a AS B', []],
  ['# check=skip=StageNameCasing,JSONArgsRecommended\nFROM a AS B\nCMD x', []],
  ['# check=skip=StageNameCasing, JSONArgsRecommended\nFROM a AS B\nCMD x', ['JSONArgsRecommended@3']],
  ['# check=skip=StageNameCasing why\nFROM a AS B\nCMD x', ['JSONArgsRecommended@3']],
  ['# check=skip=all\nFROM a AS B\nMAINTAINER x', []],
  ['# check=skip=All\nFROM a AS B', ['StageNameCasing@2']],
  ['# check=skip=stagenamecasing\nFROM a AS B', ['StageNameCasing@2']],
  ['# check=skip=NoSuchCheck\nFROM a AS B', ['StageNameCasing@2']],
  ['# check=skip=all;error=true\nFROM a AS B', []],
  ['# check=error=false;skip=StageNameCasing\nFROM a AS B', []],
  ['  # check=skip=all\nFROM a AS B', ['StageNameCasing@2']],
  ['\n# check=skip=JSONArgsRecommended\nFROM a\nCMD x', ['JSONArgsRecommended@4']],
  ['# c\n# check=skip=StageNameCasing\nFROM a AS B\nFROM a AS C', ['StageNameCasing@4']],
  ['# c\n# check=skip=StageNameCasing\n\nFROM a AS B', []],
  ['# c\n# check=skip=StageNameCasing\n#\nFROM a AS B', ['StageNameCasing@4']],
  ['# c\n# check=skip=StageNameCasing\n# why\nFROM a AS B', []],
  ['# c\n  # check=skip=StageNameCasing\nFROM a AS B', ['StageNameCasing@3']],
  ['# c\n# check=skip=X\n# check=skip=StageNameCasing\nFROM a AS B', ['StageNameCasing@4']],
  ['FROM a\n# check=skip=JSONArgsRecommended # why\nCMD x', []],
  ['FROM a\n# check=skip=JSONArgsRecommended;nonsense\nCMD x', ['JSONArgsRecommended@3']],
  ['FROM a\n# check=skip = JSONArgsRecommended\nCMD x', ['JSONArgsRecommended@3']],
  ['FROM a\nCMD x \\\n# check=skip=JSONArgsRecommended\n y', ['JSONArgsRecommended@2']],
  ['FROM a\n# check=skip=all\nCMD x\nCMD x', ['JSONArgsRecommended@4', 'MultipleInstructionsDisallowed@3']],
  ['FROM a\nCMD ["a"]\n# check=skip=MultipleInstructionsDisallowed\nCMD ["b"]', []],
  ['FROM a\n# check=skip=MultipleInstructionsDisallowed\nCMD ["a"]\nCMD ["b"]', ['MultipleInstructionsDisallowed@3']],
  ['FROM a\n# check=skip=all\nrun x\nUSER y', ['ConsistentInstructionCasing@3']],
  ['FROM a\n# check=skip=all\nRUN x \\\n\n y', ['NoEmptyContinuation@5']],
  ['FROM a AS b\n# check=skip=all\nFROM c AS b', ['DuplicateStageName@3']],
  ['# c\n# check=skip=all\nFROM c AS scratch', ['ReservedStageName@3']],
  ['# c\n# check=skip=all\nFROM $B', ['InvalidDefaultArgInFrom@3']],
  ['FROM a AS b\nONBUILD CMD x\n# check=skip=all\nFROM b', ['JSONArgsRecommended@4']],
  ['# check=experimental=all\nFROM a AS b\n# x\nARG A', ['InvalidDefinitionDescription@4']],
  ['# check=experimental=all;skip=all\nFROM a AS B\n# x\nARG A', ['InvalidDefinitionDescription@4']],
  ['# check=experimental=InvalidDefinitionDescription\nFROM a\n# x\nARG A', ['InvalidDefinitionDescription@4']],
  ['# check=experimental=StageNameCasing\nFROM a AS B\n# x\nARG A', ['StageNameCasing@2']],
  ['FROM a\n# check=experimental=all\n# x\nARG A\n# x\nARG B', ['InvalidDefinitionDescription@4']],
  ['FROM a\n# x\nARG A', []],
];

const keysOf = (found: readonly (readonly [code: string, line: number | undefined])[]): string[] =>
  found.map(([code, line]) => `${code}@${line}`).sort();

describe('buildkit check directives', () => {
  it.each(cases.map(([text, left]) => ({ text, left, ask: askBuildkit(toCase(text)) })))(
    '$text leaves $left',
    ({ text, left, ask }) => {
      expect(keysOf(buildkitFindings(text).map(({ code, line }) => [code, line]))).toEqual(left);
      if (!isCollecting) expect(keysOf(ask().warnings.map(({ rule, line }) => [rule, line]))).toEqual(left);
    },
  );

  const refused = ['error=yes', 'foo', 'foo=1', 'skip=all;', 'a=1;skip=all'];
  it.each(refused.map((value) => ({ value, ask: askBuildkit(toCase(`# check=${value}\nFROM a AS b`)) })))(
    'check=$value is refused, and the rest is still linted',
    async ({ value, ask }) => {
      const findings = await lint(`# syntax=x\n# check=${value}\nFROM a:1 AS B\nUSER 1`);
      expect(findings.map(({ code, line }) => `${code}@${line}`)).toEqual(['DL1000@2', 'StageNameCasing@3']);
      if (!isCollecting) expect(ask().error).toMatch(/^failed to parse check options/);
    },
  );

  it('take error=true for the severity of BuildKit’s checks alone', async () => {
    const findings = await lint('# check=error=true\nFROM debian AS B\nUSER 1');
    expect(findings.map(({ code, severity }) => [code, severity])).toEqual([
      ['DL3006', 'warning'],
      ['StageNameCasing', 'error'],
    ]);
  });

  it('take error above one instruction for nothing', async () => {
    expect(await lint('FROM a:1\nUSER 1\n# check=error=true\nENV A b')).toMatchObject([
      { code: 'LegacyKeyValueFormat', severity: 'warning' },
    ]);
  });

  it('come behind the configuration', async () => {
    const text = '# check=experimental=all\nFROM a:1\n# x\nARG A\nUSER 1';
    expect(await lint(text)).toMatchObject([{ code: 'InvalidDefinitionDescription' }]);
    expect(await lint(text, { ignored: ['InvalidDefinitionDescription'] })).toEqual([]);
    const given = { override: { info: ['InvalidDefinitionDescription'] } };
    expect(await lint(text.slice(text.indexOf('FROM')), given)).toMatchObject([{ severity: 'info' }]);
  });
});

it.each([
  ['skip=all;skip=A', { skip: 'all' }],
  ['skip=A;skip=B', { skip: new Set(['B']) }],
  ['error=1', { isError: true }],
  ['error=F', { isError: false }],
  ['skip=a;error=true;experimental=b;skip=c', { experimental: new Set(['b;skip=c']) }],
])('buildkit reads %s', (text, options) => expect(parseCheckOptions(text)).toMatchObject(options));
