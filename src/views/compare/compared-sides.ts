import { noType } from '../../analysis/comparison/compared-files.ts';
import type { ComparedTree } from '../../analysis/comparison/compared-tree.ts';
import type { Side } from '../../app/comparison.svelte.ts';
import { textAt } from '../../bytes/string-column.ts';
import { formatBytes, formatCount } from '../../bytes/units.ts';
import { entryTypes } from '../../layer/layer-table.ts';
import type { Rootfs } from '../../rootfs/rootfs.ts';
import { modeText } from '../../rootfs/mode-text.ts';
import { storedVersions, type StoredVersion } from '../../rootfs/stored-versions.ts';
import { attributesOf, deviceOf } from '../layers/file-attributes.ts';
import { dateTime, typeNames } from '../layers/words.ts';

/** The final trees of both images. */
export type Sides = Readonly<Record<Side, Rootfs>>;

/** One thing that is known of a path; null where the path is not there, or has nothing of the kind. Hostile text. */
export interface SideFact {
  readonly title: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly differs: boolean;
}

/** The event of one image that describes a node of both. */
const eventOf = ({ files }: ComparedTree, node: number, side: Side): number => files[side][node] as number;

const isThere = ({ files }: ComparedTree, node: number, side: Side): boolean =>
  (side === 'before' ? files.typesBefore : files.typesAfter)[node] !== noType;

type Words = (rootfs: Rootfs, event: number, size: number) => string | null;

const bytes = (size: number): string =>
  size < 1000 ? formatBytes(size) : `${formatBytes(size)} (${formatCount(size)} B)`;

/** In the order of showing. */
const facts: readonly (readonly [title: string, words: Words])[] = [
  ['Type', ({ columns }, event) => typeNames[entryTypes[columns.eventTypes[event] as number] ?? 'file']],
  ['Size', ({ columns }, event, size) => (columns.eventCopies[event]! >= 0 ? bytes(size) : null)],
  ['Mode', ({ columns }, event) => modeText(columns.eventTypes[event] as number, columns.eventModes[event] as number)],
  ['Owner', ({ columns }, event) => `${columns.eventUids[event]}:${columns.eventGids[event]}`],
  ['Target', ({ columns }, event) => textAt(columns.eventLinks, event) || null],
  ['Device', deviceOf],
  ['Modified', ({ columns }, event) => dateTime(columns.eventMtimes[event] as number)],
  ['Layer', ({ columns }, event) => String(columns.eventLayers[event])],
];

/** What both images say of a path, side by side; what neither has is left out. */
export function sideFacts(tree: ComparedTree, sides: Sides, node: number): SideFact[] {
  const told = (words: Words, side: Side): string | null => {
    if (!isThere(tree, node, side)) return null;
    const event = eventOf(tree, node, side);
    const { columns } = sides[side];
    return words(sides[side], event, columns.eventSizes[columns.eventCopies[event] as number] ?? 0);
  };
  const attributes = (side: Side): Map<string, string> =>
    new Map(isThere(tree, node, side) ? attributesOf(sides[side], eventOf(tree, node, side)) : []);
  const [was, is] = [attributes('before'), attributes('after')];
  const titles = [...new Set([...was.keys(), ...is.keys()])].sort();
  const pairs = [
    ...facts.map(([title, words]) => [title, told(words, 'before'), told(words, 'after')] as const),
    ...titles.map((title) => [title, was.get(title) ?? null, is.get(title) ?? null] as const),
  ];
  return pairs.flatMap(([title, before, after]) =>
    before === null && after === null ? [] : [{ title, before, after, differs: before !== after }],
  );
}

/** What of a path one image stores: where it stands, and its contents, where it has any. */
export interface SideFile {
  readonly layer: number;
  readonly version: StoredVersion | null;
}

/** Null where the path is not there. */
export function sideFile(tree: ComparedTree, sides: Sides, node: number, side: Side): SideFile | null {
  if (!isThere(tree, node, side)) return null;
  const rootfs = sides[side];
  const event = eventOf(tree, node, side);
  const version = storedVersions(rootfs, rootfs.nodeOfEvent(event)).find((one) => one.event === event) ?? null;
  return { layer: rootfs.columns.eventLayers[event] as number, version };
}
