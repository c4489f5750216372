import type { InPieces } from '../bytes/in-pieces.ts';
import { goneReasons } from '../rootfs/columns.ts';
import type { Rootfs } from '../rootfs/rootfs.ts';
import { withFilesApart, type FileState, type SaidApart } from './files-apart.ts';
import type { LayerPackages } from './layer-packages.ts';
import { licencesBeside } from './licences-beside.ts';
import { OwnFiles, type FileOwners } from './own-files.ts';
import type { FoundPackage, ImagePackage, ImagePackages, SystemRelease, UnknownPackages } from './package.ts';
import { toPurl } from './purl.ts';

/** A package, and how it came and went. */
interface Told {
  readonly found: FoundPackage;
  readonly cataloger: string;
  readonly node: number;
  readonly path: string;
  readonly layer: number;
  readonly hidden: ImagePackage['hidden'];
}

const isLanguage = ({ type }: FoundPackage): boolean => type !== 'deb' && type !== 'apk' && type !== 'rpm';

/** Same in two states of a file: not brought anew by the later one. */
const keyOf = ({ type, name, version, architecture = '', inside = '' }: FoundPackage): string =>
  [type, name, version ?? '', architecture, inside].join('\0');

/**
 * The packages of an image by what catalogers read in each layer (null: it could not be read). What of a package database an
 * earlier layer told, and a later one does not, was removed or replaced; what both tell, the earlier one brought.
 * `owners`: what package managers list of the final tree. `apart`: what files of different layers say together.
 */
export function* packagesInPieces(
  rootfs: Rootfs,
  layers: readonly (LayerPackages | null)[],
  owners: FileOwners,
  apart: readonly SaidApart[] = [],
): InPieces<ImagePackages> {
  const versions = withFilesApart(rootfs, versionsByNode(rootfs, layers), apart);
  yield;
  const told: Told[] = [];
  const unknowns: UnknownPackages[] = [];
  for (const [node, states] of versions) {
    told.push(...followed(rootfs, node, states));
    unknowns.push(...unknownsOf(rootfs, node, states));
    yield;
  }
  const system = systemOf(rootfs, versions);
  const ownFiles = new OwnFiles(
    rootfs,
    owners,
    told.filter(({ hidden }) => hidden === null).map(({ found }) => found),
  );
  const listings = listingsOf(rootfs, versions);
  const packages: ImagePackage[] = [];
  for (const one of told) {
    const files = one.found.files ?? listings.get(one.path);
    const licences = licencesBeside(rootfs, versions, one) ?? one.found.licences;
    const found = { ...one.found, licences, ...(files ? { files } : {}) };
    packages.push(imagePackage({ ...one, found }, system, ownFiles));
    yield;
  }
  packages.sort(byTypeAndName);
  const unreadLayers = layers.flatMap((layer, index) => (layer?.isComplete ? [] : [index]));
  return { packages, system, unknowns, unreadLayers };
}

