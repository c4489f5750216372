import type { ArchiveSource } from '../archive/archive-index.ts';
import { canUnpack, sniffCompression } from '../archive/compression.ts';
import type { ExportInput } from '../export/export-format.ts';
import { toFault, type Fault } from '../fault.ts';
import { buildDockerfileReport, problemOf } from '../report/build-report.ts';
import type { Report } from '../report/report.ts';
import type { OpenedArchive } from '../image/model.ts';
import { pool } from '../workers/pool.ts';
import { CiRules } from './ci-rules.svelte.ts';
import { DockerfileSession } from './dockerfile-session.svelte.ts';
import type { Dropped, DroppedFolder } from './folder.ts';
import { ImageSession } from './image-session.svelte.ts';
import { recognise } from './intake.ts';
import { offerFor, reported, type Offer, type Problem } from './problem.ts';
import { Reading } from './reading.ts';
import type { ReadOptions } from './read-options.ts';
import { SharedScans } from './shared-scans.ts';
import { Unpacker } from './unpacker.svelte.ts';

/** empty: nothing dropped · reading: files are being recognised · scanning: layers are read · ready · failed: nothing usable. */
export type Phase = 'empty' | 'reading' | 'scanning' | 'ready' | 'failed';

/** Everything that the user has dropped, and what became of it. */
export class Workspace {
  images = $state.raw<readonly ImageSession[]>([]);
  dockerfiles = $state.raw<readonly DockerfileSession[]>([]);
  dockerignore = $state.raw<{ name: string; text: string } | null>(null);
  problems = $state.raw<readonly Problem[]>([]);
  imageIndex = $state(0);
  dockerfileIndex = $state(0);
  readonly unpacker = new Unpacker();
  readonly ciRules = new CiRules();
  private reading = $state(0);
  private abort = new AbortController();

  readonly image = $derived(this.images[this.imageIndex] ?? null);
  readonly dockerfile = $derived(this.dockerfiles[this.dockerfileIndex] ?? null);

  readonly phase = $derived.by((): Phase => {
    if (this.images.some(({ state }) => state === 'scanning')) return 'scanning';
    if (this.reading > 0) return 'reading';
    if (this.image || this.dockerfile || this.dockerignore || this.ciRules.settings) return 'ready';
    return this.problems.length > 0 ? 'failed' : 'empty';
  });

  /** True while anything is under way that the report still waits for. */
  readonly busy = $derived(
    this.phase === 'reading' ||
      this.phase === 'scanning' ||
      this.dockerfiles.some(({ reviewing }) => reviewing) ||
      this.images.some(({ comparing }) => comparing),
  );

  /** The report as every view and export reads it; images that are still being scanned are not in it yet. */
  readonly report = $derived.by((): Report => ({
    schema: 'plimsoll-report/1',
    tool: { name: 'plimsoll', version: __APP_VERSION__ },
    images: this.images.flatMap((session) => session.report ?? []),
    dockerfiles: this.dockerfiles.flatMap(({ name, review }) => (review ? [buildDockerfileReport(name, review)] : [])),
    contexts: [],
    problems: this.problems.map(reported),
  }));

  /** The report with the file systems and the texts behind it, for what names every file or tells lines apart. */
  exportInput(): ExportInput {
    return {
      report: this.report,
      rootfs: this.images.flatMap(({ report, rootfs }) => (report && rootfs) ?? []),
      texts: this.dockerfiles.flatMap(({ review, reviewedText }) => (review ? [reviewedText] : [])),
    };
  }

  /** Takes any mix of files, all at once or one after the other. */
  async add(dropped: Iterable<Dropped>): Promise<void> {
    const { signal } = this.abort;
    // Of a folder that holds no image, the files at its top.
    const all = [...dropped].flatMap((item) =>
      item instanceof File || item.isImage ? [item] : item.files.map(({ file }) => file),
    );
    this.reading += all.length;
    // Texts first: they are there at once, and the image then finds its Dockerfile.
    const size = (item: Dropped): number => (item instanceof File ? item.size : Infinity);
    for (const item of all.sort((a, b) => size(a) - size(b) || 0)) {
      const added = item instanceof File ? this.addFile(item, signal) : this.addFolder(item, signal);
      await added.catch((error: unknown) => this.addProblem(toFault(error, item.name), { signal }));
      if (signal.aborted) return;
      this.reading--;
    }
  }

