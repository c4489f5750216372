import type { Dockerfile } from '../../dockerfile/model.ts';
import type { LintConfig } from '../config.ts';
import type { Finding } from '../finding.ts';
import { toFindings } from './findings.ts';
import { scriptsOf } from './scripts.ts';
import type { ShellCheck, ShellCheckAnswer } from './shellcheck.ts';

/** What ShellCheck has to be asked for this Dockerfile, each once. */
export const questionsOf = (dockerfile: Dockerfile): string[] => [
  ...new Set(scriptsOf(dockerfile).flatMap(({ question }) => question ?? [])),
];

/** ShellCheck's findings on every shell script of a Dockerfile. */
export async function checkScripts(
  dockerfile: Dockerfile,
  config: LintConfig,
  shellCheck: ShellCheck,
): Promise<Finding[]> {
  const scripts = scriptsOf(dockerfile);
  const answers = new Map<string, Promise<ShellCheckAnswer>>();
  for (const { question } of scripts) {
    if (question !== null && !answers.has(question)) answers.set(question, shellCheck.check(question));
  }
  const found: Finding[] = [];
  for (const script of scripts) {
    const answer = script.question === null ? null : ((await answers.get(script.question)) ?? null);
    for (const finding of toFindings(dockerfile, script, answer, config)) found.push(finding);
  }
  return found;
}
