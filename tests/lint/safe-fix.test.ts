import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { lintDockerfile, type Finding } from '../../src/lint/index.ts';
import { isSafeFix } from '../../src/lint/safe-fix.ts';

const fix = { title: 'Mend it', edits: [] };
const found = (code: string, ...others: string[]): Pick<Finding, 'code' | 'also' | 'fix'> => ({
  code,
  also: others.map((other) => ({ code: other, source: 'plimsoll' })),
  fix,
});

describe('a fix', () => {
  it.each([['DL3014'], ['DL4000', 'MaintainerDeprecated'], ['DL3047'], ['FromAsCasing'], ['DL3009']])(
    'of %s is safe',
    (...codes) => expect(isSafeFix(found(...(codes as [string])))).toBe(true),
  );
  it.each([['DL3015'], ['DL3025', 'JSONArgsRecommended'], ['DL3042', 'PL1008'], ['SC2086'], ['DL3007'], ['nothing']])(
    'of %s is not',
    (...codes) => expect(isSafeFix(found(...(codes as [string])))).toBe(false),
  );
  it('that is not there is not', () => expect(isSafeFix({ code: 'DL3014', also: [] })).toBe(false));

  it('of a Dockerfile is told from the others', () => {
    const text = 'FROM debian:12\nRUN apt-get update && apt-get install curl=7.*\nCMD node a.js\n';
    const fixable = lintDockerfile(parseDockerfile(text)).filter((finding) => finding.fix);
    const told = Object.fromEntries(fixable.map((finding) => [finding.code, isSafeFix(finding)]));
    expect(told).toEqual({ DL3009: true, DL3014: true, DL3015: false, DL3025: false });
  });
});
