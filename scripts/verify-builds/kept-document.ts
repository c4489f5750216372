// docs/verified-builds.md as the last run left it: what was not measured again stays in it. Tables are read by row, the rest by section.

export interface KeptDocument {
  /** Rows of the table below a heading, as cells; '' for what stands before the first. */
  rowsBelow(heading: string): readonly (readonly string[])[];
  /** From its heading to the next; null where there is none. */
  sectionOf(heading: string): string | null;
}

const headingOf = (line: string): string | null => /^## (.+)$/.exec(line)?.[1] ?? null;

/** What stands in a fence is a Dockerfile, whose comments are no headings. */
function sectionsOf(text: string): Map<string, string[]> {
  const sections = new Map<string, string[]>([['', []]]);
  let lines = sections.get('') as string[];
  let isFenced = false;
  for (const line of text.split('\n')) {
    if (line.startsWith('```')) isFenced = !isFenced;
    const heading = isFenced ? null : headingOf(line);
    if (heading !== null) sections.set(heading, (lines = []));
    lines.push(line);
  }
  return sections;
}

const cellsOf = (line: string): string[] =>
  line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());

const isRule = (cells: readonly string[]): boolean => cells.every((cell) => /^:?-+:?$/.test(cell));

export function readDocument(text: string): KeptDocument {
  const sections = sectionsOf(text);
  return {
    rowsBelow(heading) {
      const rows = (sections.get(heading) ?? []).filter((line) => line.startsWith('|')).map(cellsOf);
      const rule = rows.findIndex(isRule);
      return rule < 0 ? [] : rows.slice(rule + 1);
    },
    sectionOf: (heading) => sections.get(heading)?.join('\n').trimEnd() ?? null,
  };
}
