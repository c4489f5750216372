import { beforeAll, describe, expect, it } from 'vitest';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { applyFix } from '../../src/lint/fix.ts';
import { lintDockerfile, type Finding, type LintConfig } from '../../src/lint/index.ts';
import type { Rule } from '../../src/lint/rule.ts';
import { announceHadolint, hadolint, runHadolintOnAll, type PeerFinding } from '../peers/hadolint.ts';
import { recordAgreement } from './agreement-record.ts';
import { differences } from './differences.ts';
import { faultsOfFixes } from './faults-of-fixes.ts';

export interface RuleCases {
  /** Dockerfiles (the FROM may be left out) that give the finding once. */
  catches: readonly string[];
  allows: readonly string[];
  /** Otherwise that of the rule's examples; the examples and the listed differences are left out then. */
  config?: LintConfig;
  /** A Dockerfile and the text that the finding's exact place must cover. */
  places?: readonly (readonly [text: string, place: string])[];
  /** A Dockerfile and what its first finding's fix makes of it; null where there must be none. */
  fixes?: FixCases;
}

export const withFrom = (text: string): string => (/^\s*FROM\s/im.test(text) ? text : `FROM debian:12\n${text}`);

export function findingsOf(rule: Rule, text: string, config: LintConfig | undefined = rule.examples.config): Finding[] {
  const says = ({ code, also }: Finding): boolean => code === rule.id || also.some((one) => one.code === rule.id);
  return lintDockerfile(parseDockerfile(withFrom(text)), config).filter(says);
}

export const linesOf = (rule: Rule, text: string, config?: LintConfig): number[] =>
  findingsOf(rule, text, config).map(({ line = 0 }) => line);

export function placeOf(text: string, { at }: Finding): string {
  if (!at) return '';
  const { lines } = parseDockerfile(text);
  return text.slice(lines.start(at.line) + at.column - 1, lines.start(at.endLine) + at.endColumn - 1);
}

export type FixCases = readonly (readonly [text: string, fixed: string | null])[];

/** What a rule's first finding's fix makes of each Dockerfile. */
export function testFixes(cases: FixCases, findings: (text: string) => Finding[]): void {
  it.each([...cases])('makes of %j %j', (text, fixed) => {
    const [finding] = findings(text);
    expect(finding).toBeDefined();
    const made = finding?.fix ? applyFix(parseDockerfile(withFrom(text)), finding.fix) : null;
    expect(made).toBe(fixed === null ? null : withFrom(fixed));
  });
}

function testAlone(rule: Rule, { catches, allows, config, places = [], fixes = [] }: RuleCases): void {
  it.each([...catches])('catches %j', (text) => expect(linesOf(rule, text, config)).toHaveLength(1));
  it.each([...allows])('allows %j', (text) => expect(linesOf(rule, text, config)).toEqual([]));
  testFixes(fixes, (text) => findingsOf(rule, text, config));
  it.each([...places])('in %j points at %j', (text, place) => {
    expect(findingsOf(rule, text, config).map((finding) => placeOf(withFrom(text), finding))).toEqual([place]);
  });
}

const listedFor = (text: string): string[] =>
  differences.filter((difference) => difference.text === text).map(({ code }) => code);

/** The same cases through hadolint: the same lines, except in the listed differences, which must still be some. */
function testBesideHadolint(rule: Rule, texts: readonly string[], config?: LintConfig): void {
  announceHadolint();
  const listed = new Set(differences.filter((difference) => difference.code === rule.id).map(({ text }) => text));
  describe.runIf(hadolint)('beside hadolint', () => {
    let answers = new Map<string, PeerFinding[]>();
    beforeAll(async () => {
      const given = config ?? rule.examples.config;
      const all = (await runHadolintOnAll(texts.map(withFrom), given)) ?? [];
      answers = new Map(texts.map((text, at) => [text, all[at] ?? []]));
      recordAgreement(
        [...answers].map(([text, theirs]) => {
          return { name: text, text: withFrom(text), config: given, listed: listedFor(text), theirs };
        }),
      );
    });
    it.each([...texts])('%j', (text) => {
      const theirs = (answers.get(text) ?? []).filter(
        (finding) => finding.code === rule.id || finding.code === 'DL1000',
      );
      const lines = theirs.map((finding) => (finding.code === rule.id ? finding.line : finding.code));
      if (listed.has(text)) expect(lines).not.toEqual(linesOf(rule, text, config));
      else expect(lines).toEqual(linesOf(rule, text, config));
    });
  });
}

/** Runs a rule's cases, its examples and its listed differences, alone and beside hadolint. */
export function testRule(rule: Rule, cases: RuleCases): void {
  describe(rule.id, () => {
    testAlone(rule, cases);
    if (cases.config) {
      testBesideHadolint(rule, [...cases.catches, ...cases.allows], cases.config);
      return;
    }
    it.each([...cases.catches])('has fixes for %j that end what they are for, and begin nothing', (text) =>
      expect(faultsOfFixes(withFrom(text), {})).toEqual([]),
    );
    const { bad, good } = rule.examples;
    const own = differences.filter((difference) => difference.code === rule.id);
    it.each(own)('$text: $ours', ({ text, ours }) => {
      expect(linesOf(rule, text).length > 0 ? 'finding' : 'none').toBe(ours);
    });
    const texts = [...bad, ...good, ...cases.catches, ...cases.allows, ...own.map((difference) => difference.text)];
    testBesideHadolint(rule, [...new Set(texts)]);
  });
}

/** Runs the cases of a rule of our own, for which there is no peer. */
export function testOwnRule(rule: Rule, cases: RuleCases): void {
  describe(rule.id, () => {
    testAlone(rule, cases);
  });
}
