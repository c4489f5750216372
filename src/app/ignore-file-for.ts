import type { ContextText } from '../build-context/build-context.ts';
import { ignoreFileInForce } from '../build-context/ignore-file-in-force.ts';
import type { NamedText } from './dockerfile-session.svelte.ts';

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/**
 * The ignore file that the builder reads: the Dockerfile's own before the folder's. One of its name that the user dropped
 * after the folder takes its place. `brought`: what was there when the folder was read.
 */
export function ignoreFileFor(
  texts: readonly ContextText[],
  dockerfile: string | null,
  dropped: NamedText | null,
  brought: NamedText | null,
): ContextText | null {
  const found = ignoreFileInForce(texts, dockerfile);
  if (!dropped) return found;
  if (!found) return { path: '.dockerignore', text: dropped.text };
  const isNewer = dropped !== brought && dropped.name === nameOf(found.path);
  return isNewer ? { path: found.path, text: dropped.text } : found;
}
