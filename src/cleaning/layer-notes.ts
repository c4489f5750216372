// What the history tells of a layer.
import { formatBytes, type UnixSeconds } from '../bytes/units.ts';
import { isoTime } from './cleaned-config.ts';
import type { LayerResult } from './write-layer.ts';

const joined = (notes: readonly string[]): string => notes.filter((note) => note !== '').join('; ');

const timesNote = (time: UnixSeconds | null): string =>
  time === null ? '' : `Plimsoll set its times to ${isoTime(time)}`;

/** Of one that stayed a layer of its own, or of which nothing is left. */
export const noteOfLayer = (result: LayerResult, time: UnixSeconds | null): string =>
  joined([removedNote(result, time), result.diffId === null ? '' : timesNote(time)]);

/** Of the one that all those are now, in the place of the last of them. */
export function noteOfSquashed(results: readonly LayerResult[], time: UnixSeconds | null): string {
  const entries = results.reduce((sum, result) => sum + result.entries, 0);
  const removed = entries > 0 ? ` and removed ${entriesText(entries)}${bytesText(results, time)}` : '';
  return joined([`Plimsoll squashed ${results.length} layers into this one${removed}`, timesNote(time)]);
}

export const noteOfMoved = 'Plimsoll squashed this layer into that of a later instruction';

const entriesText = (entries: number): string => `${entries} ${entries === 1 ? 'entry' : 'entries'}`;

/** Where times alone differed, headers may have had other lengths: nothing may tell of that. */
function bytesText(results: readonly LayerResult[], time: UnixSeconds | null): string {
  const bytes = results.reduce((sum, { before, after }) => sum + before - after, 0);
  return time === null && bytes > 0 ? ` (${formatBytes(bytes)})` : '';
}

function removedNote(result: LayerResult, time: UnixSeconds | null): string {
  const { entries, whiteouts, diffId } = result;
  if (entries + whiteouts === 0) return '';
  const files = entries > 0 ? [entriesText(entries)] : [];
  const marks = whiteouts > 0 ? [`${whiteouts} ${whiteouts === 1 ? 'whiteout' : 'whiteouts'}`] : [];
  const what = `${[...files, ...marks].join(' and ')}${bytesText([result], time)}`;
  return `Plimsoll removed ${what}${diffId === null ? ', all that was in the layer' : ' from the layer'}`;
}
