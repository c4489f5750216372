import type { ArchiveSource } from '../archive/archive-index.ts';
import { canUnpack, sniffCompression } from '../archive/compression.ts';
import { formatCount } from '../bytes/units.ts';
import type { ExportInput } from '../export/export-format.ts';
import { toFault, type Fault } from '../fault.ts';
import { problemOf } from '../report/build-report.ts';
import { buildDockerfileReport } from '../report/dockerfile-report.ts';
import type { Report } from '../report/report.ts';
import { dockerfileSecretReports, imageSecretReports, type SecretValues } from '../report/secret-reports.ts';
import type { OpenedArchive } from '../image/model.ts';
import { applyIgnoreList, type KeptSecrets } from '../secrets/apply-ignore-list.ts';
import { withDockerfiles } from '../secrets/dockerfile-secrets.ts';
import type { IgnoreEntry } from '../secrets/ignore-list.ts';
import type { SecretPlace } from '../secrets/image-secrets.ts';
import { pool } from '../workers/pool.ts';
import { atOnce } from './at-once.ts';
import { CiRules } from './ci-rules.svelte.ts';
import type { NamedText } from './dockerfile-session.svelte.ts';
import { Dockerfiles } from './dockerfiles.svelte.ts';
import type { Dropped, DroppedFolder } from './folder.ts';
import { ImageSession } from './image-session.svelte.ts';
import { maxTextBytes, recognise, textKindOfName, type Recognised } from './intake.ts';
import { offerFor, reported, type Offer, type Problem } from './problem.ts';
import { Reading } from './reading.ts';
import type { ReadOptions } from './read-options.ts';
import { shellCheck } from './shell-check-of-page.ts';
import { SecretSettings } from './secret-settings.svelte.ts';
import { SharedScans } from './shared-scans.ts';
import { Unpacker } from './unpacker.svelte.ts';

/** empty: nothing dropped · reading: files are being recognised · scanning: layers are read · ready · failed: nothing usable. */
export type Phase = 'empty' | 'reading' | 'scanning' | 'ready' | 'failed';

/** Files that are read side by side. */
const readAtOnce = 16;
/** Of more Dockerfiles than these the table comes first. */
const mostShownAtOnce = 5;

const depthOf = (path: string): number => path.split('/').length;
/** What lies at the top first, then by name. */
const byDepth = (a: string, b: string): number => depthOf(a) - depthOf(b) || (a < b ? -1 : 1);

/** Everything that the user has dropped, and what became of it. */
export class Workspace {
  images = $state.raw<readonly ImageSession[]>([]);
  problems = $state.raw<readonly Problem[]>([]);
  imageIndex = $state(0);
  readonly unpacker = new Unpacker();
  readonly ciRules = new CiRules();
  readonly secretSettings = new SecretSettings();
  private reading = $state(0);
  private abort = new AbortController();

  readonly image = $derived(this.images[this.imageIndex] ?? null);
  readonly dockerfiles = new Dockerfiles(() => this.image, this.secretSettings);
  readonly dockerfile = $derived(this.dockerfiles.current);

  /** Those of the image that is shown and of every Dockerfile, as far as they were searched; null: none was. */
  readonly secrets = $derived.by((): KeptSecrets | null => {
    const found = this.image?.secretSearch.found ?? null;
    const { searched } = this.dockerfiles;
    if (!found && searched.length === 0) return null;
    return applyIgnoreList(withDockerfiles(found, searched), this.secretSettings.entries);
  });

  /** Null: there is nothing to tell before the image was searched, too. */
  readonly secretCount = $derived.by((): number | null => {
    const count = this.secrets?.secrets.length ?? 0;
    const isSearched = this.secrets !== null && (!this.image || this.image.secretSearch.found !== null);
    return isSearched || count > 0 ? count : null;
  });

