import { splitAtBase } from '../analysis/base-split.ts';
import { evaluateCi, type CiSettings } from '../analysis/ci/ci-rules.ts';
import { withVulnerabilityRule } from '../analysis/ci/vulnerability-rule.ts';
import { repeatedBytes, type ContentAnalysis } from '../analysis/image-model.ts';
import type { ImageAnalysis } from '../analysis/analyse-image.ts';
import type { Verification } from '../analysis/verification.ts';
import { findWaste } from '../analysis/waste.ts';
import { groupByCause } from '../analysis/waste-groups.ts';
import { whole, type InPieces } from '../bytes/in-pieces.ts';
import { wastedCopiesInPieces, type WastedCopies } from '../analysis/wasted-copies.ts';
import { type Bytes, formatBytes, formatCount } from '../bytes/units.ts';
import { describeFault, type Fault } from '../fault.ts';
import type { Hardening } from '../hardening/harden.ts';
import { baseFromHistory, baseFromUser, type BaseBoundary } from '../history/base-boundary.ts';
import { historyGap } from '../history/history-gap.ts';
import { layerTimes, type Milliseconds } from '../history/step-times.ts';
import type { ArchiveImage, LayerBlob } from '../image/model.ts';
import type { ImagePackages } from '../packages/package.ts';
import type { Rootfs } from '../rootfs/rootfs.ts';
import type { KeptSecrets } from '../secrets/apply-ignore-list.ts';
import { writeEntry } from '../secrets/ignore-list.ts';
import type { ImageSecrets } from '../secrets/image-secrets.ts';
import { withoutSecrets } from './hide-secrets.ts';
import { packageReports } from './package-reports.ts';
import { unknownPackages, unknownVulnerabilities } from './package-unknowns.ts';
import type {
  ImageReport,
  InputProblem,
  LayerChange,
  LayerReport,
  SizesReport,
  Unknown,
  WasteGroupReport,
} from './report.ts';
import { imageSecretReports } from './secret-reports.ts';
import { vulnerabilityReports, type LookedUp } from './vulnerability-reports.ts';

/** A Dockerfile and where its instructions stand in an image's layers. */
export interface LayerSource {
  readonly file: string;
  readonly lines: readonly (number | null)[];
  /** The base image, where all of the instructions stand there. */
  readonly base?: BaseBoundary | null;
}

export interface ImageReportInput {
  readonly file: string;
  readonly image: ArchiveImage;
  readonly analysis: ImageAnalysis;
  readonly rootfs: Rootfs;
  /** Null until contents were compared. */
  readonly contents: ContentAnalysis | null;
  /** Null until they were looked for. */
  readonly secrets?: ImageSecrets | KeptSecrets | null;
  /** Null until the files were looked into. */
  readonly hardening?: Hardening | null;
  /** Null until they were looked for. */
  readonly packages?: ImagePackages | null;
  /** Null until they were looked up; a site may have no data. */
  readonly lookups?: LookedUp | null;
  /** Null until the digests were compared. */
  readonly verification: Verification | null;
  readonly unreadLayers: readonly number[];
  readonly source: LayerSource | null;
  /** How many layers the user says are the base image's. */
  readonly baseLayers?: number | null;
  /** The CI rules, where any are set. */
  readonly ciSettings?: CiSettings | null;
}

function compressedSize(layer: LayerBlob): Bytes | null {
  return layer.compression !== 'none' && layer.range ? layer.range.end - layer.range.start : null;
}

/** Σ of the layer blobs; null where the archive holds any of them uncompressed. */
function compressedTotal(layers: readonly LayerBlob[]): Bytes | null {
  const sizes = layers.map(compressedSize);
  if (sizes.length === 0 || sizes.includes(null)) return null;
  return sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
}

interface LayerFacts {
  readonly command: string;
  readonly took: Milliseconds | null;
}

function layerReport(layer: LayerBlob, { command, took }: LayerFacts, input: ImageReportInput): LayerReport {
  const { analysis, contents, source } = input;
  const counts = analysis.layers[layer.index]!;
  const line = source?.lines[layer.index] ?? null;
  return {
    index: layer.index,
    digest: layer.digest,
    diffId: layer.diffId,
    command,
    created: layer.created,
    secondsAtMost: took === null ? null : took / 1000,
    size: counts.size,
    compressed: compressedSize(layer),
    added: counts.added,
    modified: counts.modified,
    removed: counts.removed,
    directories: { added: counts.directoriesAdded, removed: counts.directoriesRemoved },
    wasted: counts.wasted,
    sameContent: contents?.sameContent[layer.index] ?? null,
    dockerfile: source && line !== null ? { file: source.file, line } : null,
  };
}

