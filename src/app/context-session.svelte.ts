import type { BuildContext, ContextText } from '../build-context/build-context.ts';
import type { ContextAudit } from '../build-context/context-audit.ts';
import type { Bytes } from '../bytes/units.ts';
import { toFault, type Fault } from '../fault.ts';
import type { FolderInput } from '../optimize/project-folder.ts';
import { pool } from '../workers/pool.ts';
import { contextNotes, type ShownNames } from './context-notes.ts';
import { readContextTexts } from './context-texts.ts';
import type { NamedText } from './dockerfile-session.svelte.ts';
import type { FolderNames, NamedSource } from './folder-names.ts';
import { ignoreFileFor } from './ignore-file-for.ts';
import { LastWanted } from './last-wanted.svelte.ts';
import { RebuildSession } from './rebuild-session.svelte.ts';
import { painted } from './painted.ts';
import { orderOf, usualOrder } from './size-order.ts';
import { SizeReader } from './size-reader.ts';

/** Milliseconds between two figures of progress that are shown: each is painted, on a processor that the browser needs. */
const shownInterval = 250;
/**
 * Milliseconds until a tree with the sizes so far is shown: with each, all that is said of the folder is worked out anew. What it says changes
 * ever less, so each of them comes after four times the time that went by before: the first after two seconds, the next after ten.
 */
const treeIntervals = { shortest: 2000, longest: 10_000 };
/** Of the time, this share at most goes into audits that are made for more sizes. */
const auditShare = 0.1;

/** How far a folder is known: names come first, then sizes. */
export interface FolderProgress {
  readonly phase: 'walking' | 'sizing' | 'done' | 'cancelled';
  /** Files and folders found so far. */
  readonly names: number;
  /** Files whose size is to be known, and is. */
  readonly files: number;
  readonly sized: number;
  /** Of the files whose size is known. */
  readonly bytes: Bytes;
}

/** What a folder is laid beside. */
export interface Compared {
  readonly dockerfile: NamedText | null;
  /** The text that is proposed in its place; null: none so far. */
  readonly better: string | null;
  /** One that was dropped, from the folder or after it. */
  readonly dockerignore: NamedText | null;
}

export interface ContextOptions {
  compared(): Compared;
  /** More of the folder is known: what rests on it is to be worked out anew. */
  onKnown(): void;
  /** Other patterns are tried. */
  onEdited(): void;
  readonly signal: AbortSignal;
}

/** A folder to build from, as far as it is known, and what is said of it. */
export class ContextSession {
  readonly name: string;
  /** A new one with every change. */
  context = $state.raw<BuildContext>() as BuildContext;
  audit = $state.raw<ContextAudit | null>(null);
  /** Why there is no audit. */
  fault = $state.raw<Fault | null>(null);
  progress = $state.raw<FolderProgress>() as FolderProgress;
  /** What a change of it rebuilds. */
  readonly rebuild = new RebuildSession();
  /** What the browser does not show of it, a sentence or two each. */
  notes = $state.raw<readonly string[]>([]);
  /** What the user made of the ignore file here; null: nothing. */
  private edited = $state.raw<string | null>(null);
  private readonly audits = new LastWanted((isWanted) => this.auditAndTell(isWanted));
  private isReading = $state(true);
  private readonly texts: readonly NamedSource[];
  private readonly shown: ShownNames;
  private readonly sizes: SizeReader;
  private readonly compared: () => Compared;
  private readonly options: ContextOptions;
  /** What had been dropped when the folder was read; another one comes from the user. */
  private readonly ignoreBrought: NamedText | null;
  private ignoreSeen: NamedText | null;
  private readonly reading = new AbortController();
  private readonly open = new AbortController();
  private readonly signal: AbortSignal;
  private unread: readonly string[] = [];
  private shownAt = -Infinity;
  private treeAt = 0;
  private sizingSince = 0;
  private auditTook = 0;
  private auditedBetter: string | null = null;
  /** Other patterns are tried, and what rests on them does not know yet. */
  private isEditUntold = $state(false);

  readonly busy = $derived(this.isReading || this.audits.busy || this.isEditUntold || this.rebuild.busy);

  constructor(names: FolderNames, options: ContextOptions) {
    const { compared, signal } = options;
    const { name, texts, how, unreadable, unnamed, faults } = names;
    this.name = name;
    this.texts = texts;
    // Not all of it: what the names were collected in is large.
    this.shown = { how, unreadable, unnamed, faults };
    this.compared = compared;
    this.options = options;
    this.ignoreBrought = this.ignoreSeen = compared().dockerignore;
    this.signal = AbortSignal.any([signal, this.reading.signal]);
    const tree = names.tree.finish();
    this.context = { name, tree, texts: [] };
    this.sizes = new SizeReader(tree, names.sources);
    this.show('sizing');
    this.tell();
  }

  /** The path of the ignore file that is in force, and its text as it was dropped; null where there is none. */
  readonly ignoreFile = $derived.by((): ContextText | null => {
    const { dockerfile, dockerignore } = this.compared();
    return ignoreFileFor(this.context.texts, dockerfile?.name ?? null, dockerignore, this.ignoreBrought);
  });

