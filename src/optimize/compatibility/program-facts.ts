import { whole, type InPieces } from '../../bytes/in-pieces.ts';
import { resolvePath } from '../../dockerfile/places.ts';
import type { ReadImage } from '../../hardening/hardened-image.ts';
import { developmentIn } from '../node/installs/development-in.ts';
import { findNeeds, type NeededFile } from './needed-files.ts';
import { collectPackageFacts, type PackageFacts } from './package-facts.ts';

/** An ELF file that no package brought. */
export interface OwnElf {
  readonly node: number;
  /** What loads it; null where it is linked statically, is a library, or it could not be read. */
  readonly interpreter: string | null;
  readonly isProgram: boolean;
  /** It could not be read to its end: that no interpreter is told says nothing. */
  readonly isDamaged: boolean;
}

/** A script that no package brought, with the words behind its `#!`. */
export interface OwnScript {
  readonly node: number;
  readonly words: readonly string[];
}

/**
 * What was read of an image’s programs, as far as another base image is concerned. Plain data of some kilobytes: it is made where
 * the files were read, and crosses to where Dockerfiles are.
 */
export interface ProgramFacts {
  readonly elves: readonly OwnElf[];
  readonly scripts: readonly OwnScript[];
  /** What package.json says in the working directory that the container starts in; absent where none was read there. */
  readonly manifest?: string;
  /** Beside it, folders of packages that are there for development alone, as npm, pnpm or Yarn wrote down; absent where none did. */
  readonly development?: readonly string[];
  /** What these need to start. Of a program whose libraries could not be read, these are not among them. */
  readonly needed: readonly NeededFile[];
  readonly packages: PackageFacts;
  /** Not all is in here: a layer could not be read, a list of packages was too large, or there are more than are kept. */
  readonly isCut: boolean;
}

/** Of each kind. */
export const mostKept = 5000;

/** Scripts of packages that no list names as a file of theirs. */
const scriptsOfPackages = '/var/lib/dpkg/info/';

/** In pieces, as the first who asks for packages has their lists read. */
export function* programFactsInPieces(read: ReadImage): InPieces<ProgramFacts> {
  const { image, rootfs, bodies } = read;
  const packages = collectPackageFacts(read);
  yield;
  const isUnpacked = ({ node }: { readonly node: number }): boolean => {
    const path = rootfs.pathOf(node);
    return !path.startsWith(scriptsOfPackages) && bodies.packageOf(path) === null;
  };
  const allElves = bodies.elves().filter(isUnpacked);
  yield;
  const allScripts = bodies.scripts().filter(isUnpacked);
  yield;
  const [elves, scripts] = [allElves.slice(0, mostKept), allScripts.slice(0, mostKept)];
  const needs = findNeeds(read, { elves, scripts });
  yield;
  const manifest = bodies.textOf(resolvePath(image.config.workingDir, 'package.json'));
  const development = developmentIn(rootfs, resolvePath('/', image.config.workingDir), (path) => bodies.textOf(path));
  return {
    ...(manifest === null || manifest === 'unread' ? {} : { manifest }),
    ...(development && { development }),
    elves: elves.map(({ node, elf }) => ({
      node,
      interpreter: elf.interpreter,
      isProgram: elf.isProgram,
      isDamaged: elf.damage !== null,
    })),
    scripts: scripts.map(({ node, words }) => ({ node, words })),
    needed: needs.files,
    packages,
    isCut:
      bodies.unread.length > 0 ||
      bodies.unreadLists > 0 ||
      allElves.length > mostKept ||
      allScripts.length > mostKept ||
      needs.isCut,
  };
}

export const collectProgramFacts = (read: ReadImage): ProgramFacts => whole(programFactsInPieces(read));
