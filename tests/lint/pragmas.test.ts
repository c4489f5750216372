import { describe, expect, it } from 'vitest';
import { lint } from '../../src/lint/index.ts';
import { readShellPragma } from '../../src/lint/pragmas.ts';
import { announceHadolint, hadolint, runHadolintOnAll } from '../peers/hadolint.ts';

/** Dockerfiles and the DL3004 and DL3006 that are left; the same as hadolint's. */
const cases: readonly (readonly [text: string, left: readonly string[]])[] = [
  ['# hadolint ignore=DL3006\nFROM debian', []],
  ['# hadolint ignore=DL3007, DL3006\nFROM debian', []],
  ['# hadolint ignore = DL3006 , DL3007\nFROM debian', []],
  ['#hadolint ignore=DL3006\nFROM debian', []],
  ['# hadolint ignore=DL3006 # no tags there\nFROM debian', []],
  ['# hadolint ignore=DL3006 no tags there\nFROM debian', ['DL3006@2']],
  ['# HADOLINT ignore=DL3006\nFROM debian', ['DL3006@2']],
  ['# hadolint ignore=dl3006\nFROM debian', ['DL3006@2']],
  ['# hadolint ignore=DL3006,\nFROM debian', ['DL3006@2']],
  ['# hadolint ignore=\nFROM debian', ['DL3006@2']],
  ['# hadolint ignore=all\nFROM debian', ['DL3006@2']],
  ['## hadolint ignore=DL3006\nFROM debian', ['DL3006@2']],
  ['# see hadolint ignore=DL3006\nFROM debian', ['DL3006@2']],
  ['# hadolint ignore=DL3006\n\nFROM debian', ['DL3006@3']],
  ['# hadolint ignore=DL3006\n# hadolint ignore=DL3007\nFROM debian', ['DL3006@3']],
  ['# hadolint ignore=DL3006\nFROM debian\nFROM alpine', ['DL3006@3']],
  ['FROM a:1\n# hadolint ignore=DL3004\nRUN x \\\n && sudo y', []],
  ['FROM a:1\nRUN x \\\n# hadolint ignore=DL3004\n && sudo y', ['DL3004@2']],
  ['FROM a:1\n  # hadolint ignore=DL3004\nONBUILD RUN sudo y', []],
  ['FROM a:1\n# hadolint ignore=DL3004\nRUN <<EOF\nsudo x\nEOF\n', []],
  ['# hadolint global ignore=DL3006\nFROM debian\nFROM alpine\nRUN sudo x', ['DL3004@4']],
  ['FROM debian\nFROM alpine\n# hadolint global ignore=DL3006,DL3004 # x\nRUN sudo x', []],
  ['# hadolint stage ignore=DL3004\nFROM a:1\nRUN sudo x\nFROM b:1\nRUN sudo y', ['DL3004@5']],
  ['# hadolint stage ignore=DL3006\nFROM debian', ['DL3006@2']],
  ['FROM a:1\n# hadolint stage ignore=DL3004\nRUN sudo x', ['DL3004@3']],
  ['# hadolint stage ignore=DL3004\n\nFROM a:1\nRUN sudo x', ['DL3004@4']],
];

const keysOf = (findings: readonly { code: string; line?: number | undefined }[]): string[] =>
  findings.filter(({ code }) => code === 'DL3004' || code === 'DL3006').map(({ code, line }) => `${code}@${line}`);

describe('ignore pragmas', () => {
  it.each(cases)('%j leaves %j', async (text, left) => expect(keysOf(await lint(text))).toEqual(left));

  announceHadolint();
  it.runIf(hadolint)('are read as hadolint reads them', async () => {
    const theirs = (await runHadolintOnAll(cases.map(([text]) => text))) ?? [];
    expect(theirs.map(keysOf)).toEqual(cases.map(([, left]) => left));
  });

  it('switch off a syntax problem, too', async () => {
    expect(await lint('FROM a:1\nUSER 1000\n# hadolint ignore=DL1000\nEXPOES 80')).toEqual([]);
  });
});

it.each([
  ['hadolint shell=bash', ['bash']],
  ['hadolint shell = /bin/bash -o pipefail -c # why', ['/bin/bash', '-o', 'pipefail', '-c']],
  ['hadolint shell=', null],
  ['hadolint ignore=DL4006', null],
])('the shell of %j is %j', (text, shell) => {
  expect(readShellPragma({ text, line: 1, start: 0, end: 0 })).toEqual(shell);
});

it('leaves out rules that the configuration ignores', async () => {
  expect(await lint('FROM debian\nUSER 1000', { ignored: ['DL3006'] })).toEqual([]);
});

it('reports what ONBUILD registers at the ONBUILD', async () => {
  const [finding] = await lint('FROM a:1\nUSER 1000\nONBUILD \\\n  RUN sudo x');
  expect(finding).toMatchObject({ code: 'DL3004', line: 3, column: 1, at: { line: 4, column: 7 } });
});
