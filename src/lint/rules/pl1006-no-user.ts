import type { Dockerfile, Stage } from '../../dockerfile/model.ts';
import { baseImageOf, stageAncestry } from '../../dockerfile/stages.ts';
import type { Rule } from '../rule.ts';
import { builtStageOf } from '../shipped-stages.ts';
import { isWindowsImage } from '../windows-image.ts';

/** Images that are known to set a user of their own, by their name or tag; Chainguard's go builds as root. */
const setsUser =
  /nonroot|non-root|rootless|unprivileged|(?:^|\/)(?:chainguard\/(?!go(?:[:@]|$))|(?:bitnami|jenkins|jupyter)\/)/i;

/** Nothing is meant to run in it: the files of a stage from scratch are taken out, or copied on. */
function isFilesOnly(dockerfile: Dockerfile, stage: Stage): boolean {
  if (baseImageOf(dockerfile, stage).toLowerCase() !== 'scratch') return false;
  return ![...stageAncestry(dockerfile, stage)].some(({ instructions }) =>
    instructions.some(({ keyword }) => keyword === 'CMD' || keyword === 'ENTRYPOINT'),
  );
}

const setsAnyUser = (dockerfile: Dockerfile, stage: Stage): boolean =>
  [...stageAncestry(dockerfile, stage)].some(({ instructions }) =>
    instructions.some(({ keyword }) => keyword === 'USER'),
  );

export const noUser: Rule = {
  id: 'PL1006',
  source: 'plimsoll',
  severity: 'warning',
  summary: 'The final stage sets no USER',
  help: 'Unless the base image sets one, the container runs as root, and whoever breaks into the process has more to break out with. Set an unprivileged user at the end, best by its number.',
  noFix: 'Which user the program can run as, and what that user may write to, depends on the image.',
  examples: {
    bad: ['CMD ["node", "server.js"]'],
    good: ['USER 10001\nCMD ["node", "server.js"]', 'FROM gcr.io/distroless/static-debian12:nonroot\nCMD ["/app"]'],
  },
  check(dockerfile, report, config) {
    const stage = builtStageOf(dockerfile, config);
    if (!stage || setsAnyUser(dockerfile, stage) || isFilesOnly(dockerfile, stage)) return;
    if (setsUser.test(baseImageOf(dockerfile, stage)) || isWindowsImage(dockerfile, stage)) return;
    report(stage.from, { at: stage.from.words[0] });
  },
};
