import type { ArchiveSource } from '../archive/archive-index.ts';
import { canUnpack, sniffCompression } from '../archive/compression.ts';
import { toFault } from '../fault.ts';
import type { OpenedArchive } from '../image/model.ts';
import type { KeptSecrets } from '../secrets/apply-ignore-list.ts';
import { pool } from '../workers/pool.ts';
import type { CiRules } from './ci-rules.svelte.ts';
import type { Dockerfiles } from './dockerfiles.svelte.ts';
import type { ProgramFacts } from '../optimize/compatibility/program-facts.ts';
import { ImageSession } from './image-session.svelte.ts';
import { offerFor } from './problem.ts';
import type { Problems } from './problems.svelte.ts';
import type { Reading } from './reading.ts';
import type { ReadOptions } from './read-options.ts';
import type { SecretSettings } from './secret-settings.svelte.ts';
import { ScratchSpace } from './scratch-space.ts';
import { SharedScans } from './shared-scans.ts';
import { shellCheck } from './shell-check-of-page.ts';
import { UnpackedLayers } from './unpacked-layers.ts';
import { Unpacker } from './unpacker.svelte.ts';
import type { VulnerabilityData } from './vulnerability-data.svelte.ts';

/** Loaded ahead for a Dockerfile; where there is none, an image has better use for their memory. */
function releaseDockerfileWorkers(): void {
  shellCheck.release();
  pool.endIdle('audit-dockerfile');
}

/** What is dropped beside the images, and bears on them or is borne on. */
interface Beside {
  readonly problems: Problems;
  readonly dockerfiles: Dockerfiles;
  readonly ciRules: CiRules;
  readonly secretSettings: SecretSettings;
  readonly vulnerabilityData: VulnerabilityData;
  /** Of what is under way now. */
  readonly signal: () => AbortSignal;
}

/** The images that were dropped: their archives are opened, and what is to be known of each is read in turn. */
export class Images {
  sessions = $state.raw<readonly ImageSession[]>([]);
  index = $state(0);
  private readonly space = new ScratchSpace();
  readonly unpacker = new Unpacker(this.space);
  private readonly problems: Problems;
  private readonly dockerfiles: Dockerfiles;
  private readonly ciRules: CiRules;
  private readonly secretSettings: SecretSettings;
  private readonly vulnerabilityData: VulnerabilityData;
  private readonly signal: () => AbortSignal;

  private rereading = $state(0);
  /** An archive is being read in another way. */
  readonly readingAgain = $derived(this.rereading > 0);

  private underWay = $state(0);
  /** Images are read, searched or compared. */
  readonly examining = $derived(this.underWay > 0);

  /** The one that is shown. */
  readonly current = $derived(this.sessions[this.index] ?? null);

  constructor({ problems, dockerfiles, ciRules, secretSettings, vulnerabilityData, signal }: Beside) {
    this.problems = problems;
    this.dockerfiles = dockerfiles;
    this.ciRules = ciRules;
    this.secretSettings = secretSettings;
    this.vulnerabilityData = vulnerabilityData;
    this.signal = signal;
  }

  select(index: number): void {
    this.index = index;
    void this.dockerfiles.read();
  }

  /** An archive as a file; first unpacked where it was compressed as a whole. */
  async addFile(file: File, reading: Reading): Promise<void> {
    const compression = sniffCompression(new Uint8Array(await file.slice(0, 8).arrayBuffer()));
    const { name } = file;
    if (!canUnpack(compression)) return this.add({ kind: 'file', name, file }, reading);
    const { blob, fault } = await this.unpacker.unpack(file, compression, reading);
    const anew = (next: Reading): Promise<void> => this.addFile(file, next);
    const goOn = (): void => void this.again(file, reading, { allowExpansion: true }, anew);
    if (fault) this.problems.add(fault, reading, offerFor(fault, goOn));
    if (blob) await this.add({ kind: 'file', name, file: blob }, reading.unpacked());
  }

  async add(source: ArchiveSource, reading: Reading): Promise<void> {
    performance.mark('plimsoll:start');
    if (this.dockerfiles.sessions.length === 0) releaseDockerfileWorkers();
    const opened = await this.open(source, reading);
    if (!opened) return;
    for (const fault of opened.faults) this.problems.add(fault, reading);
    const scans = new SharedScans(opened.images);
    const { ciRules, secretSettings, vulnerabilityData, space } = this;
    const unpacked = new UnpackedLayers(opened.images, space);
    const input = { source, opened, scans, unpacked, reading, ciRules, secretSettings, vulnerabilityData, space };
    const sessions = opened.images.map((image) => new ImageSession(image, input));
    this.dropEnded();
    this.index = this.sessions.length;
    this.sessions = [...this.sessions, ...sessions];
    // In turn, not at once: each fills the workers with its layers, and the first is what the user looks at.
    void this.scanAll(sessions, reading);
  }

