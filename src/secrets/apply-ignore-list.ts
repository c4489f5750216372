import { globOf } from '../build-context/dockerignore.ts';
import { placeText, type IgnoreEntry } from './ignore-list.ts';
import { worstFirst, worstOf, type ImageSecret, type ImageSecrets, type SecretPlace } from './image-secrets.ts';

/** A place that an entry keeps out of the findings. */
export interface IgnoredPlace {
  readonly secret: ImageSecret;
  readonly place: SecretPlace;
  /** The first that fits. */
  readonly entry: IgnoreEntry;
}

/** The secrets of an image without those that the user's list names. */
export interface KeptSecrets extends ImageSecrets {
  readonly ignored: readonly IgnoredPlace[];
  /** Entries that fit nothing in this image. */
  readonly unused: readonly IgnoreEntry[];
}

interface Asked {
  readonly entry: IgnoreEntry;
  fits(place: string): boolean;
}

/** The entries that may be about a secret: those of many thousands are found by the value's hash. */
class Entries {
  readonly #byHash = new Map<string, Asked[]>();
  readonly #ofAnyValue: Asked[] = [];

  constructor(entries: readonly IgnoreEntry[]) {
    for (const entry of entries) {
      const asked = { entry, fits: entry.glob === '*' ? () => true : globOf(entry.glob) };
      if (entry.hash === '*') this.#ofAnyValue.push(asked);
      else {
        const key = entry.hash.slice(0, 16);
        const known = this.#byHash.get(key);
        if (known) known.push(asked);
        else this.#byHash.set(key, [asked]);
      }
    }
  }

  about({ detector, hash }: ImageSecret): Asked[] {
    return [...(this.#byHash.get(hash.slice(0, 16)) ?? []), ...this.#ofAnyValue].filter(
      ({ entry }) =>
        (entry.detector === '*' || entry.detector === detector) && (entry.hash === '*' || hash.startsWith(entry.hash)),
    );
  }
}

export function applyIgnoreList(secrets: ImageSecrets, entries: readonly IgnoreEntry[]): KeptSecrets {
  if (entries.length === 0) return { ...secrets, ignored: [], unused: [] };
  const all = new Entries(entries);
  const used = new Set<IgnoreEntry>();
  const ignored: IgnoredPlace[] = [];
  const kept = secrets.secrets.flatMap((secret): ImageSecret[] => {
    const asked = all.about(secret);
    if (asked.length === 0) return [secret];
    const places = secret.places.filter((place) => {
      const fitting = asked.filter(({ fits }) => fits(placeText(place))).map(({ entry }) => entry);
      for (const entry of fitting) used.add(entry);
      // In the order of the list: one by value would else come first.
      const entry = fitting.sort((one, other) => one.line - other.line)[0];
      if (entry) ignored.push({ secret, place, entry });
      return entry === undefined;
    });
    return places.length === 0 ? [] : [{ ...secret, places, severity: worstOf(places) }];
  });
  return {
    ...secrets,
    secrets: kept.sort(worstFirst),
    ignored,
    unused: entries.filter((entry) => !used.has(entry)),
  };
}