  /** The patterns that the audit is about; '' where there is no ignore file. */
  readonly ignoreText = $derived(this.edited ?? this.ignoreFile?.text ?? '');

  /** Other patterns, to see what would be sent. */
  editIgnore(text: string): void {
    this.edited = text;
    this.isEditUntold = !this.open.signal.aborted;
    this.auditAnew();
  }

  /** The folder as a better Dockerfile is found by it. */
  get folder(): FolderInput {
    return this.contextWithEdits();
  }

  /** Another Dockerfile may be proposed now. */
  betterAnew(): void {
    if (this.compared().better !== this.auditedBetter) this.auditAnew();
  }

  /** Something that the folder is laid beside is another one now. */
  comparedAnew(): void {
    const { dockerignore } = this.compared();
    if (dockerignore !== this.ignoreSeen) this.edited = null;
    this.ignoreSeen = dockerignore;
    this.auditAnew();
  }

  /** Reads what is in manifests, then all sizes, and says what is to be said meanwhile. */
  async read(): Promise<void> {
    const { signal } = this;
    try {
      const { texts, unread } = await readContextTexts(this.texts, signal);
      this.unread = unread;
      this.sizes.order(usualOrder(this.context.tree));
      this.context = { ...this.context, texts };
      this.auditAnew();
      this.options.onKnown();
      this.sizingSince = this.treeAt = performance.now();
      await this.sizes.read(signal, () => this.sizeCame());
      this.endWith('done');
      performance.mark('plimsoll:sized');
    } catch (error) {
      if (!signal.aborted) this.fault = toFault(error, this.name);
      this.endWith('cancelled');
    }
  }

  /** Ends the reading; what is known stays. */
  cancel(): void {
    this.reading.abort();
  }

  /** Another folder takes its place, or none: nobody wants to know more of it. */
  close(): void {
    this.reading.abort();
    this.open.abort();
  }

  /** Says anew what is to be said. One at a time: what changes meanwhile is in the next one. */
  auditAnew(): void {
    if (!this.open.signal.aborted) void this.audits.ask();
  }

  private async auditAndTell(isWanted: () => boolean): Promise<void> {
    await this.auditOnce();
    if (this.isEditUntold && isWanted()) void this.tellEdit();
  }

  /** The figures of an edit are shown first: what else rests on it would have the processor at the same time. */
  private async tellEdit(): Promise<void> {
    await painted();
    // The audit of another edit that came meanwhile tells both.
    if (!this.isEditUntold || this.audits.busy) return;
    this.isEditUntold = false;
    this.options.onEdited();
  }

  private async auditOnce(): Promise<void> {
    const { dockerfile, better } = this.compared();
    const { signal } = this.open;
    const since = performance.now();
    this.auditedBetter = better;
    try {
      const input = {
        fileName: this.name,
        ...this.contextWithEdits(),
        dockerfile: dockerfile && { name: dockerfile.name, text: dockerfile.text },
        better,
      };
      this.audit = await pool.run('audit-context', input, { signal });
      this.auditTook = performance.now() - since;
      this.fault = null;
      if (this.isReading) this.sizes.order(orderOf(this.context.tree, this.audit));
    } catch (error) {
      if (signal.aborted) return;
      this.audit = null;
      this.fault = toFault(error, this.name);
    }
  }

  /** The ignore file in force is read as it stands here. */
  private contextWithEdits(): FolderInput {
    const { context, ignoreFile, edited } = this;
    if (!ignoreFile) return { context, dockerignore: edited };
    const { path } = ignoreFile;
    const text = edited ?? ignoreFile.text;
    const texts = [...context.texts.filter((other) => other.path !== path), { path, text }];
    return { context: { ...context, texts }, dockerignore: null };
  }

  private sizeCame(): void {
    const now = performance.now();
    if (now - this.shownAt >= shownInterval) this.show('sizing');
    if (now - this.treeAt >= this.treeInterval) this.renewTree();
  }

  private get treeInterval(): number {
    const { shortest, longest } = treeIntervals;
    const before = 4 * (this.treeAt - this.sizingSince);
    return Math.max(shortest, Math.min(before, longest), this.auditTook / auditShare);
  }

  private renewTree(): void {
    this.treeAt = performance.now();
    const { tree } = this.context;
    this.context = { ...this.context, tree: { ...tree, sizes: this.sizes.sizes.slice() } };
    this.auditAnew();
  }

  private endWith(phase: 'done' | 'cancelled'): void {
    this.renewTree();
    this.show(phase);
    this.tell();
    this.isReading = false;
    this.options.onKnown();
  }

  private show(phase: FolderProgress['phase']): void {
    this.shownAt = performance.now();
    const { total, sized, bytes } = this.sizes;
    this.progress = { phase, names: this.context.tree.parents.length - 1, files: total, sized, bytes };
  }

  private tell(): void {
    this.notes = contextNotes(this.shown, { unread: this.unread, failed: this.sizes.failed });
  }
}
