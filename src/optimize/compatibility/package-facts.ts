import type { ReadImage } from '../../hardening/hardened-image.ts';
import { GoneReasonCode } from '../../rootfs/columns.ts';
import type { Rootfs } from '../../rootfs/rootfs.ts';

/** A package that the image’s databases list. */
export interface InstalledPackage {
  readonly name: string;
  /** The lowest layer that holds a file of it; null where none of those that were looked at is there. */
  readonly layer: number | null;
  /** Installed packages that it needs. */
  readonly needs: readonly string[];
}

export interface PackageFacts {
  /** Null where no database tells what packages need. */
  readonly installed: readonly InstalledPackage[] | null;
  /** Files of installed packages that a layer deleted, or that lie in a folder of caches, and their package. */
  readonly files: readonly { readonly node: number; readonly package: string }[];
}

const limits = { packages: 5000, files: 5000, looked: 50_000, tries: 20 } as const;

/** Where packages put files; below other folders of the root nothing is theirs. */
const ofPackages = /^\/(?:usr|bin|sbin|lib\w*|etc|opt|var|srv)\//;
const cacheFolder = /\/\.?(?:cache|npm|yarn)\//;

/** No package may need what lies here (Debian Policy, 12.3), or it is there for people to read. */
const forPeople = /^\/usr\/(?:local\/)?share\/(?:doc|doc-base|man|info|lintian|bug|help)\//;

function layerOf(rootfs: Rootfs, path: string): number | null {
  const node = rootfs.find(path);
  const events = node === null ? [] : rootfs.eventsOf(node);
  const event = events.find((one) => rootfs.kindOf(one) !== 'removed');
  return event === undefined || rootfs.isDirectory(event) ? null : (rootfs.columns.eventLayers[event] as number);
}

/** By package: of the first files in its list, the lowest layer. */
function layersOf({ rootfs, bodies }: ReadImage): ReadonlyMap<string, number> {
  const layers = new Map<string, number>();
  const tries = new Map<string, number>();
  for (const [path, name] of bodies.packages.byPath) {
    const tried = tries.get(name) ?? 0;
    if (layers.has(name) || tried >= limits.tries) continue;
    tries.set(name, tried + 1);
    const layer = layerOf(rootfs, path);
    if (layer !== null) layers.set(name, layer);
  }
  return layers;
}

function installedIn(image: ReadImage): InstalledPackage[] | null {
  const { needs } = image.bodies.packages;
  if (!needs) return null;
  const layers = layersOf(image);
  return [...needs]
    .slice(0, limits.packages)
    .map(([name, needed]) => ({ name, needs: needed, layer: layers.get(name) ?? null }));
}

/** Nodes whose stored file a later layer deleted. */
function* deletedNodes({ columns }: Rootfs): Generator<number> {
  const seen = new Set<number>();
  for (const [event, reason] of columns.eventGoneReasons.entries()) {
    const node = columns.eventNodes[event] as number;
    const isGone = (columns.eventGoneIn[event] as number) >= 0;
    if (!isGone || reason !== GoneReasonCode.deleted || seen.has(node)) continue;
    seen.add(node);
    if (seen.size > limits.looked) return;
    yield node;
  }
}

export function collectPackageFacts(image: ReadImage): PackageFacts {
  const { rootfs, bodies } = image;
  const files = new Map<number, string>();
  const note = (node: number | null, owner: string | null): void => {
    if (node !== null && owner !== null && files.size < limits.files) files.set(node, owner);
  };
  for (const [path, owner] of bodies.packages.byPath) if (cacheFolder.test(path)) note(rootfs.find(path), owner);
  for (const node of bodies.packages.byPath.size > 0 ? deletedNodes(rootfs) : []) {
    const path = rootfs.pathOf(node);
    if (ofPackages.test(path) && !forPeople.test(path)) note(node, bodies.packageOf(path));
  }
  return { installed: installedIn(image), files: [...files].map(([node, name]) => ({ node, package: name })) };
}