  /** What the page is about, in a few words. */
  readonly title = $derived.by((): string => {
    const { sessions, browsing, current, dockerignore, settings } = this.dockerfiles;
    const { ignoreFile, patternFile } = this.secretSettings;
    const dockerfile = browsing ? `${formatCount(sessions.length)} Dockerfiles` : current?.name;
    return this.image?.title ?? dockerfile ?? dockerignore?.name ?? settings.file ?? ignoreFile ?? patternFile ?? '';
  });

  /** There is something to work with. */
  readonly started = $derived(
    this.images.length > 0 ||
      this.dockerfiles.sessions.length > 0 ||
      this.dockerfiles.dockerignore !== null ||
      this.dockerfiles.settings.file !== null ||
      this.ciRules.settings !== null ||
      this.secretSettings.ignoreFile !== null ||
      this.secretSettings.patternFile !== null,
  );

  readonly phase = $derived.by((): Phase => {
    if (this.images.some(({ state }) => state === 'scanning')) return 'scanning';
    if (this.reading > 0) return 'reading';
    if (this.started) return 'ready';
    return this.problems.length > 0 ? 'failed' : 'empty';
  });

  /** True while anything is under way that the report still waits for. */
  readonly busy = $derived(
    this.phase === 'reading' ||
      this.phase === 'scanning' ||
      this.dockerfiles.busy ||
      this.images.some(({ comparing, secretSearch }) => comparing || secretSearch.running),
  );

  /** The report as every view and export reads it; images that are still being scanned are not in it yet. */
  readonly report = $derived.by((): Report => this.reportWith(null));

  private reportWith(values: SecretValues | null): Report {
    const { titles } = this.secretSettings;
    const inDockerfiles = dockerfileSecretReports(this.secrets?.secrets ?? [], values, titles);
    return {
      schema: 'plimsoll-report/1',
      tool: { name: 'plimsoll', version: __APP_VERSION__ },
      images: this.images.flatMap(({ report, secretSearch: { kept } }) => {
        if (!report || !kept || (!values && titles.size === 0)) return report ?? [];
        return [{ ...report, secrets: imageSecretReports(kept.secrets, values, titles) }];
      }),
      dockerfiles: this.dockerfiles.sessions.flatMap(({ name, audit, review }) =>
        audit ? [buildDockerfileReport(name, audit, review, inDockerfiles.get(name) ?? [])] : [],
      ),
      contexts: [],
      problems: this.problems.map(reported),
    };
  }

  /**
   * The report with the file systems and the texts behind it, for what names every file or tells lines apart; with values of
   * secrets where the user wants them.
   */
  exportInput(values: SecretValues | null = null): ExportInput {
    return {
      report: values ? this.reportWith(values) : this.report,
      rootfs: this.images.flatMap(({ report, rootfs }) => (report && rootfs) ?? []),
      texts: this.dockerfiles.sessions.flatMap(({ audit, auditedText }) => (audit ? [auditedText] : [])),
    };
  }

  /** Takes any mix of files, all at once or one after the other. */
  async add(dropped: Iterable<Dropped>): Promise<void> {
    const { signal } = this.abort;
    const all = [...dropped];
    const files = all.filter((item) => item instanceof File);
    const folders = all.filter((item): item is DroppedFolder => !(item instanceof File));
    this.reading += all.length;
    // Texts first: they are there at once, and the image then finds its Dockerfile.
    const texts = files.filter(({ size }) => size <= maxTextBytes).map((file) => ({ path: file.name, file }));
    const { dockerfiles, archives } = await this.readTexts(texts, signal);
    if (signal.aborted) return;
    this.dockerfiles.add(dockerfiles, { browsing: dockerfiles.length > mostShownAtOnce });
    const large = [...archives, ...files.filter(({ size }) => size > maxTextBytes)];
    this.reading -= texts.length - archives.length;
    const bySize = large.sort((one, other) => one.size - other.size);
    for (const item of [
      ...folders.filter(({ isImage }) => !isImage),
      ...bySize,
      ...folders.filter(({ isImage }) => isImage),
    ]) {
      const added = item instanceof File ? this.addFile(item, signal) : this.addFolder(item, signal);
      await added.catch((error: unknown) => this.addProblem(toFault(error, item.name), { signal }));
      if (signal.aborted) return;
      this.reading--;
    }
  }

