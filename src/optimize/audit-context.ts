import type { BuildContext } from '../build-context/build-context.ts';
import type { ContextAudit } from '../build-context/context-audit.ts';
import { findRiskyFiles } from '../build-context/risky-files.ts';
import { figuresOf, sumsOf } from '../build-context/sent-sums.ts';
import type { Dockerfile } from '../dockerfile/model.ts';
import { parseDockerfile } from '../dockerfile/parse.ts';
import { FaultError } from '../fault.ts';
import { buildPlanOf } from '../lint/build-plan.ts';
import { ignoredNodesOf, ignoreFileOf, ignoreProblemsOf } from './builder-rules.ts';
import { contextRequests, unusedNodes, usesOf } from './context-uses.ts';

export interface ContextAuditInput {
  readonly context: BuildContext;
  readonly dockerfile: { readonly name: string; readonly text: string } | null;
  /** The text of one that was dropped beside the folder: it counts where the folder has none. */
  readonly dockerignore: string | null;
}

/** Null for one that no builder could read; the page tells so where it shows it. */
function readDockerfile({ dockerfile }: ContextAuditInput): Dockerfile | null {
  if (!dockerfile) return null;
  try {
    return parseDockerfile(dockerfile.text, dockerfile.name);
  } catch (error) {
    if (error instanceof FaultError) return null;
    throw error;
  }
}

/** What is to be said of a folder that is built from. */
export function auditContext(input: ContextAuditInput): ContextAudit {
  const { context } = input;
  const { tree } = context;
  const dockerfile = readDockerfile(input);
  const ignoreFile = ignoreFileOf(context, input.dockerfile?.name ?? 'Dockerfile', input.dockerignore);
  const ignored = ignoredNodesOf(tree, ignoreFile?.text ?? '');
  const uses = dockerfile && usesOf(dockerfile, contextRequests(buildPlanOf(dockerfile, {})), tree, ignored);
  return {
    dropped: figuresOf(tree, null),
    now: figuresOf(tree, ignored),
    proposed: null,
    ignoreFile: ignoreFile?.path ?? null,
    ignoreProblems: ignoreProblemsOf(ignoreFile?.text ?? ''),
    ignored,
    ignoredAsProposed: null,
    sums: sumsOf(tree, (node) => ignored[node] === 0),
    risky: findRiskyFiles(tree, ignored, null),
    uses: uses && uses.uses,
    unused: uses && unusedNodes(tree, ignored, uses),
    proposal: null,
  };
}
