import { ignoreProblems } from '../../build-context/ignore-problems.ts';
import type { ContextAudit } from '../../build-context/context-audit.ts';
import { findRiskyFiles } from '../../build-context/risky-files.ts';
import { figuresAt, figuresOf } from '../../build-context/sent-sums.ts';
import { unusedNodes } from './context-uses.ts';
import { folderIgnoreFile } from './folder-ignore-file.ts';
import { readDockerfile } from '../project-builds.ts';
import { ProjectFolder, type FolderInput } from '../project-folder.ts';
import { riskAdvice } from '../risk-advice.ts';

export interface ContextAuditInput extends FolderInput {
  readonly dockerfile: { readonly name: string; readonly text: string } | null;
  /** The text that is proposed in its place: what it copies must be sent as well. */
  readonly better?: string | null;
}

/** What is to be said of a folder that is built from. */
export function auditContext({ dockerfile: given, better, ...input }: ContextAuditInput): ContextAudit {
  const { tree } = input.context;
  const name = given?.name ?? null;
  const dockerfile = given && readDockerfile(given.text, given.name);
  const folder = ProjectFolder.of(input, name);
  const { ignored, ignoreFile, index } = folder;
  const then = better ? readDockerfile(better, name ?? 'Dockerfile') : null;
  const { sums, build, proposed } = folderIgnoreFile(folder, { dockerfile, name, better: then });
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
    risky: findRiskyFiles(tree, { sums, proposed: proposed?.sums ?? null }, riskAdvice(index, build)),
    uses: dockerfile && uses.uses,
    unused: dockerfile && unusedNodes(tree, sums, uses),
    proposal: proposed?.proposal ?? null,
  };
}
