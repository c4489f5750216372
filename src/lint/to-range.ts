import type { Dockerfile, Span } from '../dockerfile/model.ts';
import type { TextRange } from './finding.ts';

/** A span as lines and columns. */
export function toRange({ lines }: Dockerfile, { start, end }: Span): TextRange {
  const first = lines.position(start);
  const last = lines.position(end);
  return { line: first.line, column: first.column, endLine: last.line, endColumn: last.column };
}
