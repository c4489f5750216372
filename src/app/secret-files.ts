import { groupBy } from '../bytes/group-by.ts';
import type { ImageSecret, SecretPlace } from '../secrets/image-secrets.ts';

/** A file that holds secrets, in all layers that store it. */
export interface SecretFile {
  readonly path: string;
  /** Of its secrets, each once. */
  readonly detectors: readonly string[];
  readonly places: readonly SecretPlace[];
  /** It is there in the end: a program may need it. */
  readonly visible: boolean;
}

/** The files that hold any of the secrets, by path. */
export function secretFilesOf(secrets: readonly ImageSecret[]): SecretFile[] {
  const held = secrets.flatMap(({ detector, places }) =>
    places.flatMap((place) => (place.entry === null || place.path === null ? [] : { detector, place })),
  );
  return [...groupBy(held, ({ place }) => place.path as string)]
    .map(([path, all]) => ({
      path,
      detectors: [...new Set(all.map(({ detector }) => detector))],
      places: all.map(({ place }) => place),
      visible: all.some(({ place }) => place.visible),
    }))
    .sort((a, b) => Number(b.visible) - Number(a.visible) || (a.path < b.path ? -1 : 1));
}
