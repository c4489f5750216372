import { lastNotAbove } from '../bytes/search.ts';
import type { Comment, Dockerfile, Span } from '../dockerfile/model.ts';

/** The comments that begin in a stretch of the file. */
export function commentsIn({ comments }: Dockerfile, { start, end }: Span): readonly Comment[] {
  let first = lastNotAbove(comments.length, (at) => comments[at]?.start ?? 0, start);
  while ((comments[first]?.start ?? Infinity) < start) first++;
  let behind = first;
  while ((comments[behind]?.start ?? Infinity) < end) behind++;
  return comments.slice(first, behind);
}
