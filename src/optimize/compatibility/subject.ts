import { libcsIn, type Libc } from '../../hardening/c-libraries.ts';
import { placeOf } from '../../hardening/program-search.ts';
import { healthWordsOf, programsOf, startWordsOf } from '../../hardening/start-command.ts';
import type { ArchiveImage } from '../../image/model.ts';
import type { Rootfs } from '../../rootfs/rootfs.ts';
import { findBase, type KnownBase } from '../base-image/base-images.ts';
import { liesInPackage } from '../node/lies-in-package.ts';
import type { OwnElf, OwnScript, ProgramFacts } from './program-facts.ts';

/** What is asked about. */
export interface CompatibilityInput {
  readonly image: ArchiveImage;
  readonly rootfs: Rootfs;
  /** Layers 0 to baseLayers - 1 came with the base image. */
  readonly baseLayers: number;
  /** What the final FROM names; null where nobody knows. */
  readonly base: string | null;
  /** Null before the image’s files were looked into. */
  readonly programs: ProgramFacts | null;
  /** Folders of packages of Node that the Dockerfile takes out by now: what lies in them is not there. */
  readonly pruned?: ReadonlySet<string>;
}

/** A program that the image starts. */
export interface StartedProgram {
  readonly word: string;
  /** What starts it; null where the container’s runtime does. */
  readonly by: string | null;
  readonly isHealthCheck: boolean;
  readonly path: string | null;
  /**
   * `own`: copied or made above the base image. `package`: a package above it brought the file. `base`: it lies in a layer of the
   * base image. `missing`: it is not there.
   */
  readonly origin: 'own' | 'package' | 'base' | 'missing';
  readonly elf: OwnElf | null;
  readonly script: OwnScript | null;
}

export interface Subject extends Omit<CompatibilityInput, 'base'> {
  readonly base: KnownBase | null;
  /** The C library that the image has; null where it has none or both. */
  readonly libc: Libc | null;
  readonly started: readonly StartedProgram[];
  readonly elfByNode: ReadonlyMap<number, OwnElf>;
  readonly scriptByNode: ReadonlyMap<number, OwnScript>;
  /** It is in the final tree, a layer above the base image wrote it, and it is not pruned. */
  isOwn(node: number): boolean;
  isPruned(node: number): boolean;
}

/** Where packages put their files; what stands there is taken for theirs where nobody looked into the lists. */
const systemFolders = /^\/(?:usr\/)?(?:s?bin|lib|lib32|lib64|libexec)\//;

export const isInSystemFolder = (path: string): boolean => systemFolders.test(path);

type Known = Omit<Subject, 'started'>;

function originOf(subject: Known, node: number, path: string): StartedProgram['origin'] {
  if (!subject.isOwn(node)) return 'base';
  if (subject.elfByNode.has(node) || subject.scriptByNode.has(node)) return 'own';
  const isPackaged = subject.programs ? !subject.programs.isCut : true;
  return isPackaged && isInSystemFolder(path) ? 'package' : 'own';
}

/** The base image’s own start script hands over to CMD, and stays behind with that base. */
function startWords(subject: Known): readonly string[] {
  const { entrypoint, cmd } = subject.image.config;
  const [first = ''] = entrypoint;
  if (!/entrypoint[^/]*$/.test(first) || cmd.length === 0) return startWordsOf(subject.image.config);
  const place = placeOf(subject, first);
  return place.node !== null && !subject.isOwn(place.node)
    ? [...entrypoint.slice(1), ...cmd]
    : startWordsOf(subject.image.config);
}

function startedIn(subject: Known, words: readonly string[], isHealthCheck: boolean): StartedProgram[] {
  return programsOf(words, subject.image.config.user).map(({ word, by }): StartedProgram => {
    const place = placeOf(subject, word);
    const found = place.node === null || subject.isPruned(place.node) ? null : place.node;
    return {
      word,
      by,
      isHealthCheck,
      path: place.path ?? null,
      origin: found === null || place.path === undefined ? 'missing' : originOf(subject, found, place.path),
      elf: found === null ? null : (subject.elfByNode.get(found) ?? null),
      script: found === null ? null : (subject.scriptByNode.get(found) ?? null),
    };
  });
}

export function subjectOf(input: CompatibilityInput): Subject {
  const { image, rootfs, baseLayers, programs, pruned } = input;
  const { lastEvents, eventLayers } = rootfs.columns;
  const libcs = [...libcsIn(rootfs)];
  const isAbove = (node: number): boolean =>
    rootfs.isThere(node) && (eventLayers[lastEvents[node] as number] as number) >= baseLayers;
  const isPruned = (node: number): boolean =>
    pruned !== undefined && pruned.size > 0 && liesInPackage(rootfs.pathOf(node), pruned);
  const known: Known = {
    ...input,
    base: input.base === null ? null : findBase(input.base),
    libc: libcs.length === 1 ? (libcs[0] ?? null) : null,
    elfByNode: new Map(programs?.elves.map((elf) => [elf.node, elf])),
    scriptByNode: new Map(programs?.scripts.map((script) => [script.node, script])),
    isOwn: (node) => isAbove(node) && !isPruned(node),
    isPruned,
  };
  const started = [
    ...startedIn(known, startWords(known), false),
    ...startedIn(known, healthWordsOf(image.config), true),
  ];
  return { ...known, started };
}