  /** A Dockerfile that was typed or pasted. */
  addDockerfile(name: string, text: string): void {
    const session = new DockerfileSession(name, text);
    const known = this.dockerfiles.findIndex((other) => other.name === name);
    this.dockerfiles = known < 0 ? [...this.dockerfiles, session] : this.dockerfiles.with(known, session);
    this.dockerfileIndex = known < 0 ? this.dockerfiles.length - 1 : known;
    void this.review(session);
  }

  /** New text of the Dockerfile that is shown. */
  editDockerfile(text: string): void {
    const session = this.dockerfile;
    if (!session) return this.addDockerfile('Dockerfile', text);
    session.text = text;
    void this.review(session);
  }

  switchChange(id: string, on: boolean): void {
    const session = this.dockerfile;
    if (!session) return;
    if (on) session.off.delete(id);
    else session.off.add(id);
    void this.review(session);
  }

  selectImage(index: number): void {
    this.imageIndex = index;
    void this.reviewAll();
  }

  selectDockerfile(index: number): void {
    this.dockerfileIndex = index;
  }

  /** Ends the scan; what was read of other images stays. */
  cancel(): void {
    this.abort.abort();
    this.abort = new AbortController();
    this.reading = 0;
    for (const session of this.images) if (session.state === 'scanning') session.state = 'cancelled';
  }

  /** The images of an archive give their place to those that are read from it anew. */
  async readAgain({ source, reading }: ImageSession, options: ReadOptions = {}): Promise<void> {
    await this.again(source, reading, options, (next) => this.addArchive(source, next));
  }

  startOver(): void {
    this.cancel();
    this.unpacker.clear();
    this.images = [];
    this.dockerfiles = [];
    this.dockerignore = null;
    this.ciRules.reset();
    this.problems = [];
    this.imageIndex = 0;
    this.dockerfileIndex = 0;
  }

  /** Goes on as a problem offers. */
  accept(problem: Problem): void {
    this.dismissProblem(problem);
    problem.offer?.accept();
  }

  dismissProblem(problem: Problem): void {
    this.problems = this.problems.filter((other) => other !== problem);
  }

  private addFolder({ name, files }: DroppedFolder, signal: AbortSignal): Promise<void> {
    return this.addArchive({ kind: 'folder', name, files }, new Reading(signal));
  }

  private async addFile(file: File, signal: AbortSignal): Promise<void> {
    const recognised = await recognise(file);
    if (signal.aborted) return;
    switch (recognised.kind) {
      case 'dockerfile':
        return this.addDockerfile(file.name, recognised.text);
      case 'dockerignore':
        this.dockerignore = { name: file.name, text: recognised.text };
        return this.reviewAll();
      case 'ci-rules':
        return this.ciRules.read(file.name, recognised.text);
      case 'image-archive':
        return this.addFileArchive(file, new Reading(signal));
      default:
        return recognised satisfies never;
    }
  }

  private async addFileArchive(file: File, reading: Reading): Promise<void> {
    const compression = sniffCompression(new Uint8Array(await file.slice(0, 8).arrayBuffer()));
    const { name } = file;
    if (!canUnpack(compression)) return this.addArchive({ kind: 'file', name, file }, reading);
    const { blob, fault } = await this.unpacker.unpack(file, compression, reading);
    const anew = (next: Reading): Promise<void> => this.addFileArchive(file, next);
    const goOn = (): void => void this.again(file, reading, { allowExpansion: true }, anew);
    if (fault) this.addProblem(fault, reading, offerFor(fault, goOn));
    if (blob) await this.addArchive({ kind: 'file', name, file: blob }, reading.unpacked());
  }

  private async addArchive(source: ArchiveSource, reading: Reading): Promise<void> {
    performance.mark('plimsoll:start');
    const opened = await this.open(source, reading);
    if (!opened) return;
    for (const fault of opened.faults) this.addProblem(fault, reading);
    const scans = new SharedScans(opened.images);
    const input = { source, opened, scans, reading, ciRules: this.ciRules };
    const sessions = opened.images.map((image) => new ImageSession(image, input));
    this.dropEnded();
    this.imageIndex = this.images.length;
    this.images = [...this.images, ...sessions];
    // In turn, not at once: each fills the workers with its layers, and the first is what the user looks at.
    void this.scanAll(sessions, reading);
  }

