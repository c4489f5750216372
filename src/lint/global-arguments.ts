import type { Dockerfile } from '../dockerfile/model.ts';
import { pairsOf } from './pairs.ts';
import { expandVariables } from './variables.ts';

const cache = new WeakMap<Dockerfile, ReadonlyMap<string, string>>();

/** Defaults of the ARGs in front of the first FROM, which the names of images are made with. */
function globalDefaults(dockerfile: Dockerfile): ReadonlyMap<string, string> {
  const known = cache.get(dockerfile);
  if (known) return known;
  const args = dockerfile.instructions.filter(({ keyword, stage }) => keyword === 'ARG' && stage < 0);
  const pairs = args.flatMap(pairsOf).filter(({ word }) => word.value.includes('='));
  const defaults = new Map(pairs.map(({ name, value }) => [name, value]));
  cache.set(dockerfile, defaults);
  return defaults;
}

/** The name of an image with the global ARGs filled in; as written where one is unknown. */
export function expandImage(dockerfile: Dockerfile, image: string): string {
  if (!image.includes('$')) return image;
  const defaults = globalDefaults(dockerfile);
  return expandVariables(image, (name) => defaults.get(name) ?? null) ?? image;
}
