import { formatBytes, formatCount } from '../bytes/units.ts';
import type { AttributeChange } from '../analysis/comparison/attribute-changes.ts';
import type { DifferenceName } from '../analysis/comparison/compared-files.ts';
import type { LayerPairKind } from '../analysis/comparison/compare-layers.ts';
import type { CompareFigure, CompareReport, CompareUnit } from './compare-report.ts';

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

const words: Record<CompareUnit, (value: number) => string> = {
  bytes: formatBytes,
  count: formatCount,
  share: percent,
};

export const figureText = (value: number | null, unit: CompareUnit): string =>
  value === null ? 'not known' : words[unit](value);

/** With its sign: `+1.20 MB`, `−3`, `+2.1 points`; `no change` where there is none. */
export function differenceText(before: number, after: number, unit: CompareUnit): string {
  const difference = after - before;
  if (difference === 0) return 'no change';
  const sign = difference > 0 ? '+' : '−';
  if (unit !== 'share') return `${sign}${words[unit](Math.abs(difference))}`;
  const points = Math.abs(difference * 100);
  return `${sign}${points < 0.05 ? 'less than 0.1' : points.toFixed(1)} points`;
}

/** Figures of which more is better. */
const gains = new Set(['efficiency', 'dive-efficiency']);
/** Those that are neither. */
const neutral = new Set(['layers', 'files']);

export type Direction = 'better' | 'worse' | 'neither';

export function directionOf({ id, before, after }: CompareFigure): Direction {
  if (before === null || after === null || before === after || neutral.has(id)) return 'neither';
  return after > before === gains.has(id) ? 'better' : 'worse';
}

export const layerWords: Record<LayerPairKind, string> = {
  shared: 'shared',
  rebuilt: 'rebuilt',
  before: 'only before',
  after: 'only after',
};

export const differenceWords: Record<DifferenceName, string> = {
  type: 'type',
  size: 'size',
  contents: 'contents',
  link: 'target',
  mode: 'mode',
  owner: 'owner',
  attributes: 'attributes',
  device: 'device number',
};

/** In what a path differs, in words: of attributes, which and how. Hostile text. */
export const changeWords = (differs: readonly DifferenceName[], attributes: readonly AttributeChange[]): string =>
  differs
    .flatMap((name) => (name === 'attributes' ? attributes.map(({ told }) => told) : differenceWords[name]))
    .join(', ');

const layersWord = (count: number): string => `${formatCount(count)} ${count === 1 ? 'layer' : 'layers'}`;

/** Where two images part, in a sentence. */
export function partingSentence({ layers: { shared, common, pairs } }: CompareReport): string {
  if (pairs.every(({ kind }) => kind === 'shared')) return `All ${layersWord(pairs.length)} are shared.`;
  if (shared === 0) return 'They share no layer.';
  const start = common === 0 ? 'They part at the first layer' : `The first ${common === 1 ? 'layer is' : `${formatCount(common)} layers are`} shared; they part behind ${common === 1 ? 'it' : 'them'}`; // prettier-ignore
  const later = shared - common;
  return later > 0 ? `${start}, and share ${layersWord(later)} further up.` : `${start}.`;
}

/** What has to be known before the figures are read; none where nothing has. */
export function compareNotes({ before, after, same, files, config, layers }: CompareReport): string[] {
  const platforms =
    before.platform === after.platform
      ? []
      : [
          `They are for different platforms, ${before.platform} and ${after.platform}: nearly every program differs for that reason alone.`,
        ];
  if (same) return ['These are the same image: both have one id.'];
  const unchanged = files.added.files + files.modified.files + files.removed.files === 0;
  const all = unchanged && config.length === 0 && layers.pairs.every(({ kind }) => kind === 'shared');
  return all
    ? [...platforms, 'Layers and configuration are the same; only what their configs tell beside differs.']
    : platforms;
}
