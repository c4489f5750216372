import { ContextKind, contextPath, type ContextTree } from '../build-context/context-tree.ts';
import { textAt } from '../bytes/string-column.ts';
import type { BuildSimulation } from './build-simulation.ts';
import { isManifestOrLock, manifestGroups } from './manifests.ts';
import { noChange, type TypicalChange } from './simulation.ts';
import { isOtherFolder, languageOf, rankOf } from './source-files.ts';

interface Candidate {
  readonly node: number;
  readonly rank: number;
}

/** What is kept of the files of a folder: names of 200,000 are read once. */
class Survey {
  readonly sources = new Map<string, { count: number; best: Candidate }>();
  /** By path of the folder and name. */
  readonly manifests = new Map<string, { node: number; depth: number; folder: number }>();
  other: Candidate | null = null;

  constructor(
    private readonly tree: ContextTree,
    copied: Uint8Array,
  ) {
    const depths = new Uint16Array(tree.parents.length);
    /** In a folder of tests, of what was installed or built. */
    const isApart = new Uint8Array(tree.parents.length);
    for (let node = 1; node < tree.parents.length; node++) {
      const parent = tree.parents[node] as number;
      depths[node] = Math.min(0xffff, (depths[parent] as number) + 1);
      isApart[node] = isApart[parent] as number;
      if (tree.kinds[node] === ContextKind.file) {
        if (copied[node] === 1 && isApart[node] === 0) this.look(node, depths[node] as number);
      } else if (isOtherFolder(textAt(tree.names, node))) isApart[node] = 1;
    }
  }

  private look(node: number, depth: number): void {
    const name = textAt(this.tree.names, node);
    if (isManifestOrLock(name)) {
      const folder = this.tree.parents[node] as number;
      this.manifests.set(`${folder}/${name}`, { node, depth, folder });
      return;
    }
    const rank = rankOf(name, depth);
    const language = languageOf(name);
    if (language === null) {
      if (!/^readme|^licen[cs]e/i.test(name) && rank < (this.other?.rank ?? Infinity)) this.other = { node, rank };
      return;
    }
    const known = this.sources.get(language);
    if (!known) this.sources.set(language, { count: 1, best: { node, rank } });
    else {
      known.count++;
      if (rank < known.best.rank) known.best = { node, rank };
    }
  }
}

/** Of the language with most files; pages and scripts only where nothing else is there. */
function sourceFile({ sources }: Survey): number | null {
  const programs = [...sources].sort(([, a], [, b]) => b.count - a.count);
  const main = programs.find(([language]) => language !== 'page' && language !== 'shell') ?? programs[0];
  return main?.[1].best.node ?? null;
}

/** A manifest that lies as high as any, and what lies beside it. */
function dependencyFiles({ manifests }: Survey): number[] {
  const found = manifestGroups.flatMap(({ manifest, locks }) =>
    [...manifests].flatMap(([key, one]) => (key.endsWith(`/${manifest}`) ? [{ ...one, locks }] : [])),
  );
  const least = Math.min(...found.map(({ depth }) => depth));
  const best = found.find(({ depth }) => depth === least);
  if (!best) return [];
  const beside = best.locks.flatMap((lock) => manifests.get(`${best.folder}/${lock}`)?.node ?? []);
  return [best.node, ...beside];
}

/** Right in the folder, whether it is sent or not. */
function readme({ names, parents, kinds }: ContextTree): number | null {
  for (let node = 1; node < parents.length; node++) {
    if (parents[node] !== 0 || kinds[node] !== ContextKind.file) continue;
    if (/^readme(?:\.[a-z]+)?$/i.test(textAt(names, node))) return node;
  }
  return null;
}

export function baseUpdate(simulation: BuildSimulation): TypicalChange | null {
  const { baseImage } = simulation;
  if (baseImage === null) return null;
  const change = { ...noChange, images: new Set([baseImage]) };
  return { id: 'base', title: 'The base image is updated', example: baseImage, change };
}

/** Changes as they happen every day, in this very folder; those that cannot happen in it are left out. */
export function typicalChanges(simulation: BuildSimulation): TypicalChange[] {
  const { tree } = simulation;
  const survey = new Survey(tree, simulation.copied);
  const toChange = (id: TypicalChange['id'], title: string, nodes: readonly number[]): TypicalChange[] => {
    if (nodes.length === 0) return [];
    const example = nodes.map((node) => contextPath(tree, node)).join(', ');
    return [{ id, title, example, change: { ...noChange, files: new Set(nodes) } }];
  };
  const listed = (node: number | null): number[] => (node === null ? [] : [node]);
  const source = sourceFile(survey);
  return [
    ...(source === null
      ? toChange('source', 'A copied file is edited', listed(survey.other?.node ?? null))
      : toChange('source', 'A source file is edited', [source])),
    ...toChange('dependency', 'A dependency is updated', dependencyFiles(survey)),
    ...toChange('readme', 'The README is edited', listed(readme(tree))),
    ...[baseUpdate(simulation)].filter((one) => one !== null),
  ];
}
