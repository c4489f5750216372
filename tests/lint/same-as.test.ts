import { describe, expect, it } from 'vitest';
import { lint, type Finding } from '../../src/lint/index.ts';

/** A Dockerfile for each pair of rules that say the same, the line where they do, and what is left of each alone. */
const pairs: readonly {
  text: string;
  codes: readonly [hadolint: string, buildkit: string];
  at: number;
  alone?: number;
}[] = [
  { text: 'FROM a:1 AS b\nFROM c:1 AS b\nUSER 1', codes: ['DL3024', 'DuplicateStageName'], at: 2 },
  { text: 'FROM a:1 AS scratch\nUSER 1', codes: ['DL3063', 'ReservedStageName'], at: 1 },
  { text: 'FROM a:1\nUSER 1\nMAINTAINER me', codes: ['DL4000', 'MaintainerDeprecated'], at: 3 },
  { text: 'FROM a:1\nUSER 1\nCMD node a.js', codes: ['DL3025', 'JSONArgsRecommended'], at: 3 },
  { text: 'FROM a:1\nUSER 1\nENTRYPOINT a \\\n  b', codes: ['DL3025', 'JSONArgsRecommended'], at: 3 },
  { text: 'FROM a:1\nUSER 1\nWORKDIR b', codes: ['DL3000', 'WorkdirRelativePath'], at: 3 },
  { text: 'FROM --platform=$TARGETPLATFORM a:1\nUSER 1', codes: ['DL3065', 'RedundantTargetPlatform'], at: 1 },
  { text: 'FROM --platform=linux/amd64 a:1\nUSER 1', codes: ['DL3029', 'FromPlatformFlagConstDisallowed'], at: 1 },
  { text: 'FROM a:1\nUSER 1\nENV A=1 DB_PASSWORD=b', codes: ['DL3064', 'SecretsUsedInArgOrEnv'], at: 3 },
  { text: 'FROM a:1\nUSER 1\nARG TOKEN', codes: ['DL3064', 'SecretsUsedInArgOrEnv'], at: 3 },
  // hadolint at the second, BuildKit at the first: one fault, told at the one that takes the other's place.
  {
    text: 'FROM a:1\nUSER 1\nCMD ["a"]\nCMD ["b"]',
    codes: ['DL4003', 'MultipleInstructionsDisallowed'],
    at: 4,
    alone: 3,
  },
  {
    text: 'FROM a:1\nUSER 1\nENTRYPOINT ["a"]\n\nENTRYPOINT ["b"]',
    codes: ['DL4004', 'MultipleInstructionsDisallowed'],
    at: 5,
    alone: 3,
  },
  {
    text: 'FROM a:1\nUSER 1\nHEALTHCHECK NONE\nHEALTHCHECK CMD ["b"]',
    codes: ['DL3012', 'MultipleInstructionsDisallowed'],
    at: 4,
    alone: 3,
  },
];

const told = (findings: readonly Finding[]): string[] =>
  findings.map(({ code, line, also }) => [`${code}@${line}`, ...also.map((one) => one.code)].join(' '));
const ignoring = (text: string, line: number, comment: string): string => {
  const lines = text.split('\n');
  return [...lines.slice(0, line - 1), '# above', comment, ...lines.slice(line - 1)].join('\n');
};

describe.each(pairs)('$codes', ({ text, codes: [hadolint, buildkit], at, alone = at }) => {
  it('is one finding with both names', async () => {
    const findings = await lint(text);
    expect(told(findings)).toEqual([`${hadolint}@${at} ${buildkit}`]);
    expect(findings[0]?.also).toEqual([{ code: buildkit, source: 'buildkit' }]);
  });
  it('leaves BuildKit’s where hadolint’s is ignored', async () => {
    const shift = alone < at ? 0 : 2;
    const left = [`${buildkit}@${alone + shift}`];
    expect(told(await lint(ignoring(text, at, `# hadolint ignore=${hadolint}`)))).toEqual(left);
    expect(told(await lint(text, { ignored: [hadolint] }))).toEqual([`${buildkit}@${alone}`]);
  });
  it('leaves hadolint’s where BuildKit’s is skipped', async () => {
    expect(told(await lint(`# check=skip=${buildkit}\n${text}`))).toEqual([`${hadolint}@${at + 1}`]);
    expect(told(await lint(text, { ignored: [buildkit] }))).toEqual([`${hadolint}@${at}`]);
  });
});

describe('findings that say the same only in part', () => {
  it.each([
    [
      'FROM a:1\nUSER 1\nCMD ["a"]\nCMD ["b"]\nCMD ["c"]',
      ['DL4003@4 MultipleInstructionsDisallowed', 'DL4003@5 MultipleInstructionsDisallowed'],
    ],
    ['FROM a:1\nUSER 1\nENV A_TOKEN=1 B_SECRET=2', ['DL3064@3 SecretsUsedInArgOrEnv', 'SecretsUsedInArgOrEnv@3']],
    ['FROM a:1\nUSER 1\nWORKDIR /a\nWORKDIR b', ['DL3000@4']],
    ['FROM a:1\nUSER 1\nSHELL ["sh", "-c"]\nCMD a', ['DL3025@4']],
    ['FROM a:1\nUSER 1\nHEALTHCHECK CMD a', ['DL3025@3']],
    ['FROM --platform=linux/amd64 a:1 AS amd64\nUSER 1', ['DL3029@1']],
    ['FROM --platform=${TARGETPLATFORM:-linux/amd64} a:1\nUSER 1', ['RedundantTargetPlatform@1']],
    ['FROM a:1\nUSER 1\nENV API_KEY_ID=1 AUTH=1', ['DL3064@3 SecretsUsedInArgOrEnv', 'SecretsUsedInArgOrEnv@3']],
    ['FROM a:1\nUSER 1\nONBUILD MAINTAINER me', ['DL1000@3', 'DL3043@3']],
  ])('%j gives %j', async (text, findings) => expect(told(await lint(text))).toEqual(findings));
});
