// buildah and podman write `FROM …` as the comment of every entry but the first of all: the name of an image where one was
// taken as a base, else the number of a layer that the build made on its way.
import { baseImageOf, finalStageOf } from '../dockerfile/stages.ts';
import type { Dockerfile } from '../dockerfile/model.ts';
import type { HistoryEntry } from '../image/model.ts';

/** The image that a comment names; null for the number of a layer. */
export function namedIn(comment: string): string | null {
  const name = comment.startsWith('FROM ') ? comment.slice(5).trim() : '';
  return name === '' || name.includes(' ') || /^(?:[0-9a-f]{12}|[0-9a-f]{64})$/.test(name) ? null : name;
}

/** Without the registry, and with the tag that is meant where none is given. */
function familiar(name: string): string {
  const [bare = ''] = name.split('@', 1);
  const short = bare.replace(/^(?:docker\.io\/(?:library\/)?|localhost\/)/, '').toLowerCase();
  return short.slice(short.lastIndexOf('/') + 1).includes(':') ? short : `${short}:latest`;
}

/** The first entry above the base image as comments tell it; null where they don't. */
export function floorFromComments(dockerfile: Dockerfile, history: readonly HistoryEntry[]): number | null {
  const stage = finalStageOf(dockerfile);
  const base = stage ? familiar(baseImageOf(dockerfile, stage)) : '';
  let last: number | null = null;
  let own: number | null = null;
  history.forEach(({ comment, createdBy }, index) => {
    const name = namedIn(comment);
    if (name === null) return;
    if (familiar(name) === base) own = index;
    // `podman commit` names the image that it added to: that may be the one that the Dockerfile built.
    else if (createdBy !== '/bin/sh') last = index;
  });
  return own ?? last;
}
