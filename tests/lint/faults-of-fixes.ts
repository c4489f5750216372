import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { applyFix } from '../../src/lint/fix.ts';
import { lintDockerfile, type Finding, type LintConfig } from '../../src/lint/index.ts';

function countsOf(findings: readonly Finding[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { code, also } of findings) {
    for (const one of [code, ...also.map((other) => other.code)]) counts.set(one, (counts.get(one) ?? 0) + 1);
  }
  return counts;
}

/** What is wrong with the fixes of a Dockerfile's findings: each ends a finding of its rule, and begins none. */
export function faultsOfFixes(text: string, config: LintConfig): string[] {
  const dockerfile = parseDockerfile(text);
  const findings = lintDockerfile(dockerfile, config);
  const before = countsOf(findings);
  return findings.flatMap(({ code, line, fix }) => {
    if (!fix) return [];
    const after = countsOf(lintDockerfile(parseDockerfile(applyFix(dockerfile, fix)), config));
    const place = `${code}@${line}`;
    const more = [...after].filter(([other, count]) => count > (before.get(other) ?? 0)).map(([other]) => other);
    return [
      ...((after.get(code) ?? 0) < (before.get(code) ?? 0) ? [] : [`${place} is still there`]),
      ...more.map((other) => `${place} brings ${other}`),
    ];
  });
}
