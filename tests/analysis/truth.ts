import { removesNothing } from '../../src/rootfs/columns.ts';
import type { Rootfs } from '../../src/rootfs/rootfs.ts';
import type { OpenedImage } from '../support/open-image.ts';

/** What we compare of a truth.json: the fixtures' README says what its fields mean. */
export interface Truth {
  config_digest: string;
  os: string;
  architecture: string;
  repo_tags: string[];
  totals: {
    stored_content_bytes: number;
    merged_bytes: number;
    hidden_bytes: number;
    duplicate_wasted_bytes: number;
    stored_duplicate_groups: number;
    stored_duplicate_wasted_bytes: number;
  };
  dive_model: { efficiency: number; wasted_bytes: number; user_wasted_percent: number | null };
  layers: {
    diff_id: string;
    tar_bytes: number;
    command: string | null;
    content_bytes: number;
    added: { files: number };
    modified: { files: number; same_content_files: number; same_content_bytes: number };
    removed: { files: number };
    whiteouts_without_target: string[];
    dirs_added: number;
    dirs_removed: number;
  }[];
  hidden: { path: string; layer: number; size: number; hidden_by: number; reason: HiddenReason }[];
  duplicates: { sha256: string; size: number; paths: string[] }[];
  stored_duplicates: { sha256: string; size: number; copies: number; where: { layer: number; path: string }[] }[];
  hidden_list_shortened_from?: number;
  duplicates_list_shortened_from?: number;
  stored_duplicates_list_shortened_from?: number;
}

type HiddenReason = 'deleted' | 'opaque' | 'overwritten' | 'replaced' | 'overwritten-in-same-layer';

const reasons: Record<HiddenReason, 'deleted' | 'overwritten'> = {
  deleted: 'deleted',
  opaque: 'deleted',
  overwritten: 'overwritten',
  replaced: 'overwritten',
  'overwritten-in-same-layer': 'overwritten',
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Figures and lists in one form, so that the two sides can be compared as a whole. */
export interface Account {
  readonly figures: object;
  readonly layers: readonly object[];
  readonly hidden: readonly string[];
  readonly duplicates: readonly string[];
  readonly storedDuplicates: readonly string[];
}

export function accountOfTruth(truth: Truth): Account {
  const hiddenBytes = (as: 'deleted' | 'overwritten'): number =>
    sum(truth.hidden.filter(({ reason }) => reasons[reason] === as).map(({ size }) => size));
  return {
    figures: {
      id: truth.config_digest,
      platform: `${truth.os}/${truth.architecture}`,
      stored: truth.totals.stored_content_bytes,
      visible: truth.totals.merged_bytes,
      deleted: hiddenBytes('deleted'),
      overwritten: hiddenBytes('overwritten'),
      duplicated: truth.totals.duplicate_wasted_bytes,
      storedDuplicates: truth.totals.stored_duplicate_groups,
      storedDuplicateBytes: truth.totals.stored_duplicate_wasted_bytes,
      dive: {
        efficiency: truth.dive_model.efficiency,
        wastedBytes: truth.dive_model.wasted_bytes,
        userWastedPercent: truth.dive_model.user_wasted_percent ?? 0,
      },
    },
    layers: truth.layers.map((layer) => ({
      diffId: layer.diff_id,
      command: layer.command ?? '',
      size: layer.content_bytes,
      added: layer.added.files,
      modified: layer.modified.files,
      sameContent: { files: layer.modified.same_content_files, bytes: layer.modified.same_content_bytes },
      removed: layer.removed.files,
      whiteoutsOfNothing: layer.whiteouts_without_target.map((path) => `/${path}`).sort(),
      directories: { added: layer.dirs_added, removed: layer.dirs_removed },
    })),
    hidden: truth.hidden
      .map(({ path, layer, size, hidden_by, reason }) =>
        hiddenLine(`/${path}`, layer, size, hidden_by, reasons[reason]),
      )
      .sort(),
    duplicates: truth.duplicates
      .map(({ sha256, size, paths }) =>
        duplicateLine(
          `sha256:${sha256}`,
          size,
          paths.map((path) => `/${path}`),
        ),
      )
      .sort(),
    storedDuplicates: truth.stored_duplicates
      .map(({ sha256, size, where }) =>
        storedLine(
          `sha256:${sha256}`,
          size,
          where.map(({ layer, path }) => ({ layer, path: `/${path}` })),
        ),
      )
      .sort(),
  };
}

export function accountOfReport({ report, rootfs }: OpenedImage): Account {
  const { id, platform, sizes, efficiency } = report;
  const { stored, visible, deleted, overwritten, duplicated } = sizes;
  return {
    figures: {
      id,
      // The truth leaves out the variant.
      platform: platform.split('/').slice(0, 2).join('/'),
      stored,
      visible,
      deleted,
      overwritten,
      duplicated,
      storedDuplicates: report.storedDuplicates?.groups,
      storedDuplicateBytes: report.storedDuplicates?.bytes,
      dive: efficiency.dive,
    },
    layers: report.layers.map(
      ({ index, diffId, command, size, added, modified, removed, directories, sameContent }) => ({
        diffId,
        command,
        size,
        added,
        modified,
        sameContent: { files: sameContent?.files, bytes: sameContent?.bytes },
        removed,
        whiteoutsOfNothing: whiteoutsOfNothing(rootfs, index),
        directories,
      }),
    ),
    hidden: report.wasted
      .map(({ path, storedIn, bytes, goneIn, reason }) => hiddenLine(path, storedIn[0] ?? -1, bytes, goneIn, reason))
      .sort(),
    duplicates: report.duplicates.map(({ digest, size, paths }) => duplicateLine(digest, size, [...paths])).sort(),
    storedDuplicates: (report.storedDuplicates?.largest ?? [])
      .map(({ digest, size, where }) => storedLine(digest, size, where))
      .sort(),
  };
}

/** The paths that a layer has a whiteout of though no layer below left them there. */
function whiteoutsOfNothing(rootfs: Rootfs, layer: number): string[] {
  const { columns } = rootfs;
  const paths: string[] = [];
  for (const [event, of] of columns.eventLayers.entries()) {
    if (of === layer && removesNothing(columns, event)) paths.push(rootfs.pathOf(rootfs.nodeOfEvent(event)));
  }
  return paths.sort();
}

function hiddenLine(path: string, layer: number, size: number, goneIn: number, reason: string): string {
  return JSON.stringify([path, `layer ${layer}`, `${size} B`, `gone in ${goneIn}`, reason]);
}

function duplicateLine(digest: string, size: number, paths: readonly string[]): string {
  return JSON.stringify([digest, size, [...paths].sort()]);
}

function storedLine(digest: string, size: number, where: readonly { layer: number; path: string }[]): string {
  return JSON.stringify([digest, size, where.map(({ layer, path }) => `${path} in layer ${layer}`).sort()]);
}

/** The lines that only one side has; thousands of equal ones are not worth printing. */
export function differences(ours: readonly string[], theirs: readonly string[]): string[] {
  const [own, other] = [new Set(ours), new Set(theirs)];
  const lines = [
    ...ours.filter((line) => !other.has(line)).map((line) => `only ours: ${line}`),
    ...theirs.filter((line) => !own.has(line)).map((line) => `only the truth's: ${line}`),
  ];
  if (ours.length !== theirs.length) lines.push(`ours has ${ours.length} lines, the truth has ${theirs.length}`);
  return lines;
}
