import type { Dockerfile, Span } from '../dockerfile/model.ts';
import { parseDockerfile } from '../dockerfile/parse.ts';
import type { Finding, TextRange } from './finding.ts';
import { applyPragmas } from './pragmas.ts';
import type { ReportOptions, Rule } from './rule.ts';
import * as ruleModules from './rules/index.ts';

export type { Finding, FindingFix, RuleSource, Severity } from './finding.ts';

/** Settings with the keys of `.hadolint.yaml`. */
export interface LintConfig {
  ignored?: readonly string[];
}

export const rules: readonly Rule[] = Object.values(ruleModules).sort((a, b) => (a.id < b.id ? -1 : 1));

function toRange({ lines }: Dockerfile, { start, end }: Span): TextRange {
  const first = lines.position(start);
  const last = lines.position(end);
  return { line: first.line, column: first.column, endLine: last.line, endColumn: last.column };
}

function toFinding(dockerfile: Dockerfile, rule: Rule, place: Span, { at, message }: ReportOptions): Finding {
  const { line, column } = dockerfile.lines.position(place.start);
  return {
    code: rule.id,
    source: rule.source,
    also: [],
    severity: rule.severity,
    message: message ?? rule.summary,
    line,
    column,
    at: toRange(dockerfile, at ?? place),
    help: rule.help,
  };
}

/** Findings for a parsed Dockerfile, by line, then code. */
export function lintDockerfile(dockerfile: Dockerfile, config: LintConfig = {}): Finding[] {
  const findings: Finding[] = [];
  const ignored = new Set(config.ignored);
  // What ONBUILD registers is reported at the ONBUILD.
  const owners = new Map<Span, Span>();
  for (const instruction of dockerfile.instructions) {
    if (instruction.trigger) owners.set(instruction.trigger, instruction);
  }
  for (const rule of rules) {
    if (ignored.has(rule.id)) continue;
    rule.check(dockerfile, (place, options = {}) => {
      const at = options.at ?? place;
      findings.push(toFinding(dockerfile, rule, owners.get(place) ?? place, { ...options, at }));
    });
  }
  findings.sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
  return applyPragmas(dockerfile, findings);
}

/** Parses and lints a Dockerfile's text. Throws a FaultError of kind `limit` for a file over the limits. */
export async function lint(text: string, config: LintConfig = {}): Promise<Finding[]> {
  return lintDockerfile(parseDockerfile(text), config);
}
