import type { BuildContext, ContextText, IgnoredNodes } from '../build-context/build-context.ts';
import type { ContextAudit, IgnoreFileProposal, SentSums } from '../build-context/context-audit.ts';
import type { ContextTree } from '../build-context/context-tree.ts';
import { ContextIndex } from '../build-context/context-index.ts';
import { ignoredByFile } from '../build-context/dockerignore.ts';
import { ignoreFileInForce } from '../build-context/ignore-file-in-force.ts';
import { ignoreProblems } from '../build-context/ignore-problems.ts';
import { findRiskyFiles } from '../build-context/risky-files.ts';
import { figuresAt, figuresOf, sumsOf } from '../build-context/sent-sums.ts';
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
const isOfOneDockerfile = ({ path }: ContextText): boolean => !/^\.(?:docker|container)ignore$/.test(path);

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
  const ignored = ignoredByFile(tree, text);
  const isLost = (node: number): boolean => ignored[node] === 1 && now.ignored[node] === 0;
  if (builds.some(({ needs }) => needs.copiedNodes.some(isLost))) return null;
  return { proposal: { text, lines }, ignored, sums: sumsOf(tree, ignored) };
}

/** What is to be said of a folder that is built from. */
export function auditContext({ context, dockerfile: given, dockerignore }: ContextAuditInput): ContextAudit {
  const { tree } = context;
  const dockerfile = given && readDockerfile(given.text, given.name);
  const dropped = dockerignore === null ? null : { path: '.dockerignore', text: dockerignore };
  const ignoreFile = ignoreFileInForce(context.texts, given?.name ?? 'Dockerfile') ?? dropped;
  const ignored = ignoredByFile(tree, ignoreFile?.text ?? '');
  const sums = sumsOf(tree, ignored);
  const build = buildOf(context, dockerfile, ignored);
  const others = ignoreFile && isOfOneDockerfile(ignoreFile) ? [] : otherBuilds(context, given?.name ?? null, ignored);
  const proposed = propose(tree, { ignored, sums }, ignoreFile?.text ?? null, [build, ...others]);
  const { uses } = build;
  return {
    dropped: figuresOf(tree, null),
    now: figuresAt(sums, 0),
    proposed: proposed && figuresAt(proposed.sums, 0),
    ignoreFile: ignoreFile?.path ?? null,
    ignoreProblems: ignoreProblems(ignoreFile?.text ?? ''),
    ignored,
    ignoredAsProposed: proposed?.ignored ?? null,
    sums,
    sumsAsProposed: proposed?.sums ?? null,
    risky: findRiskyFiles(tree, { sums, proposed: proposed?.sums ?? null }, riskAdvice(ContextIndex.of(tree), build)),
    uses: dockerfile && uses.uses,
    unused: dockerfile && unusedNodes(tree, sums, uses),
    proposal: proposed?.proposal ?? null,
  };
}
