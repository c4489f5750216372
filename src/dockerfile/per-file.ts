import type { Dockerfile } from './model.ts';

/** Asks once for each file, however often the answer is needed. */
export function perFile<T>(find: (dockerfile: Dockerfile) => T): (dockerfile: Dockerfile) => T {
  const known = new WeakMap<Dockerfile, { readonly value: T }>();
  return (dockerfile) => {
    const found = known.get(dockerfile) ?? { value: find(dockerfile) };
    known.set(dockerfile, found);
    return found.value;
  };
}