  /** The images of an archive give their place to those that are read from it anew. */
  async readAgain({ source, reading }: ImageSession, options: ReadOptions = {}): Promise<void> {
    await this.again(source, reading, options, (next) => this.add(source, next));
  }

  /** Looks into the files of the images once more. */
  search(): void {
    void this.searchAgain({ signal: this.signal() });
  }

  private async searchAgain(from: { readonly signal: AbortSignal }): Promise<void> {
    const { sessions } = this;
    await this.goThrough('search', sessions, from);
    // Where it came to no end before, nothing was looked up either.
    await this.goThrough(
      'lookUp',
      sessions.filter(({ vulnerabilities }) => !vulnerabilities.result),
      from,
    );
  }

  /** Looks their packages up among vulnerabilities once more. */
  lookUp(): void {
    void this.goThrough('lookUp', this.sessions, { signal: this.signal() });
  }

  /** What was read of images stays. */
  cancel(): void {
    this.rereading = 0;
    for (const session of this.sessions) if (session.state === 'scanning') session.state = 'cancelled';
  }

  clear(): void {
    for (const session of this.sessions) session.release();
    // What was unpacked lies there.
    void this.space.clear();
    this.sessions = [];
    this.index = 0;
  }

  /** Null where the archive holds no image, which is told with a way on where there is one. */
  private async open(source: ArchiveSource, reading: Reading): Promise<OpenedArchive | null> {
    try {
      const { as } = reading.options;
      return await pool.run('open-archive', { source, as }, { signal: reading.signal });
    } catch (error) {
      const anew = (next: Reading): Promise<void> => this.add(source, next);
      const fault = toFault(error, source.name);
      this.problems.add(
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
    const signal = this.signal();
    const next = reading.again(signal, options);
    this.problems.dropEnded();
    this.rereading++;
    await read(next).catch((error: unknown) => this.problems.add(toFault(error, name), next));
    if (!signal.aborted) this.rereading--;
    this.dropEnded();
  }

  private dropEnded(): void {
    for (const session of this.sessions) if (session.reading.ended) session.release();
    this.sessions = this.sessions.filter(({ reading }) => !reading.ended);
    this.index = Math.max(0, Math.min(this.index, this.sessions.length - 1));
  }

  private async scanAll(sessions: readonly ImageSession[], reading: Reading): Promise<void> {
    this.underWay++;
    try {
      for (const session of sessions) await this.scan(session, reading);
      for (const step of ['search', 'lookUp', 'compare'] as const) await this.goThrough(step, sessions, reading);
    } finally {
      this.underWay--;
    }
    for (const session of sessions) if (session.state === 'ready') await this.verify(session, reading);
  }

  private async goThrough(
    step: 'search' | 'lookUp' | 'compare',
    sessions: readonly ImageSession[],
    from: { readonly signal: AbortSignal },
  ): Promise<void> {
    this.underWay++;
    try {
      for (const session of sessions) {
        if (session.state !== 'ready') continue;
        const { secretSearch, programs } = session;
        const { kept } = secretSearch;
        await session[step](from.signal, (fault) => this.problems.add(fault, from)).catch((error: unknown) =>
          this.problems.add(toFault(error, session.fileName), from),
        );
        if (step === 'search') this.tellFound(session, { kept, programs });
      }
    } finally {
      this.underWay--;
    }
  }

  /** Better Dockerfiles were looked for before the search was over. Nothing waits for them. */
  private tellFound(
    { key, programs, secretSearch: { kept } }: ImageSession,
    before: { readonly kept: KeptSecrets | null; readonly programs: ProgramFacts | null },
  ): void {
    const differs = kept !== before.kept && (kept?.secrets.length || before.kept?.secrets.length);
    if (key === this.current?.key && (differs || programs !== before.programs)) void this.dockerfiles.improveAll();
  }

  private async verify(session: ImageSession, reading: Reading): Promise<void> {
    try {
      await session.verify(reading.signal);
      const wrong = session.verification?.items.filter(({ ok }) => ok === false) ?? [];
      const { fileName } = session;
      if (wrong.length > 0) this.problems.add({ kind: 'digest-mismatch', fileName, count: wrong.length }, reading);
    } catch (error) {
      this.problems.add(toFault(error, session.fileName), reading);
    }
  }

  private async scan(session: ImageSession, reading: Reading): Promise<void> {
    try {
      const goOn = (): void => void this.readAgain(session, { allowExpansion: true });
      await session.scan(reading.signal, (fault) => this.problems.add(fault, reading, offerFor(fault, goOn)));
      performance.measure('plimsoll:report', 'plimsoll:start');
      await this.dockerfiles.read();
    } catch (error) {
      if (session.state === 'scanning') session.state = 'cancelled';
      this.problems.add(toFault(error, session.fileName), reading);
    }
  }
}
