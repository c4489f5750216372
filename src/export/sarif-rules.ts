// The rules as SARIF's reportingDescriptor objects (SARIF 2.1.0, 3.49).
import type { InPieces } from '../bytes/in-pieces.ts';
import { rules } from '../lint/index.ts';
import type { Rule } from '../lint/rule.ts';
import type { Finding, RuleSource, SecretReport, Severity, VulnerabilityReport } from '../report/report.ts';
import { kindOf } from '../secrets/kinds.ts';
import { ruleLink } from './rule-link.ts';
import { vulnerabilityFinding } from './placed-vulnerabilities.ts';
import { secretTitle } from './secret-words.ts';
import { sarifText, type SarifText } from './sarif-text.ts';
import { vulnerabilityLink } from './vulnerability-words.ts';

export type SarifLevel = 'error' | 'warning' | 'note';

export const levels: Readonly<Record<Severity, SarifLevel>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  style: 'note',
};

interface Relationship {
  readonly target: { readonly id: string; readonly index: number };
  readonly kinds: readonly ['relevant'];
}

export interface SarifRule {
  readonly id: string;
  readonly shortDescription: SarifText;
  readonly fullDescription: SarifText;
  readonly help: SarifText;
  readonly helpUri?: string;
  readonly defaultConfiguration: { readonly level: SarifLevel; readonly enabled?: false };
  readonly relationships?: readonly Relationship[];
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface SarifRules {
  readonly list: readonly SarifRule[];
  /** By code: the place in the list. */
  readonly indexes: ReadonlyMap<string, number>;
}

/** GitHub sorts by `problem.severity`, and filters by tags. */
const properties = (source: RuleSource, severity: Severity): SarifRule['properties'] => ({
  tags: ['dockerfile', source],
  source,
  severity,
  'problem.severity': levels[severity] === 'note' ? 'recommendation' : levels[severity],
});

/** GitHub takes 1024 characters of a description. */
const longestDescription = 1024;
const description = (text: string): SarifText => sarifText(text.slice(0, longestDescription));

function ownRule({ id, source, severity, summary, help, off, sameAs = [] }: Rule): SarifRule {
  const link = ruleLink(id, source);
  const related = sameAs.flatMap((code) => {
    const index = rules.findIndex((other) => other.id === code);
    return index < 0 ? [] : [{ target: { id: code, index }, kinds: ['relevant'] as const }];
  });
  return {
    id,
    shortDescription: description(summary),
    fullDescription: description(help),
    help: sarifText(link ? `${help} More: ${link}` : help),
    ...(link ? { helpUri: link } : {}),
    defaultConfiguration: { level: levels[severity], ...(off ? { enabled: false } : {}) },
    ...(related.length > 0 ? { relationships: related } : {}),
    properties: properties(source, severity),
  };
}

const sourceNames: Readonly<Record<RuleSource, string>> = {
  hadolint: 'hadolint',
  shellcheck: 'ShellCheck',
  buildkit: 'BuildKit',
  dockle: 'dockle',
  trivy: 'Trivy',
  plimsoll: 'Plimsoll',
};

/**
 * A rule that is known by a finding alone, as ShellCheck's are. What is said of it has to be the same in every file, so
 * none of it is the finding's message.
 */
function foreignRule({ code, source, severity, help }: Finding): SarifRule {
  const name = `${sourceNames[source]} ${code}`;
  const isAddress = /^https:\/\/\S+$/.test(help);
  const link = isAddress ? help : ruleLink(code, source);
  const text = help === '' || isAddress ? `${name}${link ? `: ${link}` : ''}` : help;
  return {
    id: code,
    shortDescription: description(name),
    fullDescription: description(text),
    help: sarifText(text),
    ...(link ? { helpUri: link } : {}),
    defaultConfiguration: { level: levels[severity] },
    properties: properties(source, severity),
  };
}

/** A detector that found something. */
function secretRule(secret: SecretReport): SarifRule {
  const { detector } = secret;
  const { severity, rotate } = kindOf(detector);
  return {
    id: detector,
    shortDescription: description(`Secret in an image: ${secretTitle(secret)}`),
    fullDescription: description(
      `Whoever has the image has the secret, also where a later layer removes it. ${rotate}`,
    ),
    help: sarifText(rotate),
    defaultConfiguration: { level: levels[severity] },
    properties: { ...properties('plimsoll', severity), tags: ['image', 'secret', 'security'] },
  };
}

/** GitHub sorts by these bands where a record has no score of its own. */
const leastScores: Readonly<Record<VulnerabilityReport['severity'], string | null>> = {
  critical: '9.0',
  high: '7.0',
  medium: '4.0',
  low: '0.1',
  negligible: '0.1',
  unknown: null,
};

/** A flaw that some package has. */
function vulnerabilityRule(one: VulnerabilityReport): SarifRule {
  const { id, summary, score, severity, ids } = one;
  const link = vulnerabilityLink(id);
  const { severity: level } = vulnerabilityFinding(one);
  const band = score === null ? leastScores[severity] : score.toFixed(1);
  return {
    id,
    shortDescription: description(summary === '' ? `Known vulnerability ${id}` : `${id}: ${summary}`),
    fullDescription: description(`Known vulnerability ${ids.join(', ')}.${summary === '' ? '' : ` ${summary}`}`),
    help: sarifText(`What is known of it: ${link}`),
    helpUri: link,
    defaultConfiguration: { level: levels[level] },
    properties: {
      ...properties('plimsoll', level),
      tags: ['image', 'vulnerability', 'security'],
      ...(band === null ? {} : { 'security-severity': band }),
    },
  };
}

/** Texts of so many are made in one go. */
const atOnce = 512;

/** All of our rules, whether they found something or not, as GitHub wants them; then others' and detectors, as they were found. */
export function* sarifRules(
  findings: readonly Finding[],
  secrets: readonly SecretReport[] = [],
  vulnerabilities: readonly VulnerabilityReport[] = [],
): InPieces<SarifRules> {
  const list = rules.map(ownRule);
  const indexes = new Map(list.map(({ id }, index) => [id, index]));
  function* add<T>(all: readonly T[], codeOf: (one: T) => string, ruleOf: (one: T) => SarifRule): InPieces<void> {
    for (const [number, one] of all.entries()) {
      if (number % atOnce === 0) yield;
      if (indexes.has(codeOf(one))) continue;
      indexes.set(codeOf(one), list.length);
      list.push(ruleOf(one));
    }
  }
  yield* add(findings, ({ code }) => code, foreignRule);
  yield* add(secrets, ({ detector }) => detector, secretRule);
  yield* add(vulnerabilities, ({ id }) => id, vulnerabilityRule);
  return { list, indexes };
}