function ignoredOf(secrets: ImageSecrets | KeptSecrets | null = null): ImageReport['secretsIgnored'] {
  if (!secrets || !('ignored' in secrets)) return { count: 0, unused: [] };
  return { count: secrets.ignored.length, unused: secrets.unused.map(writeEntry) };
}

const mostNamed = 20;

function firstOf(all: readonly (string | number)[]): string {
  const more = all.length - mostNamed;
  const named = all.slice(0, mostNamed).join(', ');
  return more > 0 ? `${named} and ${formatCount(more)} more` : named;
}

function unknownSecrets(secrets: ImageSecrets | null = null): Unknown[] {
  const part = 'secrets';
  if (!secrets) return [{ part, reason: 'The image was not searched for secrets.' }];
  const { partial, capped, incomplete } = secrets;
  const reasons = [
    ...(partial.files > 0
      ? [
          `${formatCount(partial.files)} binary or large files (${formatBytes(partial.bytes)}) were searched only for secrets that stand nowhere by chance.`,
        ]
      : []),
    ...(capped.length > 0
      ? [`${firstOf(capped)} ${capped.length === 1 ? 'holds' : 'hold'} more secrets than are listed.`]
      : []),
    ...(incomplete.length === 1 ? [`Layer ${incomplete[0]} could not be searched to its end.`] : []),
    ...(incomplete.length > 1 ? [`Layers ${firstOf(incomplete)} could not be searched to their end.`] : []),
  ];
  return reasons.map((reason) => ({ part, reason }));
}

/** Many checks may miss the same: a layer that could not be read is told once. */
function unknownFindings(hardening: Hardening | null = null): Unknown[] {
  const part = 'findings';
  if (!hardening) return [{ part, reason: 'The hardening of the image was not checked.' }];
  const codes = new Map<string, string[]>();
  for (const { check, verdict } of hardening.results) {
    if (verdict.kind !== 'unknown') continue;
    const known = codes.get(verdict.reason);
    if (known) known.push(check.code);
    else codes.set(verdict.reason, [check.code]);
  }
  return [...codes].map(([reason, all]) => ({ part, reason: `${firstOf(all)}: ${reason}` }));
}

/** What an empty list in the report would otherwise pass over in silence. */
function unknownsOf(input: ImageReportInput): Unknown[] {
  const { packages = null, lookups = null } = input;
  const unknowns: Unknown[] = [
    ...unknownFindings(input.hardening),
    ...unknownSecrets(input.secrets),
    ...unknownPackages(packages),
    ...unknownVulnerabilities(packages, lookups),
  ];
  const history = historyGap(input.image);
  if (history !== null) unknowns.push({ part: 'history', reason: history });
  if (input.contents === null) {
    unknowns.push({ part: 'duplicates', reason: 'File contents were not compared.' });
  } else if (input.contents.notCompared > 0) {
    const count = input.contents.notCompared;
    const files = count === 1 ? 'one file' : `${formatCount(count)} files`;
    unknowns.push({ part: 'duplicates', reason: `The contents of ${files} could not be read to compare them.` });
  }
  for (const index of input.unreadLayers) {
    unknowns.push({
      part: `layers[${index}]`,
      reason: 'The layer could not be read to its end; its numbers are too low.',
    });
  }
  return unknowns;
}

function boundaryOf({ image, source, baseLayers }: ImageReportInput): BaseBoundary {
  const { history, layers } = image;
  if (baseLayers !== undefined && baseLayers !== null) return baseFromUser(Math.min(baseLayers, layers.length));
  return source?.base ?? baseFromHistory(history, layers.length);
}

/** Every wasted copy with its cause; to be left between two pieces. */
export function wastedCopiesInPiecesOf({
  rootfs,
  contents,
  image,
}: Pick<ImageReportInput, 'rootfs' | 'contents' | 'image'>): InPieces<WastedCopies> {
  const commands = image.layers.map(({ command }) => command);
  return wastedCopiesInPieces(rootfs, { rewrites: contents?.rewrites ?? null, commands });
}

