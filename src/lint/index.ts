import type { Dockerfile, Instruction, Span } from '../dockerfile/model.ts';
import { parseDockerfile } from '../dockerfile/parse.ts';
import { asksFor, letsSpeak, readCheckDirectives, type CheckDirectives } from './check-directive.ts';
import { severityUnder, type LintConfig } from './config.ts';
import type { Finding, Severity, TextRange } from './finding.ts';
import { mergeSame } from './merge-same.ts';
import { applyPragmas } from './pragmas.ts';
import type { ReportFinding, ReportOptions, Rule } from './rule.ts';
import * as ruleModules from './rules/index.ts';

export type { LintConfig } from './config.ts';
export type { Finding, FindingFix, RuleSource, Severity } from './finding.ts';

export const rules: readonly Rule[] = Object.values(ruleModules).sort((a, b) => (a.id < b.id ? -1 : 1));

function toRange({ lines }: Dockerfile, { start, end }: Span): TextRange {
  const first = lines.position(start);
  const last = lines.position(end);
  return { line: first.line, column: first.column, endLine: last.line, endColumn: last.column };
}

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

/** The severity that a rule has for a file; null where it says nothing there. */
function severityIn(directives: CheckDirectives, config: LintConfig, rule: Rule): Severity | null {
  const severity = severityUnder(config, rule);
  if (rule.source !== 'buildkit') return severity;
  const isAskedFor = rule.off && !config.ignored?.includes(rule.id) && asksFor(directives, rule);
  const given = severity ?? (isAskedFor ? rule.severity : null);
  return given !== null && directives.file.isError ? 'error' : given;
}

/** Findings for a parsed Dockerfile, by line, then code. */
export function lintDockerfile(dockerfile: Dockerfile, config: LintConfig = {}): Finding[] {
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
    const report: ReportFinding = (place, options = {}) => {
      const owner = owners.get(place);
      const { directive = owner ?? null, at = place } = options;
      if (rule.source === 'buildkit' && !isForced && !letsSpeak(directives, rule, directive)) return;
      const finding = toFinding(dockerfile, rule, severity, owner ?? place, { ...options, at });
      if (options.sameAt) sameAt.set(finding, toRange(dockerfile, options.sameAt));
      findings.push(finding);
    };
    rule.check(dockerfile, report, config);
  }
  findings.sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
  return mergeSame(config.disableIgnorePragma ? findings : applyPragmas(dockerfile, findings), rules, sameAt);
}

/** Parses and lints a Dockerfile's text. Throws a FaultError of kind `limit` for a file over the limits. */
export async function lint(text: string, config: LintConfig = {}): Promise<Finding[]> {
  return lintDockerfile(parseDockerfile(text), config);
}
