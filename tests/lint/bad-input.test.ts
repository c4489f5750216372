import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FaultError } from '../../src/fault.ts';
import { lint, type Finding } from '../../src/lint/index.ts';

/** Without ShellCheck: it is measured apart, and is not fast. */
const config = { shellcheck: false };

type Outcome = string | { limit: number } | 'binary-text';

const cases: readonly (readonly [name: string, text: string, outcome: Outcome])[] = [
  ['empty', '', 'DL1000@1 no FROM'],
  ['blank', ' \n\t\n', 'DL1000@1 no FROM'],
  ['binary', 'FROM a\n\0\x01\0', 'binary-text'],
  ['UTF-16', 'F\0R\0O\0M\0', 'binary-text'],
  ['a byte order mark', '\ufeffFROM a:1\nRUN sudo b\n', 'DL3004@2'],
  ['CR LF', 'FROM a:1\r\nRUN a && \\\r\n sudo b\r\n', 'DL3004@2'],
  ['CR alone', 'FROM a:1\rRUN sudo b\r', 'DL1000@1 the lines end with CR alone'],
  ['over 1 MB', '#'.repeat(1_000_001), { limit: 1_000_000 }],
  ['over 20,000 lines', '#\n'.repeat(20_001), { limit: 20_000 }],
  ['a line of 900 kB', `FROM a:1\nRUN ${'x '.repeat(450_000)}\nRUN sudo b\n`, 'DL3004@3'],
  ['90,000 variables in a line', `FROM a:1\nENV ${'A_TOKEN=1 '.repeat(90_000)}\nRUN sudo b\n`, 'DL3004@3'],
  ['an open here-document', 'FROM a:1\nRUN <<EOF\nsudo b\n', 'DL1000@2 the here-document is not closed'],
  ['stages that name each other', 'FROM b AS a\nFROM a AS b\nFROM b AS a\nRUN sudo c\n', 'DL3004@4'],
  ['a stage upon itself', 'FROM a AS a\nRUN sudo c\n', 'DL3004@2'],
  ['no FROM', 'RUN sudo b\n', 'DL1000@1'],
];

const told = (findings: readonly Finding[]): string[] =>
  findings.map(({ code, line, message }) => `${code}@${line} ${message}`);

describe('bad input', () => {
  it.each(cases)('%s is told within a second', async (_, text, outcome) => {
    await lint('FROM a:1\nRUN b\n', config);
    const before = performance.now();
    const found = await lint(text, config).then(told, (error: unknown) => error);
    // Other test files run at the same time: what takes longer than a second when alone takes far longer than this.
    expect(performance.now() - before).toBeLessThan(4000);
    if (outcome === 'binary-text') expect((found as FaultError).fault.kind).toBe('binary-text');
    else if (typeof outcome === 'object')
      expect((found as FaultError).fault).toMatchObject({ kind: 'limit', ...outcome });
    else {
      const [place = '', ...words] = outcome.split(' ');
      const matching = (found as string[]).filter((one) => one.startsWith(place) && one.includes(words.join(' ')));
      expect(matching).not.toEqual([]);
    }
  });
});

/** Pieces that Dockerfiles are made of, whole and broken, so that random texts get past the first line. */
const pieces = fc.oneof(
  fc.constantFrom(
    'FROM a\n', 'FROM a AS b\n', 'FROM ${X:-a} AS C\n', 'ARG X=1\n', 'ENV A=b C="d e"\n', 'ENV A b\n', 'LABEL a=b\n',
    'RUN apt-get update && apt-get install -y x\n', 'RUN <<EOF\n', 'EOF\n', 'RUN pip install x | tee y\n', 'CMD ["a"]\n',
    'COPY --from=b . .\n', 'ONBUILD RUN sudo x\n', 'SHELL ["bash", "-c"]\n', 'HEALTHCHECK CMD curl x\n', '# escape=`\n',
    '# check=skip=all;error=true\n', '# hadolint ignore=DL3006\n', 'EXPOSE 80/TCP\n', 'WORKDIR x\n', 'USER 0\n', ' \\\n', '\\',
    '"', "'", '$', '${', '$(', '`', '\r\n', '\r', '\n', '\t', '\ufeff', '=', '[', '&&', '|', '\u{1f600}', '\ud800', '<<-"E"\n',
  ), // prettier-ignore
  fc.string({ maxLength: 12 }),
);

describe('any text', () => {
  it('gives findings whose places lie in it, in order', async () => {
    const texts = fc.array(pieces, { maxLength: 40 }).map((some) => some.join(''));
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        let findings: Finding[];
        try {
          findings = await lint(text, config);
        } catch (error) {
          if (error instanceof FaultError) return;
          throw error;
        }
        const lines = text.replace(/^\ufeff/, '').split('\n');
        const inText = (line: number, column: number): boolean =>
          line >= 1 && line <= lines.length && column >= 1 && column <= (lines[line - 1]?.length ?? 0) + 1;
        for (const { code, line = 0, column = 0, at, fix } of findings) {
          expect(inText(line, column), `${code} at ${line}:${column}`).toBe(true);
          for (const range of [...(at ? [at] : []), ...(fix?.edits ?? [])]) {
            const { line: first, column: from, endLine, endColumn } = range;
            expect(inText(first, from) && inText(endLine, endColumn), `${code} at ${JSON.stringify(range)}`).toBe(true);
            expect(endLine > first || (endLine === first && endColumn >= from)).toBe(true);
          }
        }
        expect(findings.map((one) => one.line ?? 0)).toEqual(
          findings.map((one) => one.line ?? 0).sort((a, b) => a - b),
        );
      }),
      { numRuns: 1500 },
    );
  }, 120_000);
});
