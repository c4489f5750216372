import type { Severity } from '../finding.ts';

/** Where ShellCheck points at: lines from 1, columns from 1 with a tab reaching to the next multiple of eight. */
export interface ShellCheckRange {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface ShellCheckComment extends ShellCheckRange {
  /** 2086 of SC2086. */
  readonly code: number;
  readonly severity: Severity;
  readonly message: string;
  /** What ShellCheck would write instead, to be done all together. */
  readonly replacements: readonly (ShellCheckRange & { readonly text: string })[];
}

/** What one script may take; ShellCheck gives up above. */
export const limits = { milliseconds: 5_000, bytes: 200 * 1024 * 1024 } as const;

export type GaveUpReason = 'time' | 'memory' | 'crash' | 'not-loaded';

export type ShellCheckAnswer =
  | { readonly kind: 'comments'; readonly comments: readonly ShellCheckComment[] }
  | { readonly kind: 'gave-up'; readonly reason: GaveUpReason };

/** ShellCheck, wherever it runs: in this thread, in a worker, or as answers that are known already. Never rejects. */
export interface ShellCheck {
  /** The script's first line, `#!…`, names the dialect. */
  check(script: string): Promise<ShellCheckAnswer>;
}

const severities: ReadonlySet<unknown> = new Set<Severity>(['error', 'warning', 'info', 'style']);

function readRange(value: Record<string, unknown>, start: readonly [string, string]): ShellCheckRange {
  const [line, column, endLine, endColumn] = [...start, 'endLine', 'endColumn'].map((key) => value[key]);
  if (typeof line !== 'number' || typeof column !== 'number') throw new TypeError('ShellCheck gave no place');
  return {
    line,
    column,
    endLine: typeof endLine === 'number' ? endLine : line,
    endColumn: typeof endColumn === 'number' ? endColumn : column,
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readReplacements(fix: unknown): ShellCheckComment['replacements'] {
  if (!isObject(fix) || !Array.isArray(fix['replacements'])) return [];
  return fix['replacements'].filter(isObject).map((replacement) => ({
    ...readRange(replacement, ['startLine', 'startColumn']),
    text: String(replacement['text']),
  }));
}

/** The comments in what ShellCheck prints; throws where it is something else. */
export function readComments(json: string): ShellCheckComment[] {
  const printed: unknown = JSON.parse(json);
  if (!Array.isArray(printed)) throw new TypeError('ShellCheck gave no list');
  return printed.map((item: unknown) => {
    if (!isObject(item) || typeof item['code'] !== 'number' || !severities.has(item['severity'])) {
      throw new TypeError('ShellCheck gave no comment');
    }
    return {
      ...readRange(item, ['line', 'column']),
      code: item['code'],
      severity: item['severity'] as Severity,
      message: String(item['message']),
      replacements: readReplacements(item['fix']),
    };
  });
}
