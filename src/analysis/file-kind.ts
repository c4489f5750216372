import type { InPieces } from '../bytes/in-pieces.ts';
import { startOf, type StringColumn } from '../bytes/string-column.ts';
import { encodeText } from '../bytes/text.ts';
import { markFoldersInPieces } from '../paths/folder-marks.ts';

/** What a file is by its place, its name and its rights; nothing is read of it. */
export interface FileKind {
  readonly id: string;
  readonly title: string;
  /** As `markFolders` reads them: whatever lies there. */
  readonly places?: readonly string[];
  /** Ends of names behind the last dot, in small letters. */
  readonly extensions?: readonly string[];
}

/** In the order of asking: places before names, names before rights. The last two take what is left. */
export const fileKinds: readonly FileKind[] = [
  {
    id: 'package-database',
    title: 'package database',
    places: [
      '/var/lib/dpkg',
      '/lib/apk/db',
      '/usr/lib/apk/db',
      '/var/lib/rpm',
      '/usr/lib/sysimage/rpm',
      '/var/lib/pacman/local',
      '/var/cache/debconf',
    ],
  },
  {
    id: 'cache',
    title: 'cache or index',
    places: [
      '/var/cache',
      '/var/lib/apt/lists',
      '.cache',
      '.npm/_cacache',
      'node_modules/.cache',
      '__pycache__',
      '.m2/repository',
      '.gradle/caches',
      'go/pkg/mod',
      '/usr/local/cargo/registry',
    ],
    extensions: ['pyc', 'pyo'],
  },
  {
    id: 'documentation',
    title: 'documentation',
    places: ['/usr/share/doc', '/usr/share/man', '/usr/share/info', '/usr/local/share/man', '/usr/local/share/doc'],
    extensions: ['md', 'rst', 'adoc', 'pdf', 'chm', 'html', 'htm', 'txt'],
  },
  {
    id: 'locale',
    title: 'locale',
    places: ['/usr/share/locale', '/usr/share/i18n', '/usr/lib/locale', '/usr/share/zoneinfo'],
    extensions: ['mo', 'po', 'qm'],
  },
  {
    id: 'library',
    title: 'library',
    extensions: ['so', 'a', 'o', 'dll', 'dylib', 'node', 'wasm', 'lib', 'la', 'ko'],
  },
  {
    id: 'archive',
    title: 'archive',
    extensions: ['tar', 'gz', 'tgz', 'xz', 'bz2', 'zst', 'zip', '7z', 'jar', 'war', 'ear', 'whl', 'deb', 'rpm', 'apk'],
  },
  {
    id: 'picture-or-font',
    title: 'picture or font',
    places: ['/usr/share/fonts', '/usr/share/icons', '/usr/share/pixmaps'],
    extensions: [
      ...['png', 'jpg', 'jpeg', 'gif', 'bmp', 'webp', 'avif', 'svg', 'ico', 'tiff'],
      ...['ttf', 'otf', 'woff', 'woff2', 'eot', 'pfb', 'mp3', 'mp4', 'webm', 'wav', 'ogg'],
    ],
  },
  {
    id: 'script',
    title: 'script or source',
    extensions: [
      ...['js', 'mjs', 'cjs', 'jsx', 'ts', 'mts', 'cts', 'tsx', 'py', 'rb', 'pl', 'pm', 'php', 'lua', 'sh', 'bash'],
      ...['java', 'kt', 'scala', 'clj', 'go', 'rs', 'c', 'cc', 'cpp', 'h', 'hpp', 'cs', 'swift', 'css', 'scss', 'vue'],
      ...['map', 'sql', 'r', 'tcl', 'el', 'awk'],
    ],
  },
  { id: 'program', title: 'program' },
  { id: 'other', title: 'other' },
];

const [program, other] = [fileKinds.length - 2, fileKinds.length - 1];
const library = fileKinds.findIndex(({ id }) => id === 'library');
const dot = 46;
const anyExecute = 0o111;
/** So many bytes are a whole number that is exact. */
const longestExtension = 6;

/** An extension as a number: a text for each of a million names takes much longer. Letters A to Z count as small ones. */
function extensionKey(bytes: Uint8Array, start: number, end: number): number {
  let key = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number;
    key = key * 256 + (byte >= 65 && byte <= 90 ? byte + 32 : byte);
  }
  return key;
}

/** The kind of every node of a tree, as its place in `fileKinds`. */
export class FileKinds {
  private readonly byExtension = new Map<number, number>();

  private constructor(
    private readonly names: StringColumn,
    private readonly marks: Uint32Array,
  ) {
    fileKinds.forEach(({ extensions = [] }, kind) => {
      for (const extension of extensions) {
        const bytes = encodeText(extension);
        this.byExtension.set(extensionKey(bytes, 0, bytes.length), kind);
      }
    });
  }

  static *of(names: StringColumn, parents: Int32Array): InPieces<FileKinds> {
    const places = fileKinds.map(({ places = [] }) => places);
    return new FileKinds(names, yield* markFoldersInPieces(names, parents, places));
  }

  /** `mode`: of the file, for what neither its place nor its name tells. */
  kindOf(node: number, mode: number): number {
    const mark = this.marks[node] as number;
    // The lowest bit: the first of the table.
    if (mark !== 0) return 31 - Math.clz32(mark & -mark);
    return this.byExtension.get(this.extensionOf(node)) ?? this.byOther(node, mode);
  }

  private byOther(node: number, mode: number): number {
    if (this.isVersionedLibrary(node)) return library;
    return (mode & anyExecute) !== 0 ? program : other;
  }

  /** Behind the last dot of the name; 0 where there is none, or it is longer than any of the table. */
  private extensionOf(node: number): number {
    const { bytes } = this.names;
    const [start, end] = [startOf(this.names, node), this.names.ends[node] as number];
    for (let at = end - 1; at > start && end - at <= longestExtension + 1; at--) {
      if (bytes[at] === dot) return extensionKey(bytes, at + 1, end);
    }
    return 0;
  }

  /** `libssl.so.3`, `libc.so.6.1` */
  private isVersionedLibrary(node: number): boolean {
    const { bytes } = this.names;
    const [start, end] = [startOf(this.names, node), this.names.ends[node] as number];
    let at = end - 1;
    while (
      at > start &&
      ((bytes[at] as number) === dot || ((bytes[at] as number) >= 48 && (bytes[at] as number) <= 57))
    )
      at--;
    // Ends in `.so`, and a version of at least a dot and a digit stood behind it.
    return at < end - 2 && bytes[at + 1] === dot && bytes[at] === 111 && bytes[at - 1] === 115 && bytes[at - 2] === dot;
  }
}
