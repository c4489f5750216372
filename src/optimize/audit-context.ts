import type { BuildContext, IgnoredNodes } from '../build-context/build-context.ts';
import type { ContextAudit, IgnoreFileProposal, SentSums } from '../build-context/context-audit.ts';
import type { ContextTree } from '../build-context/context-tree.ts';
import { ContextIndex } from '../build-context/context-index.ts';
import { findRiskyFiles } from '../build-context/risky-files.ts';
import { figuresOf, sumsOf } from '../build-context/sent-sums.ts';
import { ignoredNodesOf, ignoreFileOf, ignoreProblemsOf, type IgnoreFile } from './builder-rules.ts';
import { unusedNodes } from './context-uses.ts';
import { appendLines, linesWithReasons } from './ignore-text.ts';
import { buildOf, otherBuilds, readDockerfile, type ProjectBuild } from './project-builds.ts';
import { proposeLines } from './propose-ignore.ts';
import { riskAdvice } from './risk-advice.ts';

export interface ContextAuditInput {
  readonly context: BuildContext;
  readonly dockerfile: { readonly name: string; readonly text: string } | null;
  /** The text of one that was dropped beside the folder: it counts where the folder has none. */
  readonly dockerignore: string | null;
}

/** Another Dockerfile has its own ignore file: what is in this one is none of its business. */
const isOfOneDockerfile = ({ path }: IgnoreFile): boolean => path !== '.dockerignore';

interface Proposed {
  readonly proposal: IgnoreFileProposal;
  readonly ignored: IgnoredNodes;
  readonly sums: SentSums;
}

interface Sent {
  readonly ignored: IgnoredNodes;
  readonly sums: SentSums;
}

/** What the builder itself would leave out decides: nothing that a COPY names may be among it. */
function propose(tree: ContextTree, now: Sent, given: string | null, builds: readonly ProjectBuild[]): Proposed | null {
  const lines = proposeLines(tree, now.sums, builds);
  if (lines.length === 0) return null;
  const text = appendLines(given, linesWithReasons(lines));
  const ignored = ignoredNodesOf(tree, text);
  const isLost = (node: number): boolean => ignored[node] === 1 && now.ignored[node] === 0;
  if (builds.some(({ needs }) => needs.copiedNodes.some(isLost))) return null;
  return { proposal: { text, lines }, ignored, sums: sumsOf(tree, ignored) };
}

/** What is to be said of a folder that is built from. */
export function auditContext({ context, dockerfile: given, dockerignore }: ContextAuditInput): ContextAudit {
  const { tree } = context;
  const dockerfile = given && readDockerfile(given.text, given.name);
  const ignoreFile = ignoreFileOf(context, given?.name ?? 'Dockerfile', dockerignore);
  const ignored = ignoredNodesOf(tree, ignoreFile?.text ?? '');
  const sums = sumsOf(tree, ignored);
  const build = buildOf(context, dockerfile, ignored);
  const others = ignoreFile && isOfOneDockerfile(ignoreFile) ? [] : otherBuilds(context, given?.name ?? null, ignored);
  const proposed = propose(tree, { ignored, sums }, ignoreFile?.text ?? null, [build, ...others]);
  const { uses } = build;
  return {
    dropped: figuresOf(tree, null),
    now: figuresOf(tree, ignored),
    proposed: proposed && figuresOf(tree, proposed.ignored),
    ignoreFile: ignoreFile?.path ?? null,
    ignoreProblems: ignoreProblemsOf(ignoreFile?.text ?? ''),
    ignored,
    ignoredAsProposed: proposed?.ignored ?? null,
    sums,
    risky: findRiskyFiles(tree, { sums, proposed: proposed?.sums ?? null }, riskAdvice(ContextIndex.of(tree), build)),
    uses: dockerfile && uses.uses,
    unused: dockerfile && unusedNodes(tree, sums, uses),
    proposal: proposed?.proposal ?? null,
  };
}
