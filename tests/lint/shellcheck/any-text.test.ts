import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lint, type Finding } from '../../../src/lint/index.ts';
import type { ShellCheck, ShellCheckComment } from '../../../src/lint/shellcheck/shellcheck.ts';

/** Pieces of scripts and of what holds them, whole and broken. */
const pieces = fc.oneof(
  fc.constantFrom(
    'RUN echo $X && \\\n', '  # comment\n', 'cd x; ls $(ls)\n', 'RUN <<EOF\n', 'RUN <<-EOF bash\n', 'RUN cat <<EOF - <<-B\n',
    '\tEOF\n', 'EOF\n', 'B\n', '\t\techo\t$X `a`', 'ONBUILD RUN [ x$Y = x ]\n', 'CMD exec $X \\\n', 'HEALTHCHECK CMD a $X\n',
    'ARG X\n', 'ENV X=1 Y=2\n', 'SHELL ["bash", "-ec"]\n', '#!/bin/bash\n', '# escape=`\n', '`\r\n', ' \\\r\n', '\\', '\r', '\n',
    '"', "'", '$', '${', '$((', '`', '<<', '&&', '|', ';', '(', '[', '\u{1f600}', '\ud800', '\ufeff', '\u2028', '\v',
  ), // prettier-ignore
  fc.string({ maxLength: 12 }),
);
const starts = fc.constantFrom(
  'RUN ',
  'RUN a && ',
  'RUN <<EOF\n',
  'RUN <<-EOF\n\t',
  'ONBUILD RUN ',
  'CMD ',
  'RUN cat <<EOF; ',
);
const instructions = fc
  .tuple(starts, fc.array(pieces, { maxLength: 12 }))
  .map(([start, some]) => start + some.join(''));
const texts = fc
  .tuple(fc.constantFrom('\n', '\r\n'), fc.array(instructions, { minLength: 1, maxLength: 4 }))
  .map(([end, some]) => ['FROM a', ...some, ''].join('\n').replaceAll('\n', end));

/** A place as ShellCheck might give it, in the script and beyond it. */
const range = fc.record({
  line: fc.integer({ min: 1, max: 12 }),
  column: fc.integer({ min: 1, max: 60 }),
  endLine: fc.integer({ min: 1, max: 12 }),
  endColumn: fc.integer({ min: 1, max: 60 }),
});
const comments: fc.Arbitrary<ShellCheckComment[]> = fc.array(
  fc
    .tuple(range, fc.array(fc.tuple(range, fc.string({ maxLength: 3 })), { maxLength: 3 }))
    .map(([place, replaced]) => ({
      ...place,
      code: 2086,
      severity: 'info' as const,
      message: 'x',
      replacements: replaced.map(([at, text]) => ({ ...at, text })),
    })),
  { maxLength: 6 },
);

function expectPlacesIn(text: string, findings: readonly Finding[]): void {
  const lines = text.replace(/^\ufeff/, '').split('\n');
  const isIn = (line: number, column: number): boolean =>
    line >= 1 && line <= lines.length && column >= 1 && column <= (lines[line - 1]?.length ?? 0) + 1;
  for (const { code, at, fix } of findings) {
    for (const { line, column, endLine, endColumn } of [...(at ? [at] : []), ...(fix?.edits ?? [])]) {
      const place = `${code} at ${line}:${column}-${endLine}:${endColumn}`;
      expect(isIn(line, column) && isIn(endLine, endColumn), place).toBe(true);
      expect(endLine > line || (endLine === line && endColumn >= column), place).toBe(true);
    }
  }
}

describe('any text', () => {
  it('has the places of ShellCheck’s findings in it', { timeout: 120_000 }, async () => {
    let told = 0;
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const findings = await lint(text);
        told += findings.filter(({ source }) => source === 'shellcheck').length;
        expectPlacesIn(text, findings);
        // An instance that ends at its limits would be told as such.
        expect(findings.filter(({ code }) => code === 'PL2001')).toEqual([]);
      }),
      { numRuns: 300 },
    );
    expect(told).toBeGreaterThan(300);
  });

  it('has the places of any answer in it', async () => {
    await fc.assert(
      fc.asyncProperty(texts, comments, async (text, given) => {
        const shellCheck: ShellCheck = { check: () => Promise.resolve({ kind: 'comments', comments: given }) };
        expectPlacesIn(text, await lint(text, {}, shellCheck));
      }),
      { numRuns: 1_500 },
    );
  });
});
