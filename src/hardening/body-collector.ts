import type { TarEntry } from '../archive/tar-entry.ts';
import type { Bytes } from '../bytes/units.ts';
import { capabilityAttribute, readCapabilities } from './capabilities.ts';
import { readElf, type ElfFacts } from '../content/elf.ts';
import { isElf } from '../content/elf-fields.ts';
import { PassingElf } from '../content/passing-elf.ts';
import type { FileVisitor, LargeFileReader } from '../secrets/scan-layer-secrets.ts';
import { isPackageList } from './package-lists.ts';
import type { CapableBody, ElfBody, LayerBodies, ScriptBody, TextBody } from './layer-bodies.ts';
import { isScript, readScriptLine } from './script-line.ts';

export const collectorLimits = {
  /** Of one text. */
  textBytes: 1_048_576,
  /** Of a package.json. */
  manifestBytes: 100_000,
  /** Of all texts of a layer. */
  allTextBytes: 33_554_432,
  /** Of each kind in a layer. */
  bodies: 50_000,
} as const;

const wantedTexts: ReadonlySet<string> = new Set([
  '/etc/passwd',
  '/etc/group',
  '/etc/shadow',
  '/etc/master.passwd',
  '/etc/os-release',
  '/usr/lib/os-release',
]);
const longestWanted = Math.max(...[...wantedTexts].map((path) => path.length));

function isWantedText(path: string): boolean {
  if (path.length <= longestWanted && wantedTexts.has(path)) return true;
  return isPackageList(path);
}

/** The project's own, which says what `npm start` runs; packages that are installed have one each. */
const isOwnManifest = (path: string): boolean => path.endsWith('/package.json') && !path.includes('/node_modules/');

const installedLocks = ['/.package-lock.json', '/.pnpm/lock.yaml'];
const ownLocks = ['/package-lock.json', '/yarn.lock'];

/** What package managers of Node say that they installed for the project, in its node_modules or beside them. */
function isLock(path: string): boolean {
  const packages = path.indexOf('/node_modules/');
  if (packages < 0) return ownLocks.some((lock) => path.endsWith(lock));
  const inPackages = packages + '/node_modules'.length;
  return installedLocks.some((lock) => path.length === inPackages + lock.length && path.endsWith(lock));
}

const anyExecute = 0o111;

/**
 * Keeps of one layer's files what checks look into. It sees every file while secrets are searched for: for nearly all of
 * them, a few comparisons are all that it does.
 */
export class BodyCollector implements FileVisitor {
  readonly #texts: TextBody[] = [];
  readonly #elves: ElfBody[] = [];
  readonly #scripts: ScriptBody[] = [];
  readonly #capable: CapableBody[] = [];
  readonly #tooLarge: Bytes[] = [];
  #textBytes: Bytes = 0;
  #isCut = false;

  /** The bytes are valid during the call only: all that is stored of the file, or its head. */
  onFile(entry: TarEntry, path: string, bytes: Uint8Array, isWhole: boolean): void {
    if (entry.xattrs !== null) this.#readAttributes(entry);
    if (isWantedText(path)) this.#keepText(entry, bytes, isWhole);
    else if (bytes.length <= collectorLimits.manifestBytes && isOwnManifest(path))
      this.#keepText(entry, bytes, isWhole);
    // Nothing is unread where it is not kept: it says nothing of what runs.
    else if (isWhole && bytes.length <= collectorLimits.textBytes && isLock(path))
      this.#keepText(entry, bytes, isWhole);
    if (entry.sparse !== null) return;
    if (isElf(bytes)) this.#keepElf(entry.offset, bytes, isWhole);
    else if ((entry.mode & anyExecute) !== 0 && isScript(bytes)) this.#keepScript(entry.offset, bytes);
  }

  /** Of a large ELF file, what it needs is not in its head. */
  onLargeFile(entry: TarEntry, _path: string, head: Uint8Array): LargeFileReader | null {
    const index = this.#elves.length - 1;
    const passing = this.#elves[index]?.entry === entry.offset ? PassingElf.of(head, entry.storedSize) : null;
    if (!passing) return null;
    const { offset } = entry;
    const replace = (elf: ElfFacts | null, isWhole: boolean): void => {
      if (elf) this.#elves[index] = { entry: offset, elf, isWhole };
    };
    return {
      take: (bytes) => passing.take(bytes),
      end: (isReadToEnd) => {
        const { elf, isWhole } = passing.end();
        if (isReadToEnd) replace(elf, isWhole);
      },
      all: (bytes) => replace(readElf(bytes), true),
    };
  }

  /** `isReadToEnd`: every file of the layer was given to `onFile`. */
  result(isReadToEnd = true): LayerBodies {
    return {
      texts: this.#texts,
      elves: this.#elves,
      scripts: this.#scripts,
      capable: this.#capable,
      tooLarge: this.#tooLarge,
      isComplete: isReadToEnd && !this.#isCut,
    };
  }

  #hasRoom(bodies: readonly unknown[]): boolean {
    if (bodies.length < collectorLimits.bodies) return true;
    this.#isCut = true;
    return false;
  }

  #keepText({ offset, sparse }: TarEntry, bytes: Uint8Array, isWhole: boolean): void {
    if (!this.#hasRoom(this.#texts) || !this.#hasRoom(this.#tooLarge)) return;
    const { textBytes, allTextBytes } = collectorLimits;
    const fits = bytes.length <= textBytes && this.#textBytes + bytes.length <= allTextBytes;
    if (!isWhole || !fits || sparse !== null) {
      this.#tooLarge.push(offset);
      return;
    }
    this.#textBytes += bytes.length;
    this.#texts.push({ entry: offset, bytes: bytes.slice() });
  }

  #keepElf(entry: Bytes, bytes: Uint8Array, isWhole: boolean): void {
    const elf = this.#hasRoom(this.#elves) ? readElf(bytes) : null;
    if (elf) this.#elves.push({ entry, elf, isWhole });
  }

  #keepScript(entry: Bytes, bytes: Uint8Array): void {
    const words = this.#hasRoom(this.#scripts) ? readScriptLine(bytes) : null;
    if (words) this.#scripts.push({ entry, words });
  }

  #readAttributes({ xattrs, offset }: TarEntry): void {
    const attribute = xattrs?.get(capabilityAttribute);
    const capabilities = attribute && this.#hasRoom(this.#capable) ? readCapabilities(attribute) : null;
    if (capabilities) this.#capable.push({ entry: offset, ...capabilities });
  }
}
