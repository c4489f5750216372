// Compiled code that came above the base image: which C library it was built for, by what loads it, by its name, or by the C
// library of the image in which it runs today.
import { libcOf, type Libc } from '../../hardening/c-libraries.ts';
import { NameMatcher } from '../../hardening/name-matcher.ts';
import { baseName } from '../../hardening/start-command.ts';
import { EntryTypeCode } from '../../layer/layer-table.ts';
import { counted, named, pathsOf, reason, sentence, type Reason } from './reason.ts';
import { isInSystemFolder, type Subject } from './subject.ts';
import type { Target } from './target-kinds.ts';

type Group = 'add-on' | 'python' | 'library' | 'program';

interface NativeFile {
  readonly path: string;
  readonly group: Group;
  /** Null where nothing tells. */
  readonly libc: Libc | null;
}

const compiled = new NameMatcher(new Set(), new Set(['.node', '.so']));
const archives = new NameMatcher(new Set(), new Set(['.jar', '.war']));

const numberedLibrary = /\.so\.\d[\d.]*$/;

/** As file and package names write systems that images do not run. */
const elsewhere = /(?:^|[-_/.@])(?:darwin|macos|win32|windows|freebsd|openbsd|android|ios|sunos|aix)(?:[-_/.]|$)/;

/** `linux-x64-gnu`, `cpython-312-x86_64-linux-musl.so`, `sharp-linuxmusl-x64`, `node.napi.glibc.node`. */
function libcInName(path: string): Libc | null {
  const name = path.toLowerCase();
  if (name.includes('musl')) return 'musl';
  return /(?:^|[-_./])(?:gnu|glibc|manylinux)/.test(name) ? 'glibc' : null;
}

/** The same for both builds of one file: what says for which C library it is left out. */
const withoutLibc = (path: string): string => path.toLowerCase().replaceAll(/[-_.]?(?:musl|gnu|glibc)/g, '');

function groupOf(path: string): Group {
  if (path.endsWith('.node')) return 'add-on';
  return /\/(?:site|dist)-packages\//.test(path) ? 'python' : 'library';
}

function isOwnFile(subject: Subject, node: number): boolean {
  const { lastEvents, eventTypes } = subject.rootfs.columns;
  const type = subject.isOwn(node) ? eventTypes[lastEvents[node] as number] : null;
  return type === EntryTypeCode.file || type === EntryTypeCode.hardlink;
}

const known = new WeakMap<Subject, readonly NativeFile[]>();

/** Asked once for each kind of base: of an image with many of them, making their paths takes longest. */
function nativeFiles(subject: Subject): readonly NativeFile[] {
  const files = known.get(subject) ?? findNativeFiles(subject);
  known.set(subject, files);
  return files;
}

/** By name alone, or by what was read of it: an ELF file that no package brought. */
function findNativeFiles(subject: Subject): NativeFile[] {
  const { rootfs, programs, elfByNode, libc } = subject;
  const files = compiled.matching(rootfs.columns.names).flatMap((node): NativeFile[] => {
    if (!isOwnFile(subject, node)) return [];
    const path = rootfs.pathOf(node);
    const isPackaged = programs && !programs.isCut ? !elfByNode.has(node) : isInSystemFolder(path);
    if (isPackaged || elsewhere.test(path.toLowerCase())) return [];
    return [{ path, group: groupOf(path), libc: libcInName(path) ?? libc }];
  });
  const read = (programs?.elves ?? []).flatMap(({ node, interpreter }): NativeFile[] => {
    if (!subject.isOwn(node)) return [];
    const path = rootfs.pathOf(node);
    if (interpreter !== null) return [{ path, group: 'program', libc: libcOf(baseName(interpreter)) }];
    const isLibrary = numberedLibrary.test(path) && libcOf(baseName(path)) === null;
    return isLibrary ? [{ path, group: groupOf(path), libc: libcInName(path) ?? libc }] : [];
  });
  return [...files, ...read];
}

