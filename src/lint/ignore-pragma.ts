// The comment that ends a finding at its place, as hadolint has it.
// https://github.com/hadolint/hadolint#inline-ignores
import type { FindingFix } from './finding.ts';

const pragma = /^(\s*#\s*hadolint\s+ignore\s*=\s*[^#\s][^#]*?)(\s*(?:#.*)?)$/;

/** Writes the code into the comment right above an instruction, or a comment of its own; lines from 1, as the text has them. */
export function ignorePragma(lineAt: (line: number) => string, line: number, code: string): FindingFix {
  const title = `Ignore ${code} here`;
  const known = line > 1 ? pragma.exec(lineAt(line - 1)) : null;
  if (known) {
    const column = known[1]!.length + 1;
    const place = { line: line - 1, column, endLine: line - 1, endColumn: column };
    return { title, edits: [{ ...place, text: `,${code}` }] };
  }
  const indent = /^\s*/.exec(lineAt(line))![0];
  const place = { line, column: 1, endLine: line, endColumn: 1 };
  return { title, edits: [{ ...place, text: `${indent}# hadolint ignore=${code}\n` }] };
}
