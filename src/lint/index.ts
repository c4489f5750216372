import type { Dockerfile, Span } from '../dockerfile/model.ts';
import { parseDockerfile } from '../dockerfile/parse.ts';
import { severityUnder, type LintConfig } from './config.ts';
import type { Finding, Severity } from './finding.ts';
import { mergeSame } from './merge-same.ts';
import { applyPragmas } from './pragmas.ts';
import type { ReportFinding, ReportOptions, Rule } from './rule.ts';
import { rules } from './ruleset.ts';
import { checkScripts } from './shellcheck/check-scripts.ts';
import type { ShellCheck } from './shellcheck/shellcheck.ts';
import { toRange } from './to-range.ts';

export { rules } from './ruleset.ts';
export type { LintConfig } from './config.ts';
export type { Finding, FindingFix, RuleSource, Severity } from './finding.ts';

function toFinding(
  dockerfile: Dockerfile,
  rule: Rule,
  severity: Severity,
  place: Span,
  { at, message }: ReportOptions,
): Finding {
  const { line, column } = dockerfile.lines.position(place.start);
  return {
    code: rule.id,
    source: rule.source,
    also: [],
    severity,
    message: message ?? rule.summary,
    line,
    column,
    at: toRange(dockerfile, at ?? place),
    help: rule.help,
  };
}

function findByRules(dockerfile: Dockerfile, config: LintConfig): Finding[] {
  const findings: Finding[] = [];
  // What ONBUILD registers is reported at the ONBUILD.
  const owners = new Map<Span, Span>();
  for (const instruction of dockerfile.instructions) {
    if (instruction.trigger) owners.set(instruction.trigger, instruction);
  }
  for (const rule of rules) {
    const severity = severityUnder(config, rule);
    if (severity === null) continue;
    const report: ReportFinding = (place, options = {}) => {
      const at = options.at ?? place;
      findings.push(toFinding(dockerfile, rule, severity, owners.get(place) ?? place, { ...options, at }));
    };
    rule.check(dockerfile, report, config);
  }
  return findings;
}

/** By line, then code; without what pragmas switch off. */
function arrange(dockerfile: Dockerfile, findings: Finding[], config: LintConfig): Finding[] {
  findings.sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
  return mergeSame(config.disableIgnorePragma ? findings : applyPragmas(dockerfile, findings), rules);
}

/** What the rules find in a parsed Dockerfile, ShellCheck left out, by line, then code. */
export function lintDockerfile(dockerfile: Dockerfile, config: LintConfig = {}): Finding[] {
  return arrange(dockerfile, findByRules(dockerfile, config), config);
}

/** What the rules and ShellCheck find in a parsed Dockerfile, by line, then code. */
export async function lintWithShellCheck(
  dockerfile: Dockerfile,
  config: LintConfig,
  shellCheck: ShellCheck,
): Promise<Finding[]> {
  const found = [...findByRules(dockerfile, config), ...(await checkScripts(dockerfile, config, shellCheck))];
  return arrange(dockerfile, found, config);
}

/**
 * Parses and lints a Dockerfile's text; ShellCheck runs in this thread where none is handed in. Throws a FaultError of
 * kind `limit` for a file over the limits.
 */
export async function lint(text: string, config: LintConfig = {}, shellCheck?: ShellCheck): Promise<Finding[]> {
  const dockerfile = parseDockerfile(text);
  if (config.shellcheck === false) return lintDockerfile(dockerfile, config);
  return lintWithShellCheck(
    dockerfile,
    config,
    shellCheck ?? (await import('./shellcheck/node-program.ts')).nodeShellCheck,
  );
}
