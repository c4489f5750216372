import type { ArchiveIndex } from '../archive/archive-index.ts';
import { visibleText } from '../bytes/text.ts';
import type { Fault } from '../fault.ts';

/** What a tar without an image in it is, told from the names of its files. */
interface TarKind {
  /** Behind "it is", for the user. */
  readonly looksLike: string;
  /** What to run or do, as sentences. */
  readonly instead: string;
  /** True where reading it as one layer makes sense. */
  readonly readable: boolean;
}

interface Names {
  readonly all: readonly string[];
  /** First parts of the names. */
  readonly top: ReadonlySet<string>;
}

const saveIt = 'Save an image with docker save my-image:tag -o image.tar';
const rootFolders = [
  'bin',
  'dev',
  'etc',
  'home',
  'lib',
  'opt',
  'proc',
  'root',
  'run',
  'sbin',
  'srv',
  'tmp',
  'usr',
  'var',
];
const archiveName = /\.(?:tar|tgz|tar\.gz|tar\.zst)$/;
const imagePart =
  /^(?:blobs\/sha256\/[0-9a-f]{64}|(?:sha256:)?[0-9a-f]{64}(?:\.json|\.tar(?:\.gz)?|\/layer\.tar|\/VERSION)?)$/;

const most = (names: readonly string[], is: (name: string) => boolean): boolean =>
  names.filter(is).length * 2 > names.length;

/** In the order of trying: what is told by one name stands before what is told by many. */
const kinds: readonly ((names: Names) => TarKind | null)[] = [
  ({ all }) =>
    all.length > 0 ? null : { looksLike: 'a tar archive without a file in it', instead: saveIt, readable: false },

  ({ all }) =>
    !all.some((name) => /^(?:[^/]+\/)?Chart\.yaml$/.test(name))
      ? null
      : {
          looksLike: 'a Helm chart, which names images and holds none',
          instead: 'List its images with helm template CHART | grep image: and save those, each with docker save.',
          readable: false,
        },

  ({ all }) =>
    !all.some((name) => /^[^/]+\.ovf$/.test(name))
      ? null
      : {
          looksLike: 'a virtual machine (OVA)',
          instead: 'It holds disks of a machine, not layers. ' + saveIt,
          readable: false,
        },

  ({ top }) =>
    !top.has('.dockerenv') && rootFolders.filter((folder) => top.has(folder)).length < 4
      ? null
      : {
          looksLike: 'a flattened root file system, as docker export writes it',
          instead:
            'It can be read as one layer. For layers, commands and config save the image: docker save my-image:tag -o image.tar',
          readable: true,
        },

  ({ all }) =>
    !all.some((name) => /(?:^|\/)\.wh\./.test(name))
      ? null
      : {
          looksLike: 'a single layer of an image',
          instead: 'It can be read as one layer. For the whole image: docker save my-image:tag -o image.tar',
          readable: true,
        },

  ({ all }) =>
    !most(all, (name) => imagePart.test(name))
      ? null
      : {
          looksLike: 'an image archive that has lost its manifest.json or index.json',
          instead: 'Save the image again: docker save my-image:tag -o image.tar',
          readable: false,
        },

  ({ all }) => {
    const inner = all.find((name) => /^[^/]+\/(?:oci-layout|index\.json|manifest\.json)$/.test(name));
    const folder = inner?.split('/')[0];
    if (!folder || !all.some((name) => name.startsWith(`${folder}/blobs/`) || name.endsWith('/layer.tar'))) return null;
    const shown = visibleText(folder);
    return {
      looksLike: `an unpacked image, packed again inside the folder ${shown}`,
      instead: `Unpack it, and drop the folder ${shown}; or pack it with tar -C ${shown} -cf image.tar .`,
      readable: false,
    };
  },

  ({ all }) =>
    !most(all, (name) => archiveName.test(name))
      ? null
      : {
          looksLike: `a tar of other archives (${visibleText(all.find((name) => archiveName.test(name)) ?? '')})`,
          instead: 'Unpack it with tar -xf, and drop the image archives in it.',
          readable: false,
        },
];

const plain: TarKind = {
  looksLike: 'a tar of files, such as a backup of a volume: it holds no image',
  instead: `It can be read as one layer. ${saveIt}`,
  readable: true,
};

/** Never null: what is nothing else is a tar of files. */
function kindOfTar({ names }: ArchiveIndex): TarKind {
  const top = new Set(names.map((name) => name.split('/', 1)[0] ?? ''));
  for (const kind of kinds) {
    const told = kind({ all: names, top });
    if (told) return told;
  }
  return plain;
}

/** Why an archive or folder in which no format found an image can't be used. */
export function faultWithoutImage(index: ArchiveIndex, lookedFor: string[]): Fault {
  const { fileName, fault, kind } = index;
  const told = kindOfTar(index);
  const readable = told.readable && kind === 'file';
  // A cut or damaged archive may have lost its manifest: then that is what to tell. A root file system needs none.
  const isWhole = fault === null || fault.kind === 'limit';
  if (!isWhole && !(readable && told !== plain)) return fault;
  return { kind: 'not-an-image', fileName, lookedFor, looksLike: told.looksLike, instead: told.instead, readable };
}
