import type { Bytes } from '../bytes/units.ts';
import type { Severity } from '../severity.ts';
import type { Rootfs, StoredCopy } from '../rootfs/rootfs.ts';
import type { DockerfileSecret, FoundSecret } from './found-secret.ts';
import type { ImageText } from './image-texts.ts';
import type { LayerSecrets } from './scan-layer-secrets.ts';

interface Place {
  /** Absolute path of the file; null where it is none. */
  readonly path: string | null;
  /** Name of the variable, label or Dockerfile, field of the config, number of the history's entry; null for a file. */
  readonly name: string | null;
  readonly layer: number | null;
  readonly line: number | null;
  /** Still in the final tree, in the config, or in the Dockerfile. */
  readonly visible: boolean;
  /** The layer that deleted or overwrote it. */
  readonly removedIn: number | null;
  readonly reason: 'deleted' | 'overwritten' | null;
  readonly severity: Severity;
  /** Where a file's first header begins in the tar of its layer. */
  readonly entry: Bytes | null;
  /** The file's name in that tar. */
  readonly entryName: string | null;
  readonly found: FoundSecret;
}

/** A place in an image. */
export interface ImagePlace extends Place {
  readonly where: 'file' | ImageText['where'];
}

/** A place in a Dockerfile, which is there without an image too. */
export interface DockerfilePlace extends Place {
  readonly where: 'dockerfile';
  readonly name: string;
  readonly line: number;
  readonly found: DockerfileSecret;
}

/** A place where a secret stands. */
export type SecretPlace = ImagePlace | DockerfilePlace;

/** One secret wherever it stands, in an image or in a Dockerfile: equal values are one. */
export interface ImageSecret {
  readonly detector: string;
  /** The worst of its places. */
  readonly severity: Severity;
  readonly excerpt: string;
  /** SHA-256 of the value, in hex. */
  readonly hash: string;
  /** From the base up, then the config's, then those in Dockerfiles. */
  readonly places: readonly SecretPlace[];
}

/** What was found, and what was not looked at. */
export interface ImageSecrets {
  /** Worst first. */
  readonly secrets: readonly ImageSecret[];
  /** Files that hold more than is told. */
  readonly capped: readonly string[];
  /** Searched only for what stands nowhere by chance: large and binary files. */
  readonly partial: { readonly files: number; readonly bytes: Bytes };
  readonly searched: { readonly files: number; readonly bytes: Bytes };
  /** Layers that hold more than is told, or could not be searched. */
  readonly incomplete: readonly number[];
}

const order: Record<Severity, number> = { error: 0, warning: 1, info: 2, style: 3 };

interface Graded {
  readonly severity: Severity;
}

export const worstFirst = (one: Graded, other: Graded): number => order[one.severity] - order[other.severity];

/** The severity of a secret: that of its worst place. */
export const worstOf = (places: readonly Graded[]): Severity => [...places].sort(worstFirst)[0]?.severity ?? 'style';

/** The copies of a layer whose headers stand at some offsets of its tar. */
function copiesAt(rootfs: Rootfs, layer: number, entries: ReadonlySet<Bytes>): Map<Bytes, StoredCopy> {
  const copies = new Map<Bytes, StoredCopy>();
  if (entries.size === 0) return copies;
  for (const event of rootfs.eventsOfLayer(layer)) {
    const offset = rootfs.columns.eventOffsets[event] as number;
    const copy = entries.has(offset) ? rootfs.copyOf(rootfs.nodeOfEvent(event), event) : null;
    if (copy) copies.set(offset, copy);
  }
  return copies;
}

function placesOfLayer(rootfs: Rootfs, layer: number, { secrets }: LayerSecrets): ImagePlace[] {
  const copies = copiesAt(rootfs, layer, new Set(secrets.map(({ entry }) => entry)));
  return secrets.map(({ path, entryName, entry, ...found }) => {
    const copy = copies.get(entry);
    return {
      where: 'file',
      path,
      name: null,
      layer,
      line: found.line,
      visible: copy !== undefined && copy.goneIn === null,
      removedIn: copy?.goneIn ?? null,
      reason: copy?.reason ?? null,
      severity: found.severity,
      entry,
      entryName,
      found,
    };
  });
}

function placesOfTexts(texts: readonly ImageText[], found: readonly (readonly FoundSecret[])[]): ImagePlace[] {
  return texts.flatMap(({ where, name, layer }, index) =>
    (found[index] ?? []).map((secret): ImagePlace => ({
      where,
      path: null,
      name,
      layer,
      line: null,
      visible: true,
      removedIn: null,
      reason: null,
      severity: secret.severity,
      entry: null,
      entryName: null,
      found: secret,
    })),
  );
}

/** Equal values that one detector finds are one secret; in the order of the first places. */
export function secretsAt(places: readonly SecretPlace[]): ImageSecret[] {
  const byValue = new Map<string, SecretPlace[]>();
  for (const place of places) {
    const key = `${place.found.hash} ${place.found.detector}`;
    const known = byValue.get(key);
    if (known) known.push(place);
    else byValue.set(key, [place]);
  }
  return [...byValue.values()].map((all): ImageSecret => {
    const [{ found }] = all as [SecretPlace];
    return { detector: found.detector, severity: worstOf(all), excerpt: found.excerpt, hash: found.hash, places: all };
  });
}

/** The secrets of an image; `layers`: null for one that could not be searched. */
export function gatherSecrets(
  rootfs: Rootfs,
  layers: readonly (LayerSecrets | null)[],
  texts: readonly ImageText[],
  foundInTexts: readonly (readonly FoundSecret[])[],
): ImageSecrets {
  const places = layers.flatMap((layer, index) => (layer ? placesOfLayer(rootfs, index, layer) : []));
  const secrets = secretsAt([...places, ...placesOfTexts(texts, foundInTexts)]);
  const sum = (part: 'partial' | 'searched', what: 'files' | 'bytes'): number =>
    layers.reduce((total, layer) => total + (layer?.[part][what] ?? 0), 0);
  return {
    secrets: secrets.sort(worstFirst),
    capped: layers.flatMap((layer) => layer?.capped ?? []),
    partial: { files: sum('partial', 'files'), bytes: sum('partial', 'bytes') },
    searched: { files: sum('searched', 'files'), bytes: sum('searched', 'bytes') },
    incomplete: layers.flatMap((layer, index) => (layer?.isComplete ? [] : [index])),
  };
}