function imagePackage(one: Told, system: SystemRelease | null, ownFiles: OwnFiles): ImagePackage {
  const { found, cataloger, node, path, layer, hidden } = one;
  const { files: _, folder: __, ...rest } = found;
  const size = hidden ? { files: null, bytes: null } : ownFiles.of(found, node);
  const osPackage = !hidden && isLanguage(found) ? ownFiles.ownerOf(path) : null;
  return { ...rest, ...size, cataloger, path, layer, hidden, osPackage, purl: toPurl(found, system) };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function byTypeAndName(a: ImagePackage, b: ImagePackage): number {
  return (
    compare(a.type, b.type) ||
    compare(a.name, b.name) ||
    compare(a.version ?? '', b.version ?? '') ||
    compare(a.path, b.path) ||
    compare(a.inside ?? '', b.inside ?? '') ||
    a.layer - b.layer
  );
}

/** What lists of the final tree say that belongs to a package, by the path of what tells of it. */
function listingsOf(
  rootfs: Rootfs,
  versions: ReadonlyMap<number, readonly FileState[]>,
): Map<string, readonly string[]> {
  const listings = new Map<string, readonly string[]>();
  for (const { event, files } of [...versions.values()].flat()) {
    if (goneOf(rootfs, event)) continue;
    for (const { listing } of files) if (listing) listings.set(listing.of, listing.paths);
  }
  return listings;
}

/** By node, in the order of the layers. */
function versionsByNode(rootfs: Rootfs, layers: readonly (LayerPackages | null)[]): Map<number, FileState[]> {
  const { eventOffsets, eventNodes, layerStarts } = rootfs.columns;
  const versions = new Map<number, FileState[]>();
  for (const [layer, read] of layers.entries()) {
    const end = layerStarts[layer + 1] ?? 0;
    let event = layerStarts[layer] ?? end;
    // Events and files alike have the order of the layer's tar; several catalogers may have read one.
    for (const file of read?.files ?? []) {
      while (event < end && (eventOffsets[event] as number) < file.entry) event++;
      if (event >= end || eventOffsets[event] !== file.entry) continue;
      const node = eventNodes[event] as number;
      const states = versions.get(node) ?? [];
      if (states.length === 0) versions.set(node, states);
      const last = states.at(-1);
      if (last?.event === event) states[states.length - 1] = { ...last, files: [...last.files, file] };
      else states.push({ event, layer, files: [file] });
    }
  }
  return versions;
}

function goneOf({ columns }: Rootfs, event: number): ImagePackage['hidden'] {
  const goneIn = columns.eventGoneIn[event] as number;
  if (goneIn < 0) return null;
  return { how: goneReasons[columns.eventGoneReasons[event] as number] ?? 'overwritten', in: goneIn };
}

/** The packages of one file, through all its states. */
function followed(rootfs: Rootfs, node: number, states: readonly FileState[]): Told[] {
  const path = rootfs.pathOf(node);
  const ended: Told[] = [];
  let alive = new Map<string, Told>();
  for (const [index, { event, layer, files }] of states.entries()) {
    const following = states[index + 1];
    // The same file with another one beside it: it is still there.
    const gone = following?.event === event ? null : goneOf(rootfs, event);
    const next = new Map<string, Told>();
    for (const { cataloger, packages } of files) {
      for (const found of packages) {
        const key = keyOf(found);
        const since = alive.get(key)?.layer ?? layer;
        next.set(key, { found, cataloger, node, path, layer: since, hidden: null });
      }
    }
    // What could not be read of this state is not taken to be gone.
    const isPartial = files.some(({ unknowns }) => unknowns.length > 0);
    for (const [key, one] of alive) {
      if (next.has(key)) continue;
      if (isPartial) next.set(key, one);
      else ended.push({ ...one, hidden: { how: 'overwritten', in: layer } });
    }
    // Written over by a state that was read: what it lacks has ended there. By anything else, all of it has.
    if (gone && !(following && gone.how === 'overwritten' && following.layer === gone.in)) {
      for (const one of next.values()) ended.push({ ...one, hidden: gone });
      alive = new Map();
    } else alive = next;
  }
  return [...ended, ...alive.values()];
}

function unknownsOf(rootfs: Rootfs, node: number, states: readonly FileState[]): UnknownPackages[] {
  return states.flatMap(({ layer, files }) =>
    files.flatMap(({ cataloger, unknowns }) =>
      unknowns.map((reason) => ({ cataloger, path: rootfs.pathOf(node), layer, reason })),
    ),
  );
}

/** That of the final tree, /etc before /usr/lib; where a later layer took it away, the last there was. */
function systemOf(rootfs: Rootfs, versions: ReadonlyMap<number, readonly FileState[]>): SystemRelease | null {
  const all = [...versions].flatMap(([node, states]) =>
    states.flatMap(({ event, layer, files }) =>
      files.flatMap(({ system, path }) => {
        const isThere = rootfs.isThere(node) && goneOf(rootfs, event) === null;
        return system ? [{ system, rank: [isThere ? 0 : 1, path.startsWith('/etc/') ? 0 : 1, -layer] }] : [];
      }),
    ),
  );
  all.sort(
    (a, b) => a.rank.map((value, at) => value - (b.rank[at] as number)).find((difference) => difference !== 0) ?? 0,
  );
  return all[0]?.system ?? null;
}
