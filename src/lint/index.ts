import type { Dockerfile } from '../dockerfile/model.ts';
import { parseDockerfile } from '../dockerfile/parse.ts';
import type { Finding } from './finding.ts';
import { applyPragmas } from './pragmas.ts';
import type { Rule } from './rule.ts';
import * as ruleModules from './rules/index.ts';

export type { Finding, FindingFix, RuleSource, Severity } from './finding.ts';

/** Settings with the keys of `.hadolint.yaml`. */
export interface LintConfig {
  ignored?: readonly string[];
}

export const rules: readonly Rule[] = Object.values(ruleModules).sort((a, b) => (a.id < b.id ? -1 : 1));

/** Findings for a parsed Dockerfile, by line, then code. */
export function lintDockerfile(dockerfile: Dockerfile, config: LintConfig = {}): Finding[] {
  const findings: Finding[] = [];
  const ignored = new Set(config.ignored);
  for (const rule of rules) {
    if (ignored.has(rule.id)) continue;
    rule.check(dockerfile, (instruction, options = {}) => {
      const at = options.at ?? instruction;
      const first = dockerfile.lines.position(instruction.start);
      const start = dockerfile.lines.position(at.start);
      const end = dockerfile.lines.position(at.end);
      findings.push({
        code: rule.id,
        source: rule.source,
        also: [],
        severity: rule.severity,
        message: options.message ?? rule.summary,
        line: first.line,
        column: first.column,
        at: { line: start.line, column: start.column, endLine: end.line, endColumn: end.column },
        help: rule.help,
      });
    });
  }
  findings.sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
  return applyPragmas(dockerfile, findings);
}

/** Parses and lints a Dockerfile's text. Throws a FaultError of kind `limit` for a file over the limits. */
export async function lint(text: string, config: LintConfig = {}): Promise<Finding[]> {
  return lintDockerfile(parseDockerfile(text), config);
}
