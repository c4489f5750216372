import { formatBytes, formatCount, type Bytes } from '../bytes/units.ts';
import type { DeploymentInputs } from './deployment-inputs.ts';
import { estimated, notKnown, type Figure, type KnownFigure } from './figure.ts';
import type { OutlookFacts } from './outlook-facts.ts';
import { rebuildThen, rebuildTime } from './build-figures.ts';
import { sizeThen, sizeToday } from './size-figures.ts';

/** Every month is as long as this one, in days. */
export const daysOfMonth = 30;

/** bytes: of storage or transfer; dollars and minutes: of a month. */
export type DeploymentUnit = 'seconds' | 'bytes' | 'dollars' | 'minutes';

/** What one version of the image means for its deployment. */
export interface DeployedImage {
  readonly unpacked: KnownFigure;
  /** What the next build runs again and pushes, after a source file was edited; null where that is not known. */
  readonly build: { readonly seconds: Figure; readonly pushed: Bytes | null } | null;
}

interface Formula {
  readonly id: string;
  readonly title: string;
  readonly unit: DeploymentUnit;
  /** In words, as it is worked out. */
  readonly formula: string;
  /** The same with the numbers put in, and what comes of it; a reason where a number is missing. */
  work(image: DeployedImage, inputs: DeploymentInputs): Worked | { readonly reason: string };
}

interface Worked {
  readonly value: number;
  readonly with: string;
  readonly isPartial?: boolean;
}

export interface DeploymentRow {
  readonly id: string;
  readonly title: string;
  readonly unit: DeploymentUnit;
  readonly formula: string;
  readonly today: Figure;
  readonly better: Figure;
}

const transferred = ({ unpacked }: DeployedImage, { compression }: DeploymentInputs): Bytes =>
  (unpacked.value * compression) / 100;

/** Seconds that bytes take over a link of so many megabits in a second. */
export const transferSeconds = (bytes: Bytes, link: number): number => (bytes * 8) / (link * 1e6);

const unpackSeconds = ({ unpacked }: DeployedImage, { unpack }: DeploymentInputs): number =>
  unpacked.value / (unpack * 1e6);

/** In the order of showing. */
export const deploymentFormulas: readonly Formula[] = [
  {
    id: 'pull',
    title: 'Pull by a node that has none of its layers',
    unit: 'seconds',
    formula: 'transferred size × 8 ÷ link speed',
    work(image, inputs) {
      const size = transferred(image, inputs);
      return { value: transferSeconds(size, inputs.link), with: `${formatBytes(size)} × 8 ÷ ${inputs.link} Mbit/s` };
    },
  },
  {
    id: 'start',
    title: 'Start of a pod on such a node',
    unit: 'seconds',
    formula: 'pull + unpacked size ÷ unpacking speed + start of the program',
    work(image, inputs) {
      const pull = transferSeconds(transferred(image, inputs), inputs.link);
      return {
        value: pull + unpackSeconds(image, inputs) + inputs.start,
        with: `${pull.toFixed(1)} s + ${formatBytes(image.unpacked.value)} ÷ ${inputs.unpack} MB/s + ${inputs.start} s`,
      };
    },
  },
  {
    id: 'registry',
    title: 'Registry, per month',
    unit: 'dollars',
    formula: 'transferred size in GB × versions kept × price',
    work(image, inputs) {
      const size = transferred(image, inputs);
      return {
        value: (size / 1e9) * inputs.versions * inputs.price,
        with: `${formatBytes(size)} × ${formatCount(inputs.versions)} × $${inputs.price} per GB`,
      };
    },
  },
  {
    id: 'nodes',
    title: 'Storage on all nodes',
    unit: 'bytes',
    formula: 'unpacked size × nodes',
    work: ({ unpacked: { value } }, { nodes }) => ({
      value: value * nodes,
      with: `${formatBytes(value)} × ${formatCount(nodes)}`,
    }),
  },
  {
    id: 'transfer',
    title: 'Transfer, per month',
    unit: 'bytes',
    formula: `transferred size × pulls a day × ${daysOfMonth}`,
    work(image, inputs) {
      const size = transferred(image, inputs);
      return {
        value: size * inputs.pulls * daysOfMonth,
        with: `${formatBytes(size)} × ${inputs.pulls} × ${daysOfMonth}`,
      };
    },
  },
  {
    id: 'ci',
    title: 'CI, per month',
    unit: 'minutes',
    formula: `(steps that run again after a source edit + push of the layers made anew) × builds a day × ${daysOfMonth}`,
    work(image, { builds, link, compression }) {
      const { build } = image;
      if (!build) return { reason: 'What a build runs again is told by the project folder and the Dockerfile.' };
      if (build.seconds.kind === 'unknown') return { reason: build.seconds.reason };
      const { value, isPartial } = build.seconds;
      const size = ((build.pushed ?? image.unpacked.value) * compression) / 100;
      const push = transferSeconds(size, link);
      return {
        value: ((value + push) * builds * daysOfMonth) / 60,
        with: `(${value.toFixed(1)} s + ${push.toFixed(1)} s) × ${builds} × ${daysOfMonth} ÷ 60`,
        isPartial: isPartial === true,
      };
    },
  },
];

/** What a formula makes of an image; the reason where the image's size is not known. */
export function workOut(
  formula: Formula,
  image: DeployedImage | { readonly reason: string },
  inputs: DeploymentInputs,
): Figure {
  if ('reason' in image) return notKnown(image.reason);
  const worked = formula.work(image, inputs);
  if ('reason' in worked) return notKnown(worked.reason);
  return estimated(worked.value, worked.with, worked.isPartial || image.unpacked.isPartial ? { isPartial: true } : {});
}

function deployed(facts: OutlookFacts, which: 'today' | 'better'): DeployedImage | { readonly reason: string } {
  const unpacked = which === 'today' ? sizeToday(facts) : sizeThen(facts);
  if (unpacked.kind === 'unknown') return unpacked;
  const source = facts.rebuild?.find(({ change }) => change.id === 'source');
  if (!source) return { unpacked, build: null };
  const build = which === 'today' ? source.today : (source.better ?? source.today);
  const seconds = which === 'today' ? rebuildTime(source.today) : rebuildThen(source);
  return { unpacked, build: { seconds, pushed: build.unsized === 0 ? build.bytes : null } };
}

/** What the image means where it runs, today and with the better Dockerfile. */
export function deploymentRows(facts: OutlookFacts, inputs: DeploymentInputs): DeploymentRow[] {
  const [today, better] = [deployed(facts, 'today'), deployed(facts, 'better')];
  return deploymentFormulas.map((formula) => ({
    id: formula.id,
    title: formula.title,
    unit: formula.unit,
    formula: formula.formula,
    today: workOut(formula, today, inputs),
    better: workOut(formula, better, inputs),
  }));
}

/** In percent with one digit; null where the archive holds any layer uncompressed. */
export function measuredCompression({ image }: OutlookFacts): number | null {
  if (!image || image.compressed === null || image.stored === 0) return null;
  return Math.min(200, Math.max(1, Math.round((image.compressed / image.stored) * 1000) / 10));
}

/** Which size is transferred, and why. */
export function transferNote(facts: OutlookFacts): string {
  const known = measuredCompression(facts);
  if (!facts.image) return 'Without an image no size is known, and nothing is worked out.';
  if (known === null) {
    return 'The archive holds its layers uncompressed, so how far a registry compresses them is not known: 100 % counts the full size, and registries transfer less. Put in what yours shows.';
  }
  return `The layers of the archive are compressed to ${known} % of the files in them. That the better image compresses as far is an estimate.`;
}
