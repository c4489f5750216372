import { visibleText } from '../../bytes/text.ts';
import type { IgnoredPlace } from '../../secrets/apply-ignore-list.ts';
import { entryFor, placeText as placeOfEntry, type IgnoreEntry } from '../../secrets/ignore-list.ts';
import type { ImageSecret, SecretPlace } from '../../secrets/image-secrets.ts';
import { keyOf, placeText, type TitleOf } from './secret-rows.ts';

/** What one entry of the list keeps out. */
export interface KeptOutRow {
  readonly entry: IgnoreEntry;
  /** Kinds of the secrets, each once. */
  readonly titles: readonly string[];
  /** Each once, in words. */
  readonly places: readonly string[];
  /** Of the first secret, to find it again once it is listed. */
  readonly key: string;
}

/** Where a secret may stand from now on. */
export interface Choice {
  readonly label: string;
  entry(reason: string): Omit<IgnoreEntry, 'line'>;
}

/** A row for each entry that keeps something out, in the order of the list. */
export function keptOutRows(ignored: readonly IgnoredPlace[], titleOf: TitleOf): KeptOutRow[] {
  const byEntry = new Map<IgnoreEntry, IgnoredPlace[]>();
  for (const one of ignored) {
    const known = byEntry.get(one.entry);
    if (known) known.push(one);
    else byEntry.set(one.entry, [one]);
  }
  return [...byEntry]
    .sort(([one], [other]) => one.line - other.line)
    .map(([entry, all]) => ({
      entry,
      titles: [...new Set(all.map(({ secret }) => titleOf(secret.detector)))],
      places: [...new Set(all.map(({ place }) => placeText(place)))],
      key: all[0] ? keyOf(all[0].secret) : '',
    }));
}

/** What an entry for a place is about: a file as a whole, and a history or Dockerfile too. */
function labelOf(place: SecretPlace): string {
  if (place.path !== null) return visibleText(place.path);
  if (place.where === 'dockerfile') return visibleText(place.name);
  return place.where === 'history' ? 'the history' : placeText(place);
}

/** First wherever the value stands, where those are several places; then each of them. */
export function choicesFor(secret: ImageSecret): Choice[] {
  const byPlace = new Map<string, SecretPlace>();
  for (const place of secret.places) {
    const text = placeOfEntry(place);
    if (!byPlace.has(text)) byPlace.set(text, place);
  }
  const each = [...byPlace.values()].map((place): Choice => ({
    label: labelOf(place),
    entry: (reason) => entryFor(secret, place, reason),
  }));
  // An entry for any place of any value would keep out the whole kind.
  if (each.length < 2 || secret.hash === '') return each;
  return [{ label: 'wherever it stands', entry: (reason) => entryFor(secret, null, reason) }, ...each];
}
