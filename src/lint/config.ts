import type { OwnPattern } from '../secrets/own-patterns.ts';
import type { Severity } from './finding.ts';
import type { Rule } from './rule.ts';

/** From the worst on: where a rule stands under several, the first counts. */
export const severities = ['error', 'warning', 'info', 'style'] as const satisfies readonly Severity[];

/** What a label of the schema has to hold. */
export const labelTypes = ['text', 'rawtext', 'rfc3339', 'semver', 'url', 'hash', 'spdx', 'email'] as const;
export type LabelType = (typeof labelTypes)[number];

export const thresholds = [...severities, 'ignore', 'none'] as const;
export type FailureThreshold = (typeof thresholds)[number];

/**
 * The keys of `.hadolint.yaml`, those with dashes in camelCase. What is not given is as hadolint has it.
 * https://github.com/hadolint/hadolint#configure
 */
export interface HadolintConfig {
  /** Codes of rules that are left out, in capitals. */
  readonly ignored?: readonly string[] | undefined;
  /** Codes of rules by the severity that they get; it switches on those that are off otherwise. */
  readonly override?: Readonly<Partial<Record<Severity, readonly string[]>>> | undefined;
  /** Registries that images may come from: `docker.io`, `*.example.com`, `example.*`; none is the same as all. */
  readonly trustedRegistries?: readonly string[] | undefined;
  /** `label-schema`: labels that an image must have, and what each holds. */
  readonly labelSchema?: Readonly<Record<string, LabelType>> | undefined;
  /** `strict-labels`: labels outside the schema are reported. */
  readonly strictLabels?: boolean | undefined;
  /** `failure-threshold`: the least severity that fails a check; `info` where it is not set. */
  readonly failureThreshold?: FailureThreshold | undefined;
  /** `disable-ignore-pragma`: `# hadolint ignore=…` comments switch nothing off. */
  readonly disableIgnorePragma?: boolean | undefined;
  /** `no-fail`: a check never fails. */
  readonly noFail?: boolean | undefined;
}

/** What a lint knows beside the Dockerfile's text: the user's settings, and what the build is given. */
export interface LintConfig extends HadolintConfig {
  /** Text of the .dockerignore beside the Dockerfile; null where the context is known to have none. */
  readonly dockerignore?: string | null | undefined;
  /** `--build-arg` values by name. */
  readonly buildArgs?: Readonly<Record<string, string>> | undefined;
  /** `--target`: name or index of the stage that is built; without it the last one. */
  readonly target?: string | undefined;
  /** Platform of the image that was built, `os/arch[/variant]`. */
  readonly platform?: string | undefined;
  /** Shell scripts go through ShellCheck; true where it is not set. */
  readonly shellcheck?: boolean | undefined;
  /** Secrets that the user looks for beside ours. */
  readonly ownPatterns?: readonly OwnPattern[] | undefined;
}

/** The names that the keys have in the file. */
export const yamlKeys: Readonly<Record<keyof HadolintConfig, string>> = {
  ignored: 'ignored',
  override: 'override',
  trustedRegistries: 'trustedRegistries',
  labelSchema: 'label-schema',
  strictLabels: 'strict-labels',
  failureThreshold: 'failure-threshold',
  disableIgnorePragma: 'disable-ignore-pragma',
  noFail: 'no-fail',
};

/** A value that says no more than none. */
export const isUnset = (value: unknown): boolean =>
  value === undefined ||
  value === false ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0);

/** The severity that a rule has under the configuration; null where it is off. */
export function severityUnder(
  { ignored, override }: HadolintConfig,
  rule: Pick<Rule, 'id' | 'severity' | 'off'>,
): Severity | null {
  if (ignored?.includes(rule.id)) return null;
  const given = severities.find((severity) => override?.[severity]?.includes(rule.id));
  return given ?? (rule.off ? null : rule.severity);
}

/** The settings give the rule a severity of its own. */
export const isOverridden = ({ override }: HadolintConfig, { id }: Pick<Rule, 'id'>): boolean =>
  severities.some((severity) => override?.[severity]?.includes(id));
