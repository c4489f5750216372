import type { AttributeChange } from '../analysis/comparison/attribute-changes.ts';
import { evaluateCi, type CiResult, type CiSettings } from '../analysis/ci/ci-rules.ts';
import { compareConfig, type ConfigChange } from '../analysis/comparison/compare-config.ts';
import { compareLayers, type LayerPairKind } from '../analysis/comparison/compare-layers.ts';
import {
  differenceNames,
  Difference,
  type DifferenceName,
  type FileSums,
} from '../analysis/comparison/compared-files.ts';
import type { ComparedTree } from '../analysis/comparison/compared-tree.ts';
import { formatCount, type Bytes } from '../bytes/units.ts';
import type { ArchiveImage } from '../image/model.ts';
import type { NodeKind } from '../rootfs/tree-state.ts';
import { comparePackagesAndFlaws, type ComparedPackages } from './compare-packages.ts';
import type { Finding, ImageReport, SecretReport, Unknown } from './report.ts';

/** Two images, what the first is called before and the second after. */
export interface CompareReport {
  before: ComparedImage;
  after: ComparedImage;
  /** Both have one id: they are the same image. */
  same: boolean;
  figures: CompareFigure[];
  layers: { shared: number; common: number; pairs: ComparedLayer[] };
  config: ConfigChange[];
  files: ComparedFilesReport;
  /** dive's rules, as set or as dive has them; those that fail after and passed before are in `newlyFailing`. */
  ci: { source: 'set' | 'default'; before: CiResult; after: CiResult; newlyFailing: string[] };
  secrets: { new: SecretReport[]; ended: SecretReport[] };
  findings: { new: Finding[]; ended: Finding[] };
  /** Of the final trees, those whose versions differ. */
  packages: ComparedPackages['packages'];
  vulnerabilities: ComparedPackages['vulnerabilities'];
  unknowns: Unknown[];
}

export interface ComparedImage {
  /** Its number among the images of the report. */
  index: number;
  file: string;
  reference: string | null;
  id: string;
  platform: string;
}

export type CompareUnit = 'bytes' | 'count' | 'share';

export interface CompareFigure {
  id: string;
  title: string;
  unit: CompareUnit;
  before: number | null;
  after: number | null;
}

export interface ComparedLayer {
  kind: LayerPairKind;
  before: LayerSide | null;
  after: LayerSide | null;
}

export interface LayerSide {
  index: number;
  size: Bytes;
  wasted: Bytes;
  command: string;
}

export interface ComparedFilesReport extends FileSums {
  /** The changed files that grew or shrank most; all of them are in `changes`. */
  largest: ComparedFileChange[];
  /** In the full export: everything but directories. */
  changes?: Iterable<ComparedFileChange>;
}

export interface ComparedFileChange {
  path: string;
  kind: Exclude<NodeKind, 'unchanged'>;
  before: Bytes | null;
  after: Bytes | null;
  differs: DifferenceName[];
  /** The extended attributes that differ, where any do. */
  attributes?: AttributeChange[];
}

/** One side, as the page knows it. */
export interface CompareSide {
  readonly index: number;
  readonly image: ArchiveImage;
  readonly report: ImageReport;
}

export interface CompareInput {
  readonly before: CompareSide;
  readonly after: CompareSide;
  readonly tree: ComparedTree;
  /** Null: dive's own count. */
  readonly ciSettings: CiSettings | null;
  readonly defaultSettings: CiSettings;
  /** Contents are still being compared. */
  readonly unfinished: boolean;
}

const imageOf = ({ index, report }: CompareSide): ComparedImage => ({
  index,
  file: report.file,
  reference: report.reference,
  id: report.id,
  platform: report.platform,
});

const wasted = ({ sizes }: ImageReport): Bytes => sizes.overwritten + sizes.deleted;

function figuresOf(before: ImageReport, after: ImageReport, sums: FileSums): CompareFigure[] {
  const figure = (
    id: string,
    title: string,
    unit: CompareUnit,
    value: (image: ImageReport) => number | null,
  ): CompareFigure => ({ id, title, unit, before: value(before), after: value(after) });
  const { added, removed, modified, unchanged } = sums;
  const both = modified.files + unchanged.files;
  return [
    figure('stored', 'Stored', 'bytes', ({ sizes }) => sizes.stored),
    figure('compressed', 'Compressed layers', 'bytes', ({ sizes }) => sizes.compressed),
    figure('visible', 'Visible', 'bytes', ({ sizes }) => sizes.visible),
    figure('wasted', 'Wasted', 'bytes', wasted),
    figure('efficiency', 'Efficiency', 'share', ({ efficiency }) => efficiency.score),
    figure('layers', 'Layers', 'count', ({ layers }) => layers.length),
    { id: 'files', title: 'Files', unit: 'count', before: both + removed.files, after: both + added.files },
    figure('secrets', 'Secrets', 'count', ({ secrets }) => secrets.length),
    figure('findings', 'Hardening findings', 'count', ({ findings }) => findings.length),
    figure('dive-efficiency', 'Efficiency as dive counts', 'share', ({ efficiency }) => efficiency.dive.efficiency),
    figure('dive-wasted', 'Wasted as dive counts', 'bytes', ({ efficiency }) => efficiency.dive.wastedBytes),
    figure(
      'dive-user-wasted',
      'User-wasted share as dive counts',
      'share',
      ({ efficiency }) => efficiency.dive.userWastedPercent,
    ),
  ];
}

