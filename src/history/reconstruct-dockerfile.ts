// A Dockerfile from what an image tells of its build: the history of its layers, and the configuration for what the history
// leaves out. Everything in it is text of strangers, so each instruction is read back before it is taken.
import { formatCount } from '../bytes/units.ts';
import type { ArchiveImage, HistoryEntry, ImageConfig } from '../image/model.ts';
import type { BaseBoundary } from './base-boundary.ts';
import { baseEntries } from './base-entries.ts';
import type { Reconstructed, RebuiltLine } from './rebuilt-lines.ts';
import { BoundedText, type Limits } from './reconstruct/bounded-text.ts';
import { defaultShell, ImageState } from './reconstruct/image-state.ts';
import { missingParts } from './reconstruct/missing-config.ts';
import { asWritten, isImage, limits, readBack } from './reconstruct/read-back.ts';
import type { KnownValues } from './reconstruct/read-pairs.ts';
import { readStep, type RunStep, type Step } from './reconstruct/read-step.ts';
import { hidesSource } from './reconstruct/write-copy.ts';
import { writeArgument, writeInstruction } from './reconstruct/write-instruction.ts';
import { draftRun, type Draft } from './reconstruct/write-run.ts';
import { oneLine } from './reconstruct/write-words.ts';
import type { WriteContext } from './reconstruct/written.ts';

export interface ReconstructOptions {
  /** By layer: the path of its file where it holds only one, null where it holds others. */
  readonly onlyFiles?: readonly (string | null)[];
  /** Secrets in the image's texts were shortened. */
  readonly isShortened?: boolean;
}

const mostEntries = 10_000;
/** Of a longer history, each instruction gets one line, so that there is room for all of them. */
const mostReadable = 3_000;
/** The configuration comes last and has a share of its own. */
const historyLimits: Limits = { characters: 900_000, lines: 18_000 };
/** For a last word. */
const lastLimits: Limits = { characters: 995_000, lines: 19_950 };
const notedLength = 200;

const valuesOf = (pairs: readonly (readonly [string, string])[]): KnownValues => new Map(pairs);

const pairOf = (text: string): readonly [string, string] => {
  const equals = text.indexOf('=');
  return equals < 0 ? [text, ''] : [text.slice(0, equals), text.slice(equals + 1)];
};

const shorten = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length - 1)}…` : text;

const layersFrom = (first: number, last: number): string =>
  first === last ? `layer ${first}` : `layers ${first}–${last}`;

const rule = (text: string): string => `# ── ${oneLine(text)} ──`;

class Rebuilder {
  private readonly text = new BoundedText();
  private readonly lines: RebuiltLine[] = [];
  private readonly state: ImageState;
  private readonly known: WriteContext['known'];
  private readonly shells: string[];
  /** Entries that there was no room for. */
  private leftOut = 0;
  private silent = false;
  private readonly isTerse: boolean;

  constructor(
    private readonly image: ArchiveImage,
    private readonly base: BaseBoundary,
    private readonly options: ReconstructOptions,
  ) {
    const { config, history } = image;
    this.isTerse = history.length > mostReadable;
    this.known = { env: valuesOf(config.env.map(pairOf)), labels: valuesOf(Object.entries(config.labels)) };
    const setByHistory = history.some(({ createdBy }) => /\bSHELL\b/.test(createdBy));
    this.state = new ImageState(setByHistory || config.shell.length === 0 ? defaultShell : config.shell);
    this.shells = [config.shell.join(' ')].filter(Boolean);
  }

  build(): Reconstructed {
    const { image } = this;
    const entries = image.history.slice(0, mostEntries);
    const ofBase = Math.min(baseEntries(image.history, this.base), entries.length);
    this.head(ofBase);
    this.entries(entries.slice(0, ofBase), 0);
    if (ofBase > 0) this.startOwn();
    this.silent = false;
    this.entries(entries.slice(ofBase), ofBase);
    this.untoldLayers(entries);
    this.tellLeftOut(image.history.length - entries.length + this.leftOut);
    this.completeConfig(image.config);
    return { text: this.text.toString(), lines: this.lines, baseEntries: ofBase };
  }

  private add(block: string, within = historyLimits): boolean {
    return this.silent || this.text.add(block, within);
  }

  private head(ofBase: number): void {
    const { reference, history } = this.image;
    const hides = history.some(({ createdBy }) => hidesSource(createdBy));
    this.add(
      `# Rebuilt from the history of ${reference === null ? 'an image' : shorten(oneLine(reference), notedLength)} by Plimsoll.\n` +
        '# What the build copied in, build stages and comments are not in a history.\n' +
        (hides ? '# A source that it names by a hash alone is called here by what came of it.\n' : '') +
        (this.options.isShortened ? '# Secrets are shortened, so a value with … in it is not the whole one.\n' : ''),
    );
    const { layers, name, from, estimate } = this.base;
    const reason = oneLine(this.base.reason);
    if (name !== null && ofBase > 0 && isImage(name)) {
      this.add(`${rule(`base image: ${layersFrom(0, layers - 1)}`)}\nFROM ${name}`);
      this.silent = true;
    } else if (ofBase > 0) {
      const told = estimate ? `Where it ends is an estimate: ${reason}` : `Where it ends: ${reason}`;
      this.add(`${rule(`base image: ${layersFrom(0, layers - 1)}`)}\n# Nothing names it. ${told}`);
      this.add('FROM scratch AS base');
    } else {
      this.add(from === 'none' ? `${rule('base image: not known')}\n# ${reason}` : rule('base image: none'));
      this.add('FROM scratch');
    }
  }

