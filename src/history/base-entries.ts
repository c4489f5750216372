import type { HistoryEntry } from '../image/model.ts';
import type { BaseBoundary } from './base-boundary.ts';
import { parseCreatedBy } from './created-by.ts';

const closes = ({ createdBy }: HistoryEntry): boolean =>
  ['CMD', 'ENTRYPOINT'].includes(parseCreatedBy(createdBy).keyword);

/** buildah names its base at the first entry above it. */
const namesBase = ({ comment }: HistoryEntry, name: string): boolean => comment === `FROM ${name}`;

const isBuildkit = ({ comment }: HistoryEntry): boolean => comment.startsWith('buildkit.');

/**
 * How many of the lowest history entries are the base image's. A boundary counts layers; entries that made none, between
 * the base's last layer and the next, may belong to either.
 */
export function baseEntries(history: readonly HistoryEntry[], { layers, name }: BaseBoundary): number {
  if (layers === 0) return 0;
  const from = history.findIndex(({ layer }) => layer === layers - 1) + 1;
  if (from === 0) return 0;
  const next = history.findIndex(({ layer }, index) => index >= from && layer !== null);
  const to = next < 0 ? history.length : next;
  const between = history.slice(from, to + 1);
  const named = name === null ? -1 : between.findIndex((entry) => namesBase(entry, name));
  if (named >= 0) return from + named;
  // What another builder wrote last, and what closes a Dockerfile, belongs below: the last entry of all is no base's.
  const last = history.length - 1;
  const end = (fits: (entry: HistoryEntry, index: number) => boolean): number =>
    history.findLastIndex((entry, index) => index >= from && index < to && index < last && fits(entry, index)) + 1;
  const otherBuilder = end((entry, index) => !isBuildkit(entry) && isBuildkit(history[index + 1]!));
  const closing = end((entry) => closes(entry));
  if (next < 0) return Math.max(from, otherBuilder, firstClosing(history, from));
  return Math.max(from, otherBuilder, closing);
}

/** With no layer above: where two entries of one kind stand, the first of them closed the image below. */
function firstClosing(history: readonly HistoryEntry[], from: number): number {
  const keywords = history.map(({ createdBy }) => parseCreatedBy(createdBy).keyword);
  return (
    keywords.findLastIndex(
      (keyword, index) =>
        index >= from && ['CMD', 'ENTRYPOINT'].includes(keyword) && keywords.indexOf(keyword, index + 1) >= 0,
    ) + 1
  );
}
