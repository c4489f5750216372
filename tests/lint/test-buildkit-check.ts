import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { lintDockerfile, rules, type Finding, type LintConfig } from '../../src/lint/index.ts';
import type { Rule } from '../../src/lint/rule.ts';
import { askBuildkit, isCollecting, toCase } from '../peers/buildkit.ts';
import { placeOf, testFixes, withFrom, type FixCases } from './test-rule.ts';

export interface BuildkitCases {
  /** Dockerfiles (the FROM may be left out) that give the finding once. */
  catches: readonly string[];
  allows: readonly string[];
  /** Dockerfiles that give it several times, and the lines. */
  several?: readonly (readonly [text: string, lines: readonly number[]])[];
  /** Otherwise that of the rule's examples. */
  config?: LintConfig;
  /** Environment of the base image, for BuildKit: what ours knows of it by its name. */
  baseEnv?: readonly string[];
  /** A Dockerfile and the text that the finding's exact place must cover. */
  places?: readonly (readonly [text: string, place: string])[];
  /** A Dockerfile and what its first finding's fix makes of it; null where there must be none. */
  fixes?: FixCases;
  /** Groups that catch facts in BuildKit's words which ours must hold, too. */
  facts?: RegExp;
  /** Cases that we answer otherwise on purpose. */
  differs?: readonly (readonly [text: string, why: string])[];
}

/** What the BuildKit checks say where no other rule's findings take theirs in. */
export function buildkitFindings(text: string, config: LintConfig = {}): Finding[] {
  const others = rules.filter(({ source }) => source !== 'buildkit').map(({ id }) => id);
  const ignored = [...others, ...(config.ignored ?? [])];
  return lintDockerfile(parseDockerfile(text), { ...config, ignored });
}

/** What "did you mean" suggests. */
export const hintOf = (text: string): string => /did you mean \$?([\w-]+)/.exec(text)?.[1] ?? '';

/** BuildKit names a variable again each time it meets it; ours once for an instruction. */
const unique = (keys: readonly string[]): string[] => [...new Set(keys)].sort();

function testBeside(rule: Rule, texts: readonly string[], cases: BuildkitCases): void {
  const config = cases.config ?? rule.examples.config;
  describe.skipIf(isCollecting)('beside BuildKit', () => {
    it.each(texts.map((text) => ({ text, ask: askBuildkit(toCase(withFrom(text), config, cases.baseEnv)) })))(
      '$text',
      ({ text, ask }) => {
        const ours = buildkitFindings(withFrom(text), config).filter(({ code }) => code === rule.id);
        const theirs = ask().warnings.filter((warning) => warning.rule === rule.id);
        const keys = unique(theirs.map(({ line, detail }) => `${line} ${hintOf(detail)}`));
        const ownKeys = unique(ours.map(({ line, message }) => `${line} ${hintOf(message)}`));
        if (cases.differs?.some(([differing]) => differing === text)) expect(ownKeys).not.toEqual(keys);
        else expect(ownKeys).toEqual(keys);
        for (const { line, detail } of cases.facts ? theirs : []) {
          const [, ...facts] = cases.facts?.exec(detail) ?? [];
          const messages = ours.filter((finding) => finding.line === line).map(({ message }) => message.toLowerCase());
          const told = messages.some((message) => facts.every((fact) => !fact || message.includes(fact.toLowerCase())));
          if (!cases.differs?.some(([differing]) => differing === text))
            expect(told, `${detail}: ${messages}`).toBe(true);
        }
      },
    );
  });
}

/** Runs a check's cases and its examples, alone and beside BuildKit's recorded answers. */
export function testBuildkitCheck(rule: Rule, cases: BuildkitCases): void {
  const config = cases.config ?? rule.examples.config;
  const { catches, allows, several = [], places = [], fixes = [] } = cases;
  const findings = (text: string): Finding[] =>
    buildkitFindings(withFrom(text), config).filter(({ code }) => code === rule.id);
  describe(`buildkit ${rule.id}`, () => {
    it.each([...catches])('catches %j', (text) => expect(findings(text)).toHaveLength(1));
    it.each([...allows])('allows %j', (text) => expect(findings(text)).toEqual([]));
    it.each([...several])('in %j catches lines %j', (text, lines) => {
      expect(findings(text).map(({ line }) => line)).toEqual(lines);
    });
    it.each([...places])('in %j points at %j', (text, place) => {
      expect(findings(text).map((finding) => placeOf(withFrom(text), finding))).toEqual([place]);
    });
    testFixes(fixes, findings);
    const examples = cases.config ? [] : [...rule.examples.bad, ...rule.examples.good];
    const texts = [...examples, ...catches, ...allows, ...several.map(([text]) => text)];
    testBeside(rule, [...new Set(texts)], cases);
  });
}
