// A better .dockerignore, with the folder itself for evidence.
import type { ContextText, IgnoredNodes } from '../../build-context/build-context.ts';
import type { IgnoreFileProposal, SentSums } from '../../build-context/context-audit.ts';
import { ignoredByLonger } from '../../build-context/dockerignore.ts';
import { sumsOf } from '../../build-context/sent-sums.ts';
import type { Dockerfile } from '../../dockerfile/model.ts';
import { appendLines, linesWithReasons } from './ignore-text.ts';
import { buildOf, otherBuilds, type ProjectBuild } from '../project-builds.ts';
import type { ProjectFolder } from '../project-folder.ts';
import { proposeLines } from './propose-ignore.ts';

/** Another Dockerfile has its own ignore file: what is in this one is none of its business. */
const isOfOneDockerfile = ({ path }: ContextText): boolean => !/^\.(?:docker|container)ignore$/.test(path);

/** The Dockerfiles that must still build with it. */
export interface FolderBuilders {
  /** Null where nobody knows how the folder is built. */
  readonly dockerfile: Dockerfile | null;
  /** Its path in the folder. */
  readonly name: string | null;
  /** One that is proposed in its place: it may copy by other names. */
  readonly better: Dockerfile | null;
  /** Paths that stay besides what the build needs. */
  readonly kept?: readonly string[];
}

export interface FolderIgnoreFile {
  readonly sums: SentSums;
  /** That of the Dockerfile. */
  readonly build: ProjectBuild;
  /** Null where the ignore file in force will do. */
  readonly proposed: {
    readonly proposal: IgnoreFileProposal;
    readonly ignored: IgnoredNodes;
    readonly sums: SentSums;
  } | null;
}

/** What the builder itself would leave out decides: nothing that a COPY names may be among it. */
export function folderIgnoreFile(
  folder: ProjectFolder,
  { dockerfile, name, better, kept = [] }: FolderBuilders,
): FolderIgnoreFile {
  const { context, ignored, ignoreFile } = folder;
  const { tree } = context;
  const sums = sumsOf(tree, ignored);
  const build = buildOf(context, dockerfile, ignored);
  const then = better ? [buildOf(context, better, ignored)] : [];
  const others = ignoreFile && isOfOneDockerfile(ignoreFile) ? [] : otherBuilds(context, name, ignored);
  const builds = [build, ...then, ...others];
  const lines = proposeLines(tree, sums, builds, kept);
  if (lines.length === 0) return { sums, build, proposed: null };
  const given = ignoreFile?.text ?? '';
  const text = appendLines(given, linesWithReasons(lines));
  const ignoredThen = ignoredByLonger(tree, text, { text: given, ignored });
  const isLost = (node: number): boolean => ignoredThen[node] === 1 && ignored[node] === 0;
  if (builds.some(({ needs }) => [...needs.copied].some(isLost))) return { sums, build, proposed: null };
  const proposed = { proposal: { text, lines }, ignored: ignoredThen, sums: sumsOf(tree, ignoredThen) };
  return { sums, build, proposed };
}
