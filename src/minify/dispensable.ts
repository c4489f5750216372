// Files that no program reads as it runs, by where they lie and what they are called. What is needed all the same stays.
import { markFolders } from '../paths/folder-marks.ts';
import type { RootfsColumns } from '../rootfs/columns.ts';
import { textAt } from '../bytes/string-column.ts';

export interface Dispensable {
  readonly id: string;
  /** Of many: `documentation`. */
  readonly title: string;
  /** Whatever lies there, as `markFolders` reads them. */
  readonly places: readonly string[];
  /** Ends of names, anywhere below `within`. */
  readonly endings?: readonly string[];
  readonly within?: readonly string[];
}

const programFolders = ['/usr/lib', '/usr/local', '/lib', '/opt'];
const packageFolders = ['node_modules', 'site-packages', 'dist-packages'];

/** In the order of asking. */
export const dispensables: readonly Dispensable[] = [
  {
    id: 'documentation',
    title: 'documentation',
    places: [
      ...['doc', 'man', 'info', 'gtk-doc', 'help'].flatMap((name) => [
        `/usr/share/${name}`,
        `/usr/local/share/${name}`,
      ]),
      ...[
        '/usr/share/lintian',
        '/usr/share/bug',
        '/usr/local/man',
        '/usr/share/doc-base',
        '/usr/share/common-licenses',
      ],
    ],
    endings: ['.md', '.markdown', '.d.ts', '.d.mts', '.d.cts', '.map'],
    within: packageFolders,
  },
  {
    id: 'caches',
    title: 'caches and logs of building',
    places: [
      ...['apt', 'apk', 'dnf', 'yum', 'man', 'debconf', 'ldconfig'].map((name) => `/var/cache/${name}`),
      ...['/root/.cache', '/root/.npm', '/root/.gradle', '/root/.m2', '/root/.bundle', '/root/.composer'],
      ...['.npm/_cacache', '.npm/_logs', 'node_modules/.cache', '/usr/local/share/.cache', '/var/log/apt'],
      ...['/var/log/dpkg.log', '/var/log/alternatives.log', '/var/log/bootstrap.log', '/var/log/fontconfig.log'],
    ],
  },
  {
    id: 'package indexes',
    title: 'indexes of packages',
    places: ['/var/lib/apt/lists', '/var/lib/apk', '/var/cache/apk', '/var/lib/dnf', '/var/lib/yum'],
  },
  {
    id: 'static libraries',
    title: 'static libraries and object files',
    places: [],
    endings: ['.a', '.la', '.o'],
    within: programFolders,
  },
  {
    id: 'headers',
    title: 'headers, and what compilers are told of libraries',
    places: [
      ...[
        '/usr/include',
        '/usr/local/include',
        '/usr/share/aclocal',
        '/usr/share/pkgconfig',
        '/usr/local/share/aclocal',
      ],
      ...['/usr/lib/pkgconfig', '/usr/local/lib/pkgconfig', '/usr/lib/cmake', '/usr/local/lib/cmake'],
      ...['/usr/lib/x86_64-linux-gnu/pkgconfig', '/usr/lib/aarch64-linux-gnu/pkgconfig'],
      ...['/usr/lib/x86_64-linux-gnu/cmake', '/usr/lib/aarch64-linux-gnu/cmake'],
    ],
  },
  {
    id: 'tests',
    title: 'tests of packages',
    places: [],
    endings: ['/test', '/tests', '/__tests__', '/spec', '/testing/data'],
    within: packageFolders,
  },
  {
    id: 'locales',
    title: 'locales that are not in use',
    places: ['/usr/share/locale', '/usr/lib/locale', '/usr/share/i18n'],
  },
];

/** Who passes the image on has to pass them on, with what is left of it. */
export const isLicence = (name: string): boolean => /^(?:copyright|licen[cs]e|copying|notice)/i.test(name);

/** What a node is called, as far as its end is asked for. */
const longestEnding = 9;

/**
 * By node: 1 and up for the kind in `dispensables` that it is of, 0 where it is of none. Names of folders among the endings stand
 * for all that lies below them.
 */
export function dispensableKinds({ names, parents }: RootfsColumns): Uint8Array<ArrayBuffer> {
  const lists = dispensables.flatMap(({ places, within = [] }) => [places, within]);
  const marks = markFolders(names, parents, lists);
  const kinds = new Uint8Array(parents.length);
  for (let node = 1; node < parents.length; node++) {
    const above = kinds[parents[node] as number] as number;
    kinds[node] = above > 0 ? above : kindOf(marks[node] as number, () => textAt(names, node));
    if (kinds[node] !== 0 && isLicence(textAt(names, node))) kinds[node] = 0;
  }
  return kinds;
}

function kindOf(mark: number, nameOf: () => string): number {
  if (mark === 0) return 0;
  const place = dispensables.findIndex((_, kind) => (mark & (1 << (2 * kind))) !== 0);
  if (place >= 0) return place + 1;
  const end = `/${nameOf()}`.slice(-longestEnding);
  return (
    dispensables.findIndex(
      ({ endings = [] }, kind) => (mark & (2 << (2 * kind))) !== 0 && endings.some((ending) => end.endsWith(ending)),
    ) + 1
  );
}
