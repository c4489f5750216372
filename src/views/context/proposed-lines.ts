import type { ProposedLine } from '../../build-context/context-audit.ts';

export interface FileLine {
  readonly text: string;
  /** Stands in the user's own file too. */
  readonly own: boolean;
}

/** The text's lines; the user's own ones are those that their file has, each as often as it has it. */
export function linesOfProposal(text: string, ownText: string | null): FileLine[] {
  const left = new Map<string, number>();
  for (const line of (ownText ?? '').split(/\r?\n/)) left.set(line, (left.get(line) ?? 0) + 1);
  return text
    .replace(/\n$/, '')
    .split(/\r?\n/)
    .map((line) => {
      const count = left.get(line) ?? 0;
      if (count > 0) left.set(line, count - 1);
      return { text: line, own: count > 0 };
    });
}

export interface ReasonedLines {
  readonly reason: string;
  readonly lines: readonly ProposedLine[];
}

/** What stands one after the other for the same reason. */
export function byReason(lines: readonly ProposedLine[]): ReasonedLines[] {
  const groups: { reason: string; lines: ProposedLine[] }[] = [];
  for (const line of lines) {
    const last = groups.at(-1);
    if (last?.reason === line.reason) last.lines.push(line);
    else groups.push({ reason: line.reason, lines: [line] });
  }
  return groups;
}
