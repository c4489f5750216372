import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseDockerfile } from '../../../src/dockerfile/parse.ts';
import { applyFix } from '../../../src/lint/fix.ts';
import { lint, type Finding } from '../../../src/lint/index.ts';
import { nodeShellCheck } from '../../../src/lint/shellcheck/node-program.ts';
import type { ShellCheck, ShellCheckAnswer } from '../../../src/lint/shellcheck/shellcheck.ts';
import { unmeantOfFix } from '../change-of-fix.ts';
import { examples, fixtures, projects, type FixableText } from '../fixable-texts.ts';

const commands = readFileSync(join(import.meta.dirname, 'commands.txt'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line): FixableText => ({ name: `RUN ${line}`, text: `FROM debian:12\nRUN ${line}\n`, config: {} }));

const answers = new Map<string, Promise<ShellCheckAnswer>>();

/** Asked once for each script: most of a Dockerfile's stay as they are. */
const shellCheck: ShellCheck = {
  check(script) {
    const answer = answers.get(script) ?? nodeShellCheck.check(script);
    answers.set(script, answer);
    return answer;
  },
};

const lintAll = ({ text, config }: Pick<FixableText, 'text' | 'config'>): Promise<Finding[]> =>
  lint(text, config, shellCheck);

function countsOf(findings: readonly Finding[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const code of findings.flatMap(({ code, also }) => [code, ...also.map((other) => other.code)])) {
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return counts;
}

/** Codes that there are more of than before. */
const moreOf = (before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): string[] =>
  [...after].flatMap(([code, count]) => (count > (before.get(code) ?? 0) ? [code] : []));

async function faultsOf(of: FixableText, before: readonly Finding[], finding: Finding): Promise<string[]> {
  const { code, fix, line } = finding;
  const after = await lintAll({ ...of, text: applyFix(parseDockerfile(of.text), fix!) });
  const isGone = moreOf(countsOf(after), countsOf(before)).includes(code);
  return [
    ...(isGone ? [] : ['is still there']),
    ...moreOf(countsOf(before), countsOf(after)).map((other) => `brings ${other}`),
    ...unmeantOfFix(of.text, [code], fix!),
  ].map((fault) => `${code} in line ${line}: ${fault}`);
}

describe('each fix of ShellCheck’s, alone', () => {
  const counts = new Map<string, number>();
  const texts = [...examples, ...fixtures, ...projects, ...commands];

  it.each(texts)(
    'of $name ends its finding, begins none, and leaves the rest as it was',
    { timeout: 120_000 },
    async (of) => {
      const before = await lintAll(of);
      for (const finding of before.filter(({ source, fix }) => source === 'shellcheck' && fix)) {
        expect(await faultsOf(of, before, finding)).toEqual([]);
        counts.set(finding.code, (counts.get(finding.code) ?? 0) + 1);
      }
    },
  );

  afterAll(() => {
    const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
    const list = [...counts].sort().map(([code, count]) => `${code} ${count}`);
    console.log(`${all} fixes of ShellCheck's, each alone, in ${texts.length} texts: ${list.join(', ')}`);
    expect(all).toBeGreaterThan(0);
  });
});
