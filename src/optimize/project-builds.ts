// The builds that a folder and its ignore file serve: that of the Dockerfile, and those of others beside it.
import type { BuildContext, IgnoredNodes } from '../build-context/build-context.ts';
import { ContextIndex } from '../build-context/context-index.ts';
import type { Dockerfile } from '../dockerfile/model.ts';
import { parseDockerfile } from '../dockerfile/parse.ts';
import { FaultError } from '../fault.ts';
import { buildPlanOf } from '../lint/build-plan.ts';
import { needsOf, type ContextNeeds } from './ignore-file/context-needs.ts';
import { contextRequests, usesOf, type ContextUses } from './ignore-file/context-uses.ts';
import { keepReasons, type KeepReason } from './keep-reasons.ts';
import { callsOf, originsOf } from './project-calls.ts';
import { factsOf, type ProjectFacts } from './project-facts.ts';

export interface ProjectBuild {
  readonly uses: ContextUses;
  readonly needs: ContextNeeds;
  readonly facts: ProjectFacts;
  readonly keep: KeepReason;
}

/** Null for one that no builder could read. */
export function readDockerfile(text: string, name: string): Dockerfile | null {
  try {
    return parseDockerfile(text, name);
  } catch (error) {
    if (error instanceof FaultError) return null;
    throw error;
  }
}

/** `dockerfile`: null where nobody knows how the folder is built. */
export function buildOf(context: BuildContext, dockerfile: Dockerfile | null, ignored: IgnoredNodes): ProjectBuild {
  const { tree } = context;
  const index = ContextIndex.of(tree);
  const requests = dockerfile ? contextRequests(buildPlanOf(dockerfile, {})) : [];
  const texts = context.texts.filter(({ path }) => ignored[index.find(path) ?? 0] === 0);
  const origins = dockerfile ? originsOf(dockerfile, requests, index) : () => [];
  const calls = dockerfile ? callsOf(dockerfile, origins, texts, index) : [];
  const uses = dockerfile ? usesOf(dockerfile, requests, tree, ignored) : { uses: [], taken: null };
  const facts = factsOf(index, calls, texts);
  return {
    uses,
    facts,
    needs: needsOf({ index, requests, calls, origins, texts }, tree.parents),
    keep: keepReasons(facts, index),
  };
}

const isDockerfileName = (name: string): boolean =>
  /^(?:dockerfile|containerfile)(?:\.[^.]+)*$|\.(?:dockerfile|containerfile)$/i.test(name) && !/ignore$/i.test(name);

/** More than these are no builds of one folder. */
const mostBuilds = 20;

/** Builds of the other Dockerfiles at the top of the folder: its ignore file holds for them as well. */
export function otherBuilds(context: BuildContext, own: string | null, ignored: IgnoredNodes): ProjectBuild[] {
  const index = ContextIndex.of(context.tree);
  const names = Array.from(index.childrenOf(0))
    .filter((node) => !index.isDirectory(node))
    .map((node) => index.nameOf(node))
    .filter((name) => name !== own && isDockerfileName(name));
  return names.slice(0, mostBuilds).map((name) => {
    const text = context.texts.find(({ path }) => path === name)?.text;
    return buildOf(context, text === undefined ? null : readDockerfile(text, name), ignored);
  });
}
