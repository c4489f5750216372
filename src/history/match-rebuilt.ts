import type { Dockerfile } from '../dockerfile/model.ts';
import type { DockerfileMatch, LineMatch } from './dockerfile-match.ts';
import { stepsOfFinalImage } from './final-instructions.ts';
import type { Reconstructed } from './rebuilt-lines.ts';

/** Of a Dockerfile that was made from a history it is known what each line stands for: nothing has to be compared. */
export function matchRebuilt(dockerfile: Dockerfile, { lines, baseEntries }: Reconstructed): DockerfileMatch {
  const made = new Map(lines.map((one) => [one.line, one]));
  // The triggers of the base image's ONBUILD stand in the history, and so in lines of their own.
  const steps = stepsOfFinalImage(dockerfile).filter(({ onbuild }) => onbuild === null);
  return {
    verdict: 'built',
    sentence: 'This Dockerfile was rebuilt from the image’s history, so it is known what each of its lines made.',
    score: 1,
    lines: steps.map(({ instruction: { start, line, endLine, keyword } }): LineMatch => {
      const { history = null, layer = null } = made.get(line) ?? {};
      return { start, line, endLine, keyword, kind: made.has(line) ? 'same' : 'unrecorded', entry: history, layer };
    }),
    unexplained: [],
    baseEntries,
  };
}