function layersOf({ before, after }: CompareInput): CompareReport['layers'] {
  const { pairs, shared, common } = compareLayers(before.image.layers, after.image.layers);
  const side = ({ report }: CompareSide, index: number | null): LayerSide | null => {
    const layer = index === null ? undefined : report.layers[index];
    return layer ? { index: layer.index, size: layer.size, wasted: layer.wasted, command: layer.command } : null;
  };
  const rows = pairs.map(({ kind, ...at }) => ({
    kind,
    before: side(before, at.before),
    after: side(after, at.after),
  }));
  return { shared, common, pairs: rows };
}

/** What one list has and the other does not: as many of a kind as it has more. */
function onlyIn<T>(list: readonly T[], other: readonly T[], keyOf: (item: T) => string): T[] {
  const counts = new Map<string, number>();
  for (const item of other) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return list.filter((item) => {
    const left = counts.get(keyOf(item)) ?? 0;
    counts.set(keyOf(item), left - 1);
    return left <= 0;
  });
}

/** The same secret at the same place; its line and its layer may be others. */
const secretKey = ({ detector, where, path, name, excerpt }: SecretReport): string =>
  JSON.stringify([detector, where, path, name, excerpt]);
const findingKey = ({ code, path, message }: Finding): string => JSON.stringify([code, path, message]);

function newAndEnded<T>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (item: T) => string,
): { new: T[]; ended: T[] } {
  return { new: onlyIn(after, before, keyOf), ended: onlyIn(before, after, keyOf) };
}

export function changeOf(tree: ComparedTree, node: number): ComparedFileChange {
  const { sizesBefore, sizesAfter, differences } = tree.files;
  const kind = tree.kindOf(node) as ComparedFileChange['kind'];
  const bits = differences[node] as number;
  return {
    path: tree.pathOf(node),
    kind,
    before: kind === 'added' ? null : (sizesBefore[node] as number),
    after: kind === 'removed' ? null : (sizesAfter[node] as number),
    differs: differenceNames.filter((name) => bits & Difference[name]),
    ...(bits & Difference.attributes ? { attributes: tree.attributesOf(node) } : {}),
  };
}

/** Everything but directories that changed, for the full export. One by one: there may be a million. */
export function* fileChanges(tree: ComparedTree): Generator<ComparedFileChange> {
  const open = [tree.childrenOf(0)];
  for (let level = open.at(-1); level; level = open.at(-1)) {
    const { value: node, done } = level.next();
    if (done) {
      open.pop();
      continue;
    }
    if (!tree.isDirectory(node) && tree.kindOf(node) !== 'unchanged') yield changeOf(tree, node);
    // A file may have been a directory in the other image.
    open.push(tree.childrenOf(node));
  }
}

function unreadLayers(side: 'before' | 'after', { unknowns }: ImageReport): Unknown[] {
  const missing = side === 'before' ? 'count as added' : 'count as removed';
  return unknowns.flatMap(({ part }) => {
    const layer = /^layers\[(\d+)\]$/.exec(part)?.[1];
    if (layer === undefined) return [];
    const reason = `Layer ${layer} could not be read to its end: files that are only missing there may ${missing}.`;
    return [{ part: `${side}.layers[${layer}]`, reason }];
  });
}

/** A layer is shared where it has the digest of another one; the archive may be wrong about that. */
function wrongLayers(side: 'before' | 'after', { verification }: ImageReport): Unknown[] {
  const wrong = verification?.items.filter(({ what, ok }) => what === 'layer' && ok === false) ?? [];
  return wrong.map(({ layer }) => ({
    part: `${side}.layers[${layer}]`,
    reason: `Layer ${layer} is not what its digest says: where it counts as shared, its files may differ all the same.`,
  }));
}

function unknownsOf({ before, after, unfinished }: CompareInput, { unknown }: FileSums): Unknown[] {
  const sides = [
    ['before', before.report],
    ['after', after.report],
  ] as const;
  const layers = sides.flatMap(([side, report]) => [...unreadLayers(side, report), ...wrongLayers(side, report)]);
  if (unknown === 0) return layers;
  const files = unknown === 1 ? 'one file' : `${formatCount(unknown)} files`;
  const reason = unfinished
    ? `The contents of ${files} of the same size are still being compared.`
    : `The contents of ${files} of the same size could not be compared; they count as unchanged.`;
  return [...layers, { part: 'files', reason }];
}

function ciOf({ before, after, ciSettings, defaultSettings }: CompareInput): CompareReport['ci'] {
  const settings = ciSettings ?? defaultSettings;
  const [was, is] = [before, after].map(({ report }) => evaluateCi(settings, report.efficiency.dive)) as [
    CiResult,
    CiResult,
  ];
  const newlyFailing = is.rules.filter(({ verdict }, at) => verdict === 'fail' && was.rules[at]?.verdict === 'pass');
  return {
    source: ciSettings ? 'set' : 'default',
    before: was,
    after: is,
    newlyFailing: newlyFailing.map(({ id }) => id),
  };
}

/** What changed from one image to another. */
export function buildCompareReport(input: CompareInput): CompareReport {
  const { before, after, tree } = input;
  const { sums } = tree;
  const configOf = ({ image, report }: CompareSide) => ({ exact: image.config, shown: report.config });
  return {
    before: imageOf(before),
    after: imageOf(after),
    same: before.report.id !== '' && before.report.id === after.report.id,
    figures: figuresOf(before.report, after.report, sums),
    layers: layersOf(input),
    config: compareConfig(configOf(before), configOf(after)),
    files: { ...sums, largest: tree.largest.map(({ node }) => changeOf(tree, node)) },
    ci: ciOf(input),
    secrets: newAndEnded(before.report.secrets, after.report.secrets, secretKey),
    findings: newAndEnded(before.report.findings, after.report.findings, findingKey),
    ...comparePackagesAndFlaws(before.report, after.report),
    unknowns: unknownsOf(input, sums),
  };
}
