import type { Dockerfile, Instruction, Span } from '../dockerfile/model.ts';
import { parseDockerfile } from '../dockerfile/parse.ts';
import { asksFor, letsSpeak, readCheckDirectives, type CheckDirectives } from './check-directive.ts';
import { isOverridden, severityUnder, type LintConfig } from './config.ts';
import type { Finding, Severity, TextRange } from './finding.ts';
import { toFindingFix } from './fix.ts';
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
  { at, message, fix }: ReportOptions,
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
    ...(fix ? { fix: toFindingFix(dockerfile, fix) } : {}),
  };
}

/** The severity that a rule has for a file; null where it says nothing there. */
function severityIn(directives: CheckDirectives, config: LintConfig, rule: Rule): Severity | null {
  const severity = severityUnder(config, rule);
  if (rule.source !== 'buildkit') return severity;
  const isAskedFor = rule.off && !config.ignored?.includes(rule.id) && asksFor(directives, rule);
  const given = severity ?? (isAskedFor ? rule.severity : null);
  return given !== null && directives.file.isError ? 'error' : given;
}

/** What rules found, and the places that some of it is compared by. */
export interface Found {
  readonly findings: readonly Finding[];
  readonly sameAt: ReadonlyMap<Finding, TextRange>;
}

export function findByRules(dockerfile: Dockerfile, config: LintConfig): Found {
  const findings: Finding[] = [];
  const sameAt = new Map<Finding, TextRange>();
  // What ONBUILD registers is reported at the ONBUILD.
  const owners = new Map<Span, Instruction>();
  for (const instruction of dockerfile.instructions) {
    owners.set(instruction, instruction);
    if (instruction.trigger) owners.set(instruction.trigger, instruction);
  }
  const directives = readCheckDirectives(dockerfile);
  for (const rule of rules) {
    const severity = severityIn(directives, config, rule);
    if (severity === null) continue;
    const isForced = severityUnder(config, rule) !== null && rule.off;
    const isSet = isOverridden(config, rule);
    const report: ReportFinding = (place, options = {}) => {
      const owner = owners.get(place);
      const { directive = owner ?? null, at = place } = options;
      if (rule.source === 'buildkit' && !isForced && !letsSpeak(directives, rule, directive)) return;
      const given = (isSet ? null : options.severity) ?? severity;
      const finding = toFinding(dockerfile, rule, given, owner ?? place, { ...options, at });
      if (options.sameAt) sameAt.set(finding, toRange(dockerfile, options.sameAt));
      findings.push(finding);
    };
    rule.check(dockerfile, report, config);
  }
  return { findings, sameAt };
}

/** By line, then code; without what pragmas switch off. */
function arrange(dockerfile: Dockerfile, { findings, sameAt }: Found, config: LintConfig): Finding[] {
  const sorted = [...findings].sort(
    (a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0),
  );
  return mergeSame(config.disableIgnorePragma ? sorted : applyPragmas(dockerfile, sorted), rules, sameAt);
}

/** What the rules find in a parsed Dockerfile, ShellCheck left out, by line, then code. */
export function lintDockerfile(dockerfile: Dockerfile, config: LintConfig = {}): Finding[] {
  return arrange(dockerfile, findByRules(dockerfile, config), config);
}

/** What rules found and what ShellCheck says, by line, then code; null: it is not asked. */
export async function withShellCheck(
  dockerfile: Dockerfile,
  config: LintConfig,
  { findings, sameAt }: Found,
  shellCheck: ShellCheck | null,
): Promise<Finding[]> {
  const said = shellCheck ? await checkScripts(dockerfile, config, shellCheck) : [];
  return arrange(dockerfile, { findings: [...findings, ...said], sameAt }, config);
}

/**
 * Parses and lints a Dockerfile's text; ShellCheck runs in this thread where none is handed in. Throws a FaultError of
 * kind `limit` for a file over the limits.
 */
export async function lint(text: string, config: LintConfig = {}, shellCheck?: ShellCheck): Promise<Finding[]> {
  const dockerfile = parseDockerfile(text);
  const inThread = async (): Promise<ShellCheck> => (await import('./shellcheck/node-program.ts')).nodeShellCheck;
  const asked = config.shellcheck === false ? null : (shellCheck ?? (await inThread()));
  return withShellCheck(dockerfile, config, findByRules(dockerfile, config), asked);
}
