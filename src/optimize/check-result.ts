import type { Dockerfile } from '../dockerfile/model.ts';
import { lintDockerfile } from '../lint/index.ts';
import { isSameConfig, runtimeConfigOf, type RuntimeConfig } from './runtime-config.ts';

/** What a rewritten Dockerfile is held against. */
export interface Baseline {
  readonly problems: number;
  readonly findings: ReadonlyMap<string, number>;
  readonly config: RuntimeConfig;
  /** Variables whose value is a secret: they may go. */
  readonly mayGo: readonly string[];
  readonly stageNames: readonly string[];
}

/** The same advice, of the package manager of another distribution: a package without its version. */
const sameAs: Readonly<Record<string, string>> = { DL3018: 'DL3008' };

export function countFindings(dockerfile: Dockerfile): Map<string, number> {
  const counts = new Map<string, number>();
  // A finding that several rules make counts for each of them: a rewrite may part what was at one place.
  const codes = lintDockerfile(dockerfile)
    .flatMap(({ code, also }) => [code, ...also.map((one) => one.code)])
    .map((code) => sameAs[code] ?? code);
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
}

const namesOf = ({ stages }: Dockerfile): string[] => stages.flatMap(({ name }) => (name ? [name.toLowerCase()] : []));

export function baselineOf(dockerfile: Dockerfile, mayGo: readonly string[] = []): Baseline {
  return {
    problems: dockerfile.problems.length,
    findings: countFindings(dockerfile),
    config: runtimeConfigOf(dockerfile),
    mayGo,
    stageNames: namesOf(dockerfile),
  };
}

/** Whether what a user of the image relies on is what it was, apart from what changes altered on purpose. */
export const keepsConfig = (result: Dockerfile, expected: RuntimeConfig, mayGo: readonly string[]): boolean =>
  isSameConfig(runtimeConfigOf(result), expected, mayGo);

/** What else is wrong with a rewritten Dockerfile, or null: the last safety net below the rewrites. */
export function objectionTo(result: Dockerfile, baseline: Baseline): string | null {
  if (result.problems.length > baseline.problems) return result.problems[0]?.message ?? 'a syntax problem';
  const names = namesOf(result);
  if (!baseline.stageNames.every((name) => names.includes(name))) return 'a stage is gone';
  for (const [code, count] of countFindings(result)) {
    if (count > (baseline.findings.get(code) ?? 0)) return `${code} occurs more often`;
  }
  return null;
}