  selectImage(index: number): void {
    this.imageIndex = index;
    void this.dockerfiles.read();
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

  /** The value of a secret, read again from where it stands. Rejects with a FaultError where that is not possible any more. */
  async reveal(place: SecretPlace): Promise<string> {
    if (place.where === 'dockerfile') return this.dockerfiles.reveal(place);
    return (await this.image?.secretSearch.reveal(place)) ?? '';
  }

  /** Forgets the user's own patterns, and what they found. */
  clearPatterns(): void {
    this.secretSettings.clearPatterns();
    this.patternsChanged();
  }

  /** Searches the images for secrets once more. */
  searchAgain(): void {
    void this.goThrough('search', this.images, { signal: this.abort.signal });
  }

  /** Keeps a secret out of what is listed; false where the list has room for no more. */
  letStand(entry: Omit<IgnoreEntry, 'line'>): boolean {
    const added = this.secretSettings.add(entry);
    const fileName = this.secretSettings.ignoreFile ?? '.plimsollignore';
    const detail = 'It has as many lines as are read, so none was added.';
    if (added) this.secretsChanged();
    else this.addProblem({ kind: 'secret-list', fileName, detail }, this.abort);
    return added;
  }

  /** Lists what an entry kept out. */
  bringBack(entry: IgnoreEntry): void {
    this.secretSettings.remove(entry);
    this.secretsChanged();
  }

  /** The list of secrets that may stand, as a file to keep. */
  ignoreFileText(): string {
    return this.secretSettings.ignoreFileText();
  }

  startOver(): void {
    this.cancel();
    this.unpacker.clear();
    this.images = [];
    this.dockerfiles.startOver();
    this.ciRules.reset();
    this.secretSettings.reset();
    this.problems = [];
    this.imageIndex = 0;
  }

  /** Goes on as a problem offers. */
  accept(problem: Problem): void {
    this.dismissProblem(problem);
    problem.offer?.accept();
  }

  dismissProblem(problem: Problem): void {
    this.problems = this.problems.filter((other) => other !== problem);
  }

  private addFolder(folder: DroppedFolder, signal: AbortSignal): Promise<void> {
    const { name, files, isImage } = folder;
    return isImage
      ? this.addArchive({ kind: 'folder', name, files }, new Reading(signal))
      : this.addProject(folder, signal);
  }

  /** Of a folder that holds no image, what is named like an input; its Dockerfiles by their paths in it. */
  private async addProject({ files }: DroppedFolder, signal: AbortSignal): Promise<void> {
    this.dockerfiles.bareContext = !files.some(({ path }) => textKindOfName(path) === 'dockerignore');
    const { dockerfiles, archives } = await this.readTexts(files, signal);
    if (signal.aborted) return;
    const inOrder = dockerfiles.sort((one, other) => byDepth(one.name, other.name));
    this.dockerfiles.add(inOrder, { browsing: inOrder.length > 1 });
    for (const archive of archives.sort((one, other) => one.size - other.size)) {
      await this.addFile(archive, signal).catch((error: unknown) =>
        this.addProblem(toFault(error, archive.name), { signal }),
      );
    }
  }

  /** Takes texts in; of Dockerfiles and archives, says which they are. */
  private async readTexts(
    files: DroppedFolder['files'],
    signal: AbortSignal,
  ): Promise<{ dockerfiles: NamedText[]; archives: File[] }> {
    const found: NamedText[][] = files.map(() => []);
    const archives: File[] = [];
    await atOnce(readAtOnce, files.entries(), async ([index, { path, file }]) => {
      if (signal.aborted) return;
      try {
        const recognised = await recognise(file);
        if (recognised.kind === 'dockerfile') found[index]?.push({ name: path, text: recognised.text });
        else if (recognised.kind === 'image-archive') archives.push(file);
        else await this.addRecognised(file, recognised, signal);
      } catch (error) {
        this.addProblem(toFault(error, path), { signal });
      }
    });
    return { dockerfiles: found.flat(), archives };
  }

  private async addFile(file: File, signal: AbortSignal): Promise<void> {
    await this.addRecognised(file, await recognise(file), signal);
  }

  private async addRecognised(file: File, recognised: Recognised, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    switch (recognised.kind) {
      case 'dockerfile':
        return this.dockerfiles.add([{ name: file.name, text: recognised.text }]);
      case 'dockerignore':
        return this.dockerfiles.setIgnore({ name: file.name, text: recognised.text });
      case 'ci-rules':
        return this.ciRules.read(file.name, recognised.text);
      case 'lint-settings':
        return this.dockerfiles.readSettings(file.name, recognised.text);
      case 'ignored-secrets':
        return this.readIgnoreList(file.name, recognised.text);
      case 'secret-patterns':
        return this.readPatterns(file.name, recognised.text);
      case 'image-archive':
        return this.addFileArchive(file, new Reading(signal));
      default:
        return recognised satisfies never;
    }
  }

  private readIgnoreList(fileName: string, text: string): void {
    try {
      this.secretSettings.readIgnoreList(fileName, text);
    } finally {
      this.secretsChanged();
    }
  }

  private async readPatterns(fileName: string, text: string): Promise<void> {
    try {
      await this.secretSettings.readPatterns(fileName, text);
    } finally {
      this.patternsChanged();
    }
  }

  /** What is there already is searched once more. */
  private patternsChanged(): void {
    this.searchAgain();
    void this.dockerfiles.read();
  }

  /** What was found is listed otherwise, and better Dockerfiles rest on it. */
  private secretsChanged(): void {
    if (this.image?.secretSearch.kept) void this.dockerfiles.improveAll();
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
    // Loaded ahead for a Dockerfile: an image has better use for its memory.
    if (this.dockerfiles.sessions.length === 0) shellCheck.release();
    const opened = await this.open(source, reading);
    if (!opened) return;
    for (const fault of opened.faults) this.addProblem(fault, reading);
    const scans = new SharedScans(opened.images);
    const { ciRules, secretSettings } = this;
    const input = { source, opened, scans, reading, ciRules, secretSettings };
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
    for (const step of ['search', 'compare'] as const) await this.goThrough(step, sessions, reading);
    for (const session of sessions) if (session.state === 'ready') await this.verify(session, reading);
  }

  private async goThrough(
    step: 'search' | 'compare',
    sessions: readonly ImageSession[],
    from: { readonly signal: AbortSignal },
  ): Promise<void> {
    for (const session of sessions) {
      if (session.state !== 'ready') continue;
      const before = session.secretSearch.kept;
      await session[step](from.signal, (fault) => this.addProblem(fault, from)).catch((error: unknown) =>
        this.addProblem(toFault(error, session.fileName), from),
      );
      if (step === 'search') this.tellSecrets(session, before);
    }
  }

  /** Better Dockerfiles were looked for before the search was over. Nothing waits for them. */
  private tellSecrets({ key, secretSearch: { kept } }: ImageSession, before: KeptSecrets | null): void {
    const differs = kept !== before && (kept?.secrets.length || before?.secrets.length);
    if (key === this.image?.key && differs) void this.dockerfiles.improveAll();
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
      await this.dockerfiles.read();
    } catch (error) {
      if (session.state === 'scanning') session.state = 'cancelled';
      this.addProblem(toFault(error, session.fileName), reading);
    }
  }

  /** `from`: what was under way; once that is over, nobody wants to know. */
  private addProblem(fault: Fault, from: Reading | { readonly signal: AbortSignal }, offer?: Offer): void {
    if (from.signal.aborted) return;
    const reading = from instanceof Reading ? { reading: from } : {};
    this.problems = [...this.problems, { ...problemOf(fault), ...reading, ...(offer ? { offer } : {}) }];
  }
}