  private startOwn(): void {
    const { layers } = this.base;
    const last = this.image.layers.length - 1;
    const own = layers > last ? 'no layers' : layersFrom(layers, last);
    const isNamed = this.silent;
    this.silent = false;
    this.add(`\n${rule(`this image: ${own}`)}${isNamed ? '' : '\nFROM base'}`);
    this.state.startStage();
  }

  private entries(entries: readonly HistoryEntry[], first: number): void {
    for (const [index, entry] of entries.entries()) this.entry(entry, first + index);
  }

  private entry(entry: HistoryEntry, index: number): void {
    const { state, shells } = this;
    const step = readStep(entry, { shells, declared: state.declared });
    if (step.kind === 'run') this.declare(step, index);
    const drafts = this.draft(step, entry);
    const place = { history: index, layer: entry.layer };
    if (!this.take(drafts, place)) this.note(step, entry, place);
    const shell = state.shell.join(' ');
    if (step.kind === 'instruction' && step.keyword === 'SHELL' && !shells.includes(shell)) shells.push(shell);
  }

  /** Build arguments that no ARG told of. */
  private declare({ buildArguments }: RunStep, index: number): void {
    for (const { name, value } of buildArguments) {
      if (this.state.declared.has(name)) continue;
      this.take([asWritten({ text: writeArgument(name, value), remarks: [] })], { history: index, layer: null });
    }
  }

  private draft(step: Step, { layer }: HistoryEntry): Draft[] {
    const { shell, directory } = this.state;
    if (step.kind === 'run') return draftRun(step, shell.join(' '), this.isTerse);
    if (step.kind === 'note') return [];
    const onlyFile = layer === null ? undefined : this.options.onlyFiles?.[layer];
    const written = writeInstruction(step, { known: this.known, shell, directory, layer, onlyFile });
    if (!written) return [];
    return [asWritten(this.isTerse ? { ...written, remarks: [] } : written)];
  }

  /** Takes the first draft that reads back as what it is to say; false where none does. */
  private take(drafts: readonly Draft[], place: Omit<RebuiltLine, 'line'> | null): boolean {
    for (const draft of drafts) {
      const read = readBack(draft);
      if (!read) continue;
      const line = this.text.line + read.line;
      if (!this.add(draft.text, place ? historyLimits : limits)) this.leftOut++;
      else if (place && !this.silent) this.lines.push({ line, ...place });
      this.state.apply(read.instruction, read.dockerfile);
      return true;
    }
    return false;
  }

  /** What is no instruction, in a comment; a layer is then taken over as it is. */
  private note(step: Step, { createdBy, layer }: HistoryEntry, place: Omit<RebuiltLine, 'line'>): void {
    const said = oneLine(step.kind === 'note' ? step.text : createdBy).trim();
    const remarks = [
      said === '' ? 'The history does not say what was done here.' : `In the history: ${shorten(said, notedLength)}`,
    ];
    if (layer !== null) this.take([asWritten({ text: `ADD layer-${layer}.tar /`, remarks })], place);
    else if (!this.add(`# ${remarks[0]}`)) this.leftOut++;
  }

  private untoldLayers(entries: readonly HistoryEntry[]): void {
    const told = entries.reduce((count, { layer }) => Math.max(count, layer === null ? 0 : layer + 1), 0);
    const count = this.image.layers.length;
    if (told >= count || this.image.history.length > entries.length) return;
    this.add(`# What made ${layersFrom(told, count - 1)} is not in the history.`);
    for (let layer = told; layer < count; layer++) {
      this.take([asWritten({ text: `ADD layer-${layer}.tar /`, remarks: [] })], { history: null, layer });
    }
  }

  private tellLeftOut(count: number): void {
    const entries = count === 1 ? 'entry of the history is' : 'entries of the history are';
    if (count > 0)
      this.add(`# ${formatCount(count)} ${entries} left out here: a Dockerfile may not be so large.`, limits);
  }

  private completeConfig(config: ImageConfig): void {
    let isFirst = true;
    this.leftOut = 0;
    for (const part of missingParts) {
      for (const written of part(config, this.state)) {
        if (isFirst) this.add(`\n${rule('from the configuration: the history does not tell')}`, limits);
        isFirst = false;
        this.take([asWritten(written)], null);
      }
    }
    if (this.leftOut > 0) this.add(`# ${formatCount(this.leftOut)} more are left out for their size.`, lastLimits);
  }
}

/** Rebuilds the Dockerfile of an image, as far as the image tells it. It parses, whatever the image holds. */
export function reconstructDockerfile(
  image: ArchiveImage,
  base: BaseBoundary,
  options: ReconstructOptions = {},
): Reconstructed {
  return new Rebuilder(image, base, options).build();
}
