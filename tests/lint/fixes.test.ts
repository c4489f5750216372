import { afterAll, describe, expect, it } from 'vitest';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { fixAll } from '../../src/lint/fix-all.ts';
import { applyFix } from '../../src/lint/fix.ts';
import { lintDockerfile, rules, type Finding } from '../../src/lint/index.ts';
import { isSafeFix } from '../../src/lint/safe-fix.ts';
import { announceHadolint, hadolint, runHadolintOnAll, type PeerFinding } from '../peers/hadolint.ts';
import { unmeantOfFix } from './change-of-fix.ts';
import { faultsOfFixes } from './faults-of-fixes.ts';
import { examples, fixtures, projects, type FixableText } from './fixable-texts.ts';
import { withFrom } from './test-rule.ts';

const texts: readonly FixableText[] = [...examples, ...fixtures, ...projects];

const codesOf = ({ code, also }: Finding): string[] => [code, ...also.map((other) => other.code)];
const findingsIn = ({ text, config }: Pick<FixableText, 'text' | 'config'>): Finding[] =>
  lintDockerfile(parseDockerfile(text), config);
const fixesIn = (of: FixableText): Finding[] => findingsIn(of).filter(({ fix }) => fix);

const countsOf = (codes: readonly string[]): Map<string, number> =>
  codes.reduce((counts, code) => counts.set(code, (counts.get(code) ?? 0) + 1), new Map<string, number>());

/** Codes that there are more of than before. */
function moreOf(before: readonly string[], after: readonly string[]): string[] {
  const known = countsOf(before);
  return [...countsOf(after)].flatMap(([code, count]) => (count > (known.get(code) ?? 0) ? [code] : []));
}

/** Audits and fixes until nothing is left. */
function fixToTheEnd(of: FixableText, isWanted: (finding: Finding) => boolean): { text: string; rounds: number } {
  let { text } = of;
  for (let rounds = 0; ; rounds++) {
    const { applied, text: fixed } = fixAll(text, findingsIn({ ...of, text }).filter(isWanted));
    if (applied.length === 0 || rounds > 20) return { text, rounds };
    text = fixed;
  }
}

describe('each fix alone', () => {
  const counts = new Map<string, number>();

  it.each(texts)('of $name ends what it is for, begins nothing, and leaves the rest as it was', (of) => {
    expect(faultsOfFixes(of.text, of.config)).toEqual([]);
    for (const finding of fixesIn(of)) {
      expect(unmeantOfFix(of.text, codesOf(finding), finding.fix!)).toEqual([]);
      counts.set(finding.code, (counts.get(finding.code) ?? 0) + 1);
    }
  });

  afterAll(() => {
    const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
    const places = `${examples.length} examples, ${fixtures.length} fixtures, ${projects.length} projects`;
    const list = [...counts].sort().map(([code, count]) => `${code} ${count}`);
    console.log(`${all} fixes of ${counts.size} rules done, each alone, in ${places}: ${list.join(', ')}`);
  });
});

describe('all fixes', () => {
  let [files, most, done] = [0, 0, 0];

  describe.each([
    ['all', () => true],
    ['those that are safe', isSafeFix],
  ] as const)('%s', (_, isWanted) => {
    it.each(texts)('of $name come to an end in a few rounds, and begin nothing', (of) => {
      const before = findingsIn(of);
      const { text, rounds } = fixToTheEnd(of, isWanted);
      const after = findingsIn({ ...of, text });
      expect(after.filter((finding) => finding.fix && isWanted(finding))).toEqual([]);
      expect(rounds).toBeLessThanOrEqual(6);
      expect(moreOf(before.flatMap(codesOf), after.flatMap(codesOf))).toEqual([]);
      expect(parseDockerfile(text).problems.length).toBeLessThanOrEqual(parseDockerfile(of.text).problems.length);
      most = Math.max(most, rounds);
      files += rounds > 0 ? 1 : 0;
      done += before.length - after.length;
    });
  });

  afterAll(() =>
    console.log(
      `${done} findings ended by fixing all, in ${files} passes to the end (all, and safe ones alone), in at most ${most} rounds`,
    ),
  );
});

describe.runIf(hadolint)('beside hadolint, each fix', () => {
  announceHadolint();
  const theirCodes = (findings: readonly PeerFinding[]): string[] =>
    findings.map(({ code }) => code).filter((code) => code.startsWith('DL'));

  it('ends its finding there, too, and begins none', { timeout: 120_000 }, async () => {
    const plain = texts.filter(({ config }) => Object.keys(config).length === 0);
    const before = (await runHadolintOnAll(plain.map(({ text }) => text))) ?? [];
    const cases = plain.flatMap((of, at) => {
      const was = theirCodes(before[at] ?? []);
      return fixesIn(of)
        .filter((finding) => codesOf(finding).some((code) => was.includes(code)))
        .map((finding) => ({ of, was, finding, text: applyFix(parseDockerfile(of.text), finding.fix!) }));
    });
    const after = (await runHadolintOnAll(cases.map(({ text }) => text))) ?? [];
    const faults = cases.flatMap(({ of, was, finding }, at) => {
      const is = theirCodes(after[at] ?? []);
      const fewer = codesOf(finding).some((code) => moreOf(is, was).includes(code));
      const told = `${finding.code} line ${finding.line} of ${of.name}`;
      return [...(fewer ? [] : [`${told} is still there`]), ...moreOf(was, is).map((code) => `${told} brings ${code}`)];
    });
    console.log(`${cases.length} fixes of findings that hadolint has, too: ${faults.length} differ`);
    expect(faults).toEqual([]);
  });
});

describe('fixes', () => {
  it('have a title of a few words, and edits that don’t overlap', () => {
    for (const of of texts) {
      for (const { fix } of fixesIn(of)) {
        expect(fix?.title).toMatch(/^[A-Z].{2,60}[^.]$/);
        const places = (fix?.edits ?? []).map((edit) => [
          edit.line * 1e6 + edit.column,
          edit.endLine * 1e6 + edit.endColumn,
        ]);
        expect(places.length).toBeGreaterThan(0);
        places.sort(([a = 0], [b = 0]) => a - b);
        places.forEach(([start = 0], at) => expect(start).toBeGreaterThanOrEqual(places[at - 1]?.[1] ?? 0));
      }
    }
  });

  it.each([...rules])('of $id are there, or it says why not', (rule) => {
    const own: unknown[] = [];
    const { bad, config = {} } = rule.examples;
    for (const text of bad) rule.check(parseDockerfile(withFrom(text)), (_, options) => own.push(options?.fix), config);
    const some = own.filter(Boolean);
    expect(own.length).toBeGreaterThan(0);
    expect(some.length > 0).toBe(rule.fixes !== undefined);
    if (rule.noFix !== undefined) expect(rule.noFix).toMatch(/^[A-Z].{20,200}\.$/);
  });
});