function wasteGroupReports(input: ImageReportInput, layers: readonly LayerReport[]): WasteGroupReport[] {
  const madeBy = (layer: number): LayerReport['dockerfile'] => layers[layer]?.dockerfile ?? null;
  return groupByCause(input.rootfs, whole(wastedCopiesInPiecesOf(input))).map((group) => ({
    ...group,
    parts: group.parts.map((part) => ({ ...part, storedBy: madeBy(part.storedIn), hiddenBy: madeBy(part.goneIn) })),
  }));
}

type PackagePart = Pick<ImageReport, 'system' | 'packages' | 'vulnerabilities' | 'vulnerabilityData'>;

function packagePart(
  { packages: found = null, lookups: lookedUp = null, image }: ImageReportInput,
  layers: readonly LayerReport[],
  baseLayers: number,
): PackagePart {
  const packages = found?.packages ?? [];
  const places = { layers, baseLayers };
  return {
    system: found?.system ?? null,
    packages: packageReports(packages, lookedUp?.lookups ?? null, places),
    vulnerabilities: lookedUp ? vulnerabilityReports(packages, lookedUp, { ...places, image }) : [],
    vulnerabilityData: lookedUp ? [...lookedUp.data] : null,
  };
}

function ciPart({ ciSettings, analysis }: ImageReportInput, packages: PackagePart): ImageReport['ci'] {
  if (!ciSettings) return null;
  return withVulnerabilityRule(evaluateCi(ciSettings, analysis.dive), ciSettings.vulnerabilities, packages);
}

/** One image's part of the report. */
export function buildImageReport(input: ImageReportInput): ImageReport {
  const { image, analysis, contents } = input;
  const duplicates = contents?.duplicates ?? [];
  const sizes: SizesReport = {
    ...analysis.sizes,
    duplicated: duplicates.reduce((sum, group) => sum + repeatedBytes(group), 0),
    compressed: compressedTotal(image.layers),
  };
  const shown = withoutSecrets(image, input.secrets ?? null);
  const boundary = boundaryOf(input);
  const times = layerTimes(image.history, boundary, image.layers.length);
  const { base, yours } = splitAtBase(analysis, input.rootfs.columns, boundary.layers);
  const layers = image.layers.map((layer) => {
    const { index } = layer;
    return layerReport(layer, { command: shown.commandOf(index), took: times[index] ?? null }, input);
  });
  const packages = packagePart(input, layers, boundary.layers);
  return {
    file: input.file,
    format: image.format,
    reference: image.reference,
    tags: [...image.tags],
    id: image.id,
    platform: image.platform,
    created: image.created,
    config: shown.config,
    sizes,
    efficiency: { score: sizes.stored === 0 ? 1 : sizes.visible / sizes.stored, dive: analysis.dive },
    base: { ...boundary, ...base },
    yours,
    ci: ciPart(input, packages),
    layers,
    // Listed when it is first read: the list of an image of many files is long, and the numbers do not need it.
    get wasted() {
      return findWaste(input.rootfs);
    },
    get wasteGroups() {
      return wasteGroupReports(input, this.layers);
    },
    duplicates,
    storedDuplicates: contents?.storedDuplicates ?? null,
    secrets: imageSecretReports(input.secrets?.secrets ?? [], null),
    secretsIgnored: ignoredOf(input.secrets),
    ...packages,
    findings: [...(input.hardening?.findings ?? [])],
    unknowns: unknownsOf(input),
    verification: input.verification,
  };
}

export function problemOf(fault: Fault): InputProblem {
  const problem: InputProblem = { file: fault.fileName, code: fault.kind, message: describeFault(fault) };
  return 'offset' in fault ? { ...problem, offset: fault.offset } : problem;
}

/** A layer's changed files, for the full export; directories left out. One by one: there may be a million. */
export function* layerChanges(rootfs: Rootfs, layer: number): Generator<LayerChange> {
  for (const event of rootfs.eventsOfLayer(layer)) {
    if (rootfs.isDirectory(event)) continue;
    // Of a path written several times in the layer, the last state counts.
    if (!rootfs.isLastInLayer(event)) continue;
    yield {
      path: rootfs.pathOf(rootfs.nodeOfEvent(event)),
      kind: rootfs.kindOf(event),
      size: rootfs.columns.eventSizes[event] as number,
    };
  }
}