const words: Readonly<Record<Group, { readonly one: string; readonly many: string; readonly again: string }>> = {
  'add-on': {
    one: 'native add-on of Node',
    many: 'native add-ons of Node',
    again: 'Add-ons have to be installed or compiled again there, and their packages may have no such build',
  },
  python: {
    one: 'compiled module of Python',
    many: 'compiled modules of Python',
    again: 'Wheels have to be installed again there, and are compiled where there is none for it',
  },
  library: { one: 'shared library', many: 'shared libraries', again: 'Libraries have to be compiled again there' },
  program: {
    one: 'program',
    many: 'programs',
    again: 'Programs have to be compiled again there, or linked statically (for Go: CGO_ENABLED=0)',
  },
};

/** Files of which no build for that C library is there, neither they themselves nor one beside them. */
function withoutTwin(files: readonly NativeFile[], target: Libc | null): NativeFile[] {
  const isFitting = ({ libc }: NativeFile): boolean => libc !== null && libc === target;
  const fitting = new Set(files.filter(isFitting).map(({ path }) => withoutLibc(path)));
  return files.filter((file) => !isFitting(file) && !fitting.has(withoutLibc(file.path)));
}

const pathsBuiltFor = (files: readonly NativeFile[], libc: Libc | null): string[] =>
  files.flatMap((file) => (file.libc === libc ? [file.path] : [])).sort();

function reasonsAgainst(group: Group, files: readonly NativeFile[], target: Target): Reason[] {
  const { one, many, again } = words[group];
  const ofGroup = files.filter((file) => file.group === group);
  const of = (libc: Libc | null): string[] => pathsBuiltFor(ofGroup, libc);
  const wrong = (['glibc', 'musl'] as const).flatMap((libc) => {
    const paths = of(libc);
    if (paths.length === 0) return [];
    const has = target.libc === null ? 'has no C library' : `has ${target.libc}`;
    const message = `${counted(paths.length, one, many)} built for ${libc}: ${named(paths)}. ${sentence(target.called)} ${has}. ${again}.`;
    return [reason('native code', 'against', message, paths)];
  });
  const untold = of(null);
  if (untold.length === 0) return wrong;
  const message = `${counted(untold.length, one, many)} of which nothing tells the C library: ${named(untold)}.`;
  return [...wrong, reason('native code', 'unknown', message, untold)];
}

/** Java’s libraries for other languages lie inside of jars, mostly for several systems. */
function checkArchives(subject: Subject, target: Target): Reason[] {
  const { rootfs, libc } = subject;
  if (target.libc === null || libc === null || libc === target.libc) return [];
  const nodes = archives.matching(rootfs.columns.names).filter((node) => isOwnFile(subject, node));
  if (nodes.length === 0) return [];
  const paths = pathsOf(rootfs, nodes);
  const message = `${counted(paths.length, 'archive')} of Java: ${named(paths)}. Whether there are libraries for ${libc} inside of them is not looked at.`;
  return [reason('native code', 'unknown', message, paths)];
}

export function checkNativeCode(subject: Subject, target: Target): Reason[] {
  const files = nativeFiles(subject);
  const wrong = withoutTwin(files, target.libc);
  const against = [
    ...(Object.keys(words) as Group[]).flatMap((group) => reasonsAgainst(group, wrong, target)),
    ...checkArchives(subject, target),
  ];
  const fitting = target.libc === null ? [] : pathsBuiltFor(files, target.libc);
  if (fitting.length === 0) return against;
  const what = `${counted(fitting.length, 'compiled file')} built for ${target.libc}, as ${target.called} has it: ${named(fitting)}.`;
  const reasons = [...against, reason('native code', 'for', what, fitting)];
  if (target.install !== null) return reasons;
  const needed =
    'Which shared libraries compiled files need is not read: libstdc++ is in cc-debian13 and in the images for Node.js, libssl in base-debian13, others in none.';
  return [...reasons, reason('native code', 'unknown', needed, fitting)];
}
