import { visibleText } from '../../bytes/text.ts';
import { middle, middleOfPath } from '../../components/shorten.ts';
import type { Severity } from '../../report/report.ts';
import type { ImageSecret, SecretPlace } from '../../secrets/image-secrets.ts';
import type { ImageText } from '../../secrets/image-texts.ts';
import { kindOf } from '../../secrets/kinds.ts';

/** hidden: a later layer took it away, and the image stores it still. */
export type SecretState = 'visible' | 'hidden' | 'config' | 'dockerfile';
export type SecretColumn = 'severity' | 'what' | 'where' | 'layer';

/** A secret, told by one of its places. */
export interface SecretRow {
  readonly key: string;
  readonly secret: ImageSecret;
  readonly title: string;
  readonly severity: Severity;
  /** The place that gives it away first: one that is visible, else in the config, in a Dockerfile last. */
  readonly place: SecretPlace;
  /** How many places it has besides. */
  readonly more: number;
}

export interface SecretFilter {
  readonly text: string;
  readonly severities: readonly Severity[];
  /** Null: any. */
  readonly state: SecretState | null;
}

/** What a kind of secret is called. */
export type TitleOf = (detector: string) => string;

export const states: readonly SecretState[] = ['visible', 'hidden', 'config', 'dockerfile'];
const severityOrder: readonly Severity[] = ['error', 'warning', 'info', 'style'];

export function stateOf({ where, visible }: SecretPlace): SecretState {
  if (where === 'dockerfile') return where;
  if (where !== 'file') return 'config';
  return visible ? 'visible' : 'hidden';
}

const stateTexts: Record<Exclude<SecretState, 'hidden'>, string> = {
  visible: 'visible',
  config: 'in the config',
  dockerfile: 'in the Dockerfile',
};

/** What became of a secret in a place. */
export function stateText(place: SecretPlace): string {
  const state = stateOf(place);
  if (state !== 'hidden') return stateTexts[state];
  if (place.removedIn === null) return 'hidden, still stored';
  return `${place.reason ?? 'hidden'} in layer ${place.removedIn}, still stored`;
}

const fields: Record<ImageText['where'], (name: string) => string> = {
  env: (name) => `ENV ${name}`,
  label: (name) => `LABEL ${name}`,
  command: (name) => name,
  history: (name) => `history, entry ${name}`,
};

/** Where a secret stands, in a few words. Safe to show. */
export function placeText(place: SecretPlace): string {
  const { where, path, name, found } = place;
  if (where === 'dockerfile') return visibleText(`${place.name}, ${place.found.holder || 'a comment'}`);
  if (where !== 'file') return visibleText(fields[where](name ?? ''));
  return visibleText(`${path ?? ''}${found.inside ? ` › ${found.inside}` : ''}`);
}

/** So that a path and so many characters beside it fit on a line; where its file's name does not, they come below. */
function fitPath(path: string, max: number, besides: number): string {
  const shown = visibleText(path);
  const room = Math.max(0, max - besides);
  const short = middleOfPath(shown, room);
  return short.length <= room ? short : middleOfPath(shown, max);
}

/**
 * Where a secret stands, for a line of so many characters, of which `besides` are for something else. Names of files stay
 * whole; their folders give way.
 */
export function shortPlaceText(place: SecretPlace, max: number, besides = 0): string {
  const { where, path, name, found } = place;
  if (where === 'dockerfile') {
    const holder = visibleText(`, ${found.holder || 'a comment'}`);
    return fitPath(name ?? '', max, holder.length + besides) + holder;
  }
  if (path === null) return middle(placeText(place), 2 * max);
  const inside = found.inside ? ` › ${fitPath(found.inside, Math.floor(max / 2), 0)}` : '';
  return fitPath(path, max, inside.length + besides) + inside;
}

const exposure: Record<SecretState, number> = { visible: 0, config: 1, hidden: 2, dockerfile: 3 };

/** Of the places in a state (null: in any), the one that gives the secret away first. */
function leadOf(places: readonly SecretPlace[], state: SecretState | null): SecretPlace | null {
  let lead: SecretPlace | null = null;
  for (const place of places) {
    if (state !== null && stateOf(place) !== state) continue;
    if (!lead || exposure[stateOf(place)] < exposure[stateOf(lead)]) lead = place;
  }
  return lead;
}

export const keyOf = ({ detector, hash }: ImageSecret): string => `${detector}/${hash.slice(0, 16)}`;

/** The address of a secret. */
export const secretAddress = (key: string): string => `#/secrets/${key}`;

const holds = (secret: ImageSecret, title: string, wanted: string): boolean =>
  [title, secret.detector, ...secret.places.map(placeText)].some((text) => text.toLowerCase().includes(wanted));

/** The secrets that a filter lets through, in their order: worst first. */
export function secretRows(
  secrets: readonly ImageSecret[],
  { text, severities, state }: SecretFilter,
  titleOf: TitleOf = (detector) => kindOf(detector).title,
): SecretRow[] {
  const wanted = text.trim().toLowerCase();
  return secrets.flatMap((secret): SecretRow[] => {
    const { severity, places, detector } = secret;
    const place = leadOf(places, state);
    if (!place || !severities.includes(severity)) return [];
    const title = titleOf(detector);
    if (wanted !== '' && !holds(secret, title, wanted)) return [];
    return [{ key: keyOf(secret), secret, title, severity, place, more: places.length - 1 }];
  });
}

/** By a column; equal ones keep their order. */
export function sortRows(rows: readonly SecretRow[], column: SecretColumn, descending: boolean): SecretRow[] {
  const sign = descending ? -1 : 1;
  const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  const rank = ({ severity }: SecretRow): number => -severityOrder.indexOf(severity);
  const orders: Record<SecretColumn, (a: SecretRow, b: SecretRow) => number> = {
    severity: (a, b) => rank(a) - rank(b),
    what: (a, b) => text(a.title, b.title),
    where: (a, b) => text(placeText(a.place), placeText(b.place)),
    layer: (a, b) => (a.place.layer ?? -1) - (b.place.layer ?? -1),
  };
  const order = orders[column];
  return [...rows].sort((a, b) => sign * order(a, b));
}

export const isInDockerfile = ({ places }: ImageSecret): boolean => places.some(({ where }) => where === 'dockerfile');
export const isInImage = ({ places }: ImageSecret): boolean => places.some(({ where }) => where !== 'dockerfile');

/** How many secrets there are of each severity that occurs, the worst first. */
export function countsBySeverity(secrets: readonly ImageSecret[]): { severity: Severity; count: number }[] {
  return severityOrder
    .map((severity) => ({ severity, count: secrets.filter((secret) => secret.severity === severity).length }))
    .filter(({ count }) => count > 0);
}
