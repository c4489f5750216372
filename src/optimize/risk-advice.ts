import type { ContextIndex } from '../build-context/context-index.ts';
import type { RiskAdvice } from '../build-context/risky-files.ts';
import { environmentReader, isForProduction } from './environment-readers.ts';
import { gitReader } from './git-readers.ts';
import type { ProjectBuild } from './project-builds.ts';

const npmrc =
  'npm reads it while the image is built, so it is not left out; its token is then in a layer for everyone who gets the image. Give it to that step alone, with RUN --mount=type=secret,id=npmrc,target=.npmrc, and then leave it out.';

/** What is said of a risky file that the build itself reads: leaving it out alone would break the build. */
export function riskAdvice(index: ContextIndex, { facts, needs }: ProjectBuild): RiskAdvice {
  const [git, environment] = [gitReader(facts, index), environmentReader(facts)];
  return (node) => {
    const name = index.nameOf(node);
    if (name === '.npmrc' && facts.installs.has('node')) return npmrc;
    if (name === '.git' && git !== null)
      return `It holds every version of every file, and changes with every commit; but ${git} reads it while the image is built. Hand the version over with a build argument, or mount it in that step alone with RUN --mount=type=bind,source=.git,target=.git, so that it gets into no layer.`;
    if (environment !== null && isForProduction(name))
      return `${environment} reads it while the image is built, so it is not left out; what is in it may end up in the image and in what the program sends out. Keep secrets out of it, or give it to that step alone with RUN --mount=type=secret,id=env,target=${name}, and then leave it out.`;
    if (needs.copied.has(node))
      return 'The Dockerfile copies it by name, so it is not left out, and stays in a layer for everyone who gets the image. Give it to the step that needs it with RUN --mount=type=secret, and then take it out of COPY and the context.';
    return null;
  };
}
