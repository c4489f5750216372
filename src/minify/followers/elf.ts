// Programs and libraries: their loader, what they are linked with, and names of files that stand in them.
import type { Bytes } from '../../bytes/units.ts';
import type { ElfFacts } from '../../content/elf.ts';
import { isElf } from '../../content/elf-fields.ts';
import { readElfLayout, withoutCode } from '../../content/elf-layout.ts';
import { readElfInParts } from '../../content/passing-elf.ts';
import { shells } from '../../hardening/shell-start.ts';
import { baseName } from '../../hardening/start-command.ts';
import { commonFolder } from '../common-folder.ts';
import { libraryFolders } from '../library-search.ts';
import { StringFinder } from '../program-strings.ts';
import type { Follower, TracedFile, Tracing } from '../tracing.ts';

/** So much of one is looked through. */
const mostBytes: Bytes = 512_000_000;

/** What the C library names is known, and needed by few: /bin/sh, its modules for character sets, the archive of locales. */
const isOfLibc = (path: string): boolean =>
  /^(?:libc\.so\.6|libc\.musl-.*|libc-\d.*|ld-.*\.so.*)$/.test(baseName(path));

interface FoundStrings {
  readonly strings: StringFinder;
  /** There was more than is looked through. */
  readonly isCut: boolean;
}

/** What stands in a program besides its code, which is half of many and holds no names. */
async function findStrings({ node, size, head }: TracedFile, tracing: Tracing): Promise<FoundStrings> {
  const strings = new StringFinder();
  let left = mostBytes;
  for (const { start, end } of withoutCode(readElfLayout(head, size) ?? { loaded: [] }, size)) {
    if (left <= 0) return { strings, isCut: true };
    strings.begin();
    if (end <= head.length) strings.take(head.subarray(start, end));
    else
      for await (const piece of tracing.pieces(node, { start, end: Math.min(end, start + left) })) strings.take(piece);
    left -= end - start;
  }
  return { strings, isCut: left < 0 };
}

/** `$ORIGIN/../lib` of a program in /opt/app/bin. */
const withOrigin = (folder: string, origin: string): string => folder.replace(/\$(?:ORIGIN|\{ORIGIN\})/g, origin);

function needLibrary(name: string, why: string, folders: readonly string[], tracing: Tracing): boolean {
  const paths = name.includes('/') ? [name] : folders.map((folder) => `${folder}/${name}`);
  const path = paths.find((one) => {
    const node = tracing.find(one);
    return node !== null && !tracing.isDirectory(node);
  });
  return path !== undefined && tracing.need(path, why) !== null;
}

async function needLinked(file: TracedFile, elf: ElfFacts, tracing: Tracing): Promise<readonly string[]> {
  const slash = file.path.lastIndexOf('/');
  const own = elf.searchPaths.map((folder) => withOrigin(folder, file.path.slice(0, slash)));
  // What a program has libraries looked for in counts for those that these need (DT_RPATH).
  const inherited = tracing.kept('elf inherited', () => new Set<string>());
  const folders = [...own, ...(await libraryFolders(tracing)), ...inherited];
  for (const folder of own) inherited.add(folder);
  if (elf.interpreter !== null) tracing.need(elf.interpreter, `is loaded by ${elf.interpreter} (PT_INTERP)`);
  for (const name of elf.needs ?? []) {
    if (!needLibrary(name, `is linked with ${name} (DT_NEEDED)`, folders, tracing))
      tracing.note(`${file.path} is linked with ${name}, which is in none of the folders of libraries.`);
  }
  return folders;
}

/** Paths that a program was built with: files, and folders of its own. */
function mayRead(paths: Iterable<string>, tracing: Tracing): void {
  for (const path of paths) {
    const named = path.endsWith('/') ? path.slice(0, -1) : path;
    if (commonFolder.test(named)) continue;
    const node = tracing.find(named);
    if (node !== null && node !== 0 && !commonFolder.test(tracing.rootfs.pathOf(node)))
      tracing.unsure(node, `names ${named}`);
  }
}

/** Shells convert what is typed, and nobody types in most containers; C++'s library has an own form of it that hardly a program uses. */
const convertsInVain = (path: string): boolean =>
  shells.has(baseName(path)) || baseName(path).startsWith('libstdc++.so');

/** The C library loads one file for each character set, by its name alone. UTF-8 and ASCII need none. */
async function mayConvert(tracing: Tracing): Promise<void> {
  for (const folder of await libraryFolders(tracing)) {
    const node = tracing.find(`${folder}/gconv`);
    if (node !== null) tracing.unsure(node, 'may convert between character sets (iconv_open)');
  }
}

export const elf: Follower = {
  id: 'elf',
  selects: ({ head }) => isElf(head),
  follow: async (file, tracing) => {
    const { node, size, head } = file;
    const facts = await readElfInParts(head, size, (start, end) => tracing.read(node, start, end));
    if (!facts) return;
    const { strings, isCut } = await findStrings(file, tracing);
    if (isCut) tracing.note(`${file.path} is larger than 512 MB: what it names behind that was not looked for.`);
    if (facts.damage !== null || (facts.needs === null && facts.interpreter !== null))
      tracing.note(`${file.path} could not be read as a program to its end: what it is linked with is not all known.`);
    const folders = await needLinked(file, facts, tracing);
    if (isOfLibc(file.path)) return;
    const linked = new Set(facts.needs);
    for (const name of strings.libraries)
      if (!linked.has(name)) needLibrary(name, `may load ${name}, which it names`, folders, tracing);
    mayRead(strings.paths, tracing);
    if (strings.converts && !convertsInVain(file.path)) await mayConvert(tracing);
  },
};
