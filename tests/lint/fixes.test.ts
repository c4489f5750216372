import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { applyFix } from '../../src/lint/fix.ts';
import { lintDockerfile, rules, type Finding, type LintConfig } from '../../src/lint/index.ts';
import { withFrom } from './test-rule.ts';

const folder = join(import.meta.dirname, '../../../shared/fixtures/dockerfiles');
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.Dockerfile')) : [];

function countsOf(findings: readonly Finding[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { code, also } of findings) {
    for (const one of [code, ...also.map((other) => other.code)]) counts.set(one, (counts.get(one) ?? 0) + 1);
  }
  return counts;
}

/** What is wrong with the fixes of a Dockerfile's findings: each ends a finding of its rule, and begins none. */
function faultsOfFixes(text: string, config: LintConfig): string[] {
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

describe('fixes', () => {
  it.each(
    rules.flatMap(({ id, examples }) => examples.bad.map((text) => ({ id, text, config: examples.config ?? {} }))),
  )('of $id’s example $text end what they are for, and begin nothing', ({ text, config }) =>
    expect(faultsOfFixes(withFrom(text), config)).toEqual([]),
  );

  it.each(files)('of %s end what they are for, and begin nothing', (file) => {
    expect(faultsOfFixes(readFileSync(join(folder, file), 'utf8'), {})).toEqual([]);
  });

  it('have a title of a few words, and edits that don’t overlap', () => {
    for (const { examples } of rules) {
      for (const text of examples.bad) {
        for (const { fix } of lintDockerfile(parseDockerfile(withFrom(text)), examples.config)) {
          if (!fix) continue;
          expect(fix.title).toMatch(/^[A-Z].{2,60}[^.]$/);
          expect(fix.edits.length).toBeGreaterThan(0);
          const places = fix.edits.map((edit) => [edit.line * 1e6 + edit.column, edit.endLine * 1e6 + edit.endColumn]);
          places.sort(([a = 0], [b = 0]) => a - b);
          places.forEach(([start = 0], at) => expect(start).toBeGreaterThanOrEqual(places[at - 1]?.[1] ?? 0));
        }
      }
    }
  });
});
