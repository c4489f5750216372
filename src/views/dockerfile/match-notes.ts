import type { DockerfileMatch, LineKind } from '../../history/dockerfile-match.ts';

/** What is to be said of a line that no layer is given to. */
export interface MatchNote {
  readonly word: string;
  readonly sentence: string;
}

const notes: Partial<Record<LineKind, MatchNote>> = {
  edited: {
    word: 'edited since',
    sentence: 'Edited since: the image’s history says something else in its place.',
  },
  missing: {
    word: 'not in it',
    sentence: 'Not in the image: its history has no such step, so this line was not there when it was built.',
  },
  unclear: {
    word: 'unclear',
    sentence: 'Several steps of the image’s history say the same, so which one is this line’s can’t be told.',
  },
};

/** By line. Of a Dockerfile that did not build the image, all that is to be said is that. */
export function matchNotes(match: DockerfileMatch | null): Map<number, MatchNote> {
  if (match?.verdict !== 'built' && match?.verdict !== 'similar') return new Map();
  return new Map(
    match.lines.flatMap(({ line, kind }) => {
      const note = notes[kind];
      return note ? [[line, note] as const] : [];
    }),
  );
}