  /** Null where the archive holds no image, which is told with a way on where there is one. */
  private async open(source: ArchiveSource, reading: Reading): Promise<OpenedArchive | null> {
    try {
      const { as } = reading.options;
      return await pool.run('open-archive', { source, as }, { signal: reading.signal });
    } catch (error) {
      const anew = (next: Reading): Promise<void> => this.addArchive(source, next);
      const fault = toFault(error, source.name);
      this.addProblem(
        fault,
        reading,
        offerFor(fault, () => void this.again(source, reading, { as: 'rootfs' }, anew)),
      );
      return null;
    }
  }

  /** Reads an archive in another way. What came of the reading before stays in sight until there is something new. */
  private async again(
    { name }: { readonly name: string },
    reading: Reading,
    options: ReadOptions,
    read: (next: Reading) => Promise<void>,
  ): Promise<void> {
    const { signal } = this.abort;
    const next = reading.again(signal, options);
    this.problems = this.problems.filter((problem) => !problem.reading?.ended);
    this.reading++;
    await read(next).catch((error: unknown) => this.addProblem(toFault(error, name), next));
    if (!signal.aborted) this.reading--;
    this.dropEnded();
  }

  private dropEnded(): void {
    this.images = this.images.filter(({ reading }) => !reading.ended);
    this.imageIndex = Math.max(0, Math.min(this.imageIndex, this.images.length - 1));
  }

  private async scanAll(sessions: readonly ImageSession[], reading: Reading): Promise<void> {
    for (const session of sessions) await this.scan(session, reading);
    for (const session of sessions) {
      if (session.state !== 'ready') continue;
      await session
        .compare(reading.signal, (fault) => this.addProblem(fault, reading))
        .catch((error: unknown) => this.addProblem(toFault(error, session.fileName), reading));
    }
    for (const session of sessions) if (session.state === 'ready') await this.verify(session, reading);
  }

  private async verify(session: ImageSession, reading: Reading): Promise<void> {
    try {
      await session.verify(reading.signal);
      const wrong = session.verification?.items.filter(({ ok }) => ok === false) ?? [];
      const { fileName } = session;
      if (wrong.length > 0) this.addProblem({ kind: 'digest-mismatch', fileName, count: wrong.length }, reading);
    } catch (error) {
      this.addProblem(toFault(error, session.fileName), reading);
    }
  }

  private async scan(session: ImageSession, reading: Reading): Promise<void> {
    try {
      const goOn = (): void => void this.readAgain(session, { allowExpansion: true });
      await session.scan(reading.signal, (fault) => this.addProblem(fault, reading, offerFor(fault, goOn)));
      performance.measure('plimsoll:report', 'plimsoll:start');
      await this.reviewAll();
    } catch (error) {
      if (session.state === 'scanning') session.state = 'cancelled';
      this.addProblem(toFault(error, session.fileName), reading);
    }
  }

  private async reviewAll(): Promise<void> {
    await Promise.all(this.dockerfiles.map((session) => this.review(session)));
  }

  private async review(session: DockerfileSession): Promise<void> {
    const image = this.image;
    await session.update(image, this.dockerignore?.text ?? null);
    if (image) this.findSource(image);
  }

  /** The Dockerfile that explains most layers is the one that built the image. */
  private findSource(image: ImageSession): void {
    const matched = (session: DockerfileSession): number =>
      (session.review?.layerLines ?? []).filter((line) => line !== null).length;
    const best = [...this.dockerfiles].sort((a, b) => matched(b) - matched(a))[0];
    if (!best?.review || matched(best) === 0) image.layerSource = null;
    else image.layerSource = { file: best.name, lines: best.review.layerLines, base: best.review.base };
  }

  /** `from`: what was under way; once that is over, nobody wants to know. */
  private addProblem(fault: Fault, from: Reading | { readonly signal: AbortSignal }, offer?: Offer): void {
    if (from.signal.aborted) return;
    const reading = from instanceof Reading ? { reading: from } : {};
    this.problems = [...this.problems, { ...problemOf(fault), ...reading, ...(offer ? { offer } : {}) }];
  }
}
