import { formatCount } from '../bytes/units.ts';
import type { ExportInput } from '../export/export-format.ts';
import { toFault } from '../fault.ts';
import { buildContextReport } from '../report/context-report.ts';
import { buildDockerfileReport } from '../report/dockerfile-report.ts';
import type { ImageReport, Report } from '../report/report.ts';
import { dockerfileSecretReports, imageSecretReports, type SecretValues } from '../report/secret-reports.ts';
import { applyIgnoreList, type KeptSecrets } from '../secrets/apply-ignore-list.ts';
import { withDockerfiles } from '../secrets/dockerfile-secrets.ts';
import type { IgnoreEntry } from '../secrets/ignore-list.ts';
import type { SecretPlace } from '../secrets/image-secrets.ts';
import { atOnce } from './at-once.ts';
import { BaseAdvice } from './base-advice.svelte.ts';
import { CiRules } from './ci-rules.svelte.ts';
import { Comparison } from './comparison.svelte.ts';
import type { NamedText } from './dockerfile-session.svelte.ts';
import { Dockerfiles } from './dockerfiles.svelte.ts';
import { ContextSession, type Compared } from './context-session.svelte.ts';
import type { Dropped, DroppedFolder } from './folder.ts';
import { FolderWalk } from './folder-walk.svelte.ts';
import type { FolderNames } from './folder-names.ts';
import type { ImageSession } from './image-session.svelte.ts';
import { Images } from './images.svelte.ts';
import { Outlook } from './outlook.svelte.ts';
import { maxTextBytes, recognise, textKindOfName, type Recognised } from './intake.ts';
import { reported } from './problem.ts';
import { Problems } from './problems.svelte.ts';
import { Reading } from './reading.ts';
import { costsOf } from './rebuild-costs.ts';
import type { RebuildInput } from './rebuild-session.svelte.ts';
import { SecretSettings } from './secret-settings.svelte.ts';
import { VulnerabilityData } from './vulnerability-data.svelte.ts';
import type { WalkOptions } from './walk-folder.ts';

/** empty: nothing dropped · reading: files are being recognised · scanning: layers are read · ready · failed: nothing usable. */
export type Phase = 'empty' | 'reading' | 'scanning' | 'ready' | 'failed';

/** Files that are read side by side. */
const readAtOnce = 16;
/** Of more Dockerfiles than these the table comes first. */
const mostShownAtOnce = 5;

const depthOf = (path: string): number => path.split('/').length;
/** What lies at the top first, then by name. */
const byDepth = (a: string, b: string): number => depthOf(a) - depthOf(b) || (a < b ? -1 : 1);

/** What is listed when it is first read stays so. */
function withParts(report: ImageReport, parts: Partial<ImageReport>): ImageReport {
  const descriptors = { ...Object.getOwnPropertyDescriptors(report), ...Object.getOwnPropertyDescriptors(parts) };
  return Object.defineProperties({}, descriptors) as ImageReport;
}

/** Everything that the user has dropped, and what became of it. */
export class Workspace {
  readonly problems = new Problems();
  readonly ciRules = new CiRules();
  readonly secretSettings = new SecretSettings();
  /** Globs of what a minified image keeps whatever is known of it, one a line: a `.plimsollkeep`. */
  keepText = $state('');
  readonly vulnerabilityData = new VulnerabilityData();
  private reading = $state(0);
  private abort = new AbortController();

  readonly dockerfiles: Dockerfiles = new Dockerfiles(this.secretSettings, {
    image: () => this.image,
    folder: () => this.context?.folder ?? null,
    onChanged: () => this.context?.comparedAnew(),
    onImproved: () => this.context?.betterAnew(),
  });
  readonly images: Images = new Images({
    problems: this.problems,
    dockerfiles: this.dockerfiles,
    ciRules: this.ciRules,
    secretSettings: this.secretSettings,
    vulnerabilityData: this.vulnerabilityData,
    signal: () => this.abort.signal,
  });
  /** Two of the images beside each other. */
  readonly comparison: Comparison = new Comparison({ sessions: () => this.images.sessions, ciRules: this.ciRules });
  /** The folder that was dropped last to be built from. */
  context = $state.raw<ContextSession | null>(null);
  /** A folder whose names are being read. */
  walking = $state.raw<FolderWalk | null>(null);
  readonly image = $derived(this.images.current);
  readonly dockerfile = $derived(this.dockerfiles.current);
  /** What the better Dockerfile makes of it all. */
  readonly outlook: Outlook = new Outlook(this);
  readonly baseAdvice: BaseAdvice = new BaseAdvice(this);

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

  /** What is asked of the simulation of the build cache; null without a folder and its own Dockerfile. */
  readonly rebuildInput = $derived.by((): RebuildInput | null => {
    const { context, dockerfile, image } = this;
    if (!context || !dockerfile || dockerfile.rebuilt) return null;
    const { ignoreText } = context;
    const proposed = dockerfile.review?.proposal?.text;
    return {
      fileName: context.name,
      tree: context.context.tree,
      today: { dockerfile: dockerfile.text, dockerignore: ignoreText },
      better: proposed ? { dockerfile: proposed, dockerignore: dockerfile.review?.dockerignore ?? ignoreText } : null,
      costs: image && costsOf(dockerfile, image),
    };
  });

  /** What the page is about, in a few words. */
  readonly title = $derived.by((): string => {
    const { sessions, browsing, current, dockerignore, settings } = this.dockerfiles;
    const { ignoreFile, patternFile } = this.secretSettings;
    const dockerfile = browsing ? `${formatCount(sessions.length)} Dockerfiles` : current?.name;
    const text = dockerignore?.name ?? settings.file ?? ignoreFile ?? patternFile;
    return this.image?.title ?? dockerfile ?? this.context?.name ?? text ?? '';
  });

  /** The image tells enough of its build to make a Dockerfile from it. */
  readonly canRebuild = $derived.by((): boolean => {
    if (!this.image?.rootfs) return false;
    const { history, config } = this.image.image;
    return history.length > 0 || config.cmd.length > 0 || config.entrypoint.length > 0 || config.env.length > 0;
  });

  /** There is something to work with. */
  readonly started = $derived(
    this.images.sessions.length > 0 ||
      this.context !== null ||
      this.dockerfiles.sessions.length > 0 ||
      this.dockerfiles.dockerignore !== null ||
      this.dockerfiles.settings.file !== null ||
      this.ciRules.settings !== null ||
      this.secretSettings.ignoreFile !== null ||
      this.secretSettings.patternFile !== null,
  );

  readonly phase = $derived.by((): Phase => {
    if (this.images.sessions.some(({ state }) => state === 'scanning')) return 'scanning';
    if (this.reading > 0 || this.walking || this.images.readingAgain) return 'reading';
    if (this.started) return 'ready';
    return this.problems.list.length > 0 ? 'failed' : 'empty';
  });

  /** True while anything is under way that the report still waits for. */
  readonly busy = $derived(
    this.phase === 'reading' ||
      this.phase === 'scanning' ||
      this.dockerfiles.busy ||
      this.images.examining ||
      (this.context?.busy ?? false) ||
      this.outlook.busy ||
      this.comparison.busy,
  );

  /** The report as every view and export reads it; images that are still being scanned are not in it yet. */
  readonly report = $derived.by((): Report => this.reportWith(null));

  private reportWith(values: SecretValues | null): Report {
    const { titles } = this.secretSettings;
    const inDockerfiles = dockerfileSecretReports(this.secrets?.secrets ?? [], values, titles);
    return {
      schema: 'plimsoll-report/1',
      tool: { name: 'plimsoll', version: __APP_VERSION__ },
      images: this.images.sessions.flatMap((session) => this.imageReports(session, values)),
      dockerfiles: this.dockerfiles.sessions.flatMap(({ name, audit, review, rebuilt }) => {
        const secrets = inDockerfiles.get(name) ?? [];
        return audit ? [buildDockerfileReport(name, audit, review, secrets, { reconstructed: rebuilt !== null })] : [];
      }),
      contexts: this.context?.audit ? [buildContextReport(this.context.name, this.context.audit)] : [],
      problems: this.problems.list.map(reported),
      ...this.outlook.report,
      ...(this.comparison.report && { compare: this.comparison.report }),
    };
  }

  /** None while it is being scanned. */
  private imageReports(session: ImageSession, values: SecretValues | null): ImageReport[] {
    const { titles } = this.secretSettings;
    const { report, secretSearch } = session;
    if (!report) return [];
    const bases = this.baseAdvice.reportOf(session);
    const { kept } = secretSearch;
    const asSet = kept && (values || titles.size > 0);
    if (!bases && !asSet) return [report];
    const parts = {
      ...(asSet && { secrets: imageSecretReports(kept.secrets, values, titles) }),
      ...(bases && { bases }),
    };
    return [withParts(report, parts)];
  }

  /**
   * The report with the file systems and the texts behind it, for what names every file or tells lines apart; with values of
   * secrets where the user wants them.
   */
  exportInput(values: SecretValues | null = null): ExportInput {
    return {
      report: values ? this.reportWith(values) : this.report,
      rootfs: this.images.sessions.flatMap(({ report, rootfs }) => (report && rootfs) ?? []),
      texts: this.dockerfiles.sessions.flatMap(({ audit, auditedText }) => (audit ? [auditedText] : [])),
      compared: this.comparison.tree,
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
      ...folders.filter(({ project }) => project),
      ...bySize,
      ...folders.filter(({ project }) => !project),
    ]) {
      const added = item instanceof File ? this.addFile(item, signal) : this.addFolder(item, signal);
      await added.catch((error: unknown) => this.problems.add(toFault(error, item.name), { signal }));
      if (signal.aborted) return;
      this.reading--;
    }
  }

  /** Reads the names of a folder; null where the user cancels that. Throws a FaultError where the folder is nothing to read. */
  async walk(name: string, read: (options: WalkOptions) => Promise<DroppedFolder>): Promise<DroppedFolder | null> {
    const { signal } = this.abort;
    const walk = new FolderWalk(name);
    this.walking = walk;
    try {
      return await read({ signal, onNames: (names) => walk.report(names) });
    } catch (error) {
      if (signal.aborted) return null;
      throw error;
    } finally {
      if (this.walking === walk) this.walking = null;
    }
  }

  /** Ends the scan; what was read of other images stays. */
  cancel(): void {
    this.abort.abort();
    this.abort = new AbortController();
    this.reading = 0;
    this.images.cancel();
  }

  /** Makes a Dockerfile from what the image that is shown tells of its build. */
  async rebuildDockerfile(): Promise<void> {
    const { image } = this;
    const { signal } = this.abort;
    if (!image) return;
    await this.dockerfiles
      .rebuild(image, signal)
      .catch((error: unknown) => this.problems.add(toFault(error, image.fileName), { signal }));
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

  /** Keeps a secret out of what is listed; false where the list has room for no more. */
  letStand(entry: Omit<IgnoreEntry, 'line'>): boolean {
    const added = this.secretSettings.add(entry);
    const fileName = this.secretSettings.ignoreFile ?? '.plimsollignore';
    const detail = 'It has as many lines as are read, so none was added.';
    if (added) this.secretsChanged();
    else this.problems.add({ kind: 'secret-list', fileName, detail }, this.abort);
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
    this.images.clear();
    this.comparison.reset();
    this.context?.close();
    this.context = null;
    this.dockerfiles.startOver();
    this.ciRules.reset();
    this.secretSettings.reset();
    this.keepText = '';
    this.vulnerabilityData.reset();
    this.problems.clear();
  }

  private addFolder(folder: DroppedFolder, signal: AbortSignal): Promise<void> {
    const { name, files, project } = folder;
    if (project) return this.addProject(folder, project, signal);
    return this.images.add({ kind: 'folder', name, files }, new Reading(signal));
  }

  /** A folder to build from; of its files, what is named like an input, and Dockerfiles by their paths in it. */
  private async addProject({ files, faults }: DroppedFolder, names: FolderNames, signal: AbortSignal): Promise<void> {
    for (const fault of faults) this.problems.add(fault, { signal });
    this.dockerfiles.bareContext = !files.some(({ path }) => textKindOfName(path) === 'dockerignore');
    const { dockerfiles, archives } = await this.readTexts(files, signal);
    if (signal.aborted) return;
    this.context?.close();
    this.context = new ContextSession(names, {
      compared: () => this.compared(),
      onKnown: () => void this.dockerfiles.improveAll(),
      onEdited: () => void this.dockerfiles.improveCurrent(),
      signal,
    });
    performance.mark('plimsoll:named');
    void this.context.read();
    const inOrder = dockerfiles.sort((one, other) => byDepth(one.name, other.name));
    this.dockerfiles.add(inOrder, { browsing: inOrder.length > 1 });
    for (const archive of archives.sort((one, other) => one.size - other.size)) {
      await this.addFile(archive, signal).catch((error: unknown) =>
        this.problems.add(toFault(error, archive.name), { signal }),
      );
    }
  }

  /** What the folder is laid beside. A Dockerfile that was made from an image copies nothing of it. */
  private compared(): Compared {
    const { current, dockerignore } = this.dockerfiles;
    const dockerfile = current?.rebuilt ? null : current;
    return { dockerfile, better: dockerfile?.review?.proposal?.text ?? null, dockerignore };
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
        this.problems.add(toFault(error, path), { signal });
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
      case 'keep-list':
        this.keepText = recognised.text;
        return;
      case 'suppressions':
        return this.vulnerabilityData.readSuppressions(file.name, recognised.text);
      case 'advisories':
        this.vulnerabilityData.add(file);
        return this.images.lookUp();
      case 'image-archive':
        return this.images.addFile(file, new Reading(signal));
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
    this.images.search();
    void this.dockerfiles.read();
  }

  /** What was found is listed otherwise, and better Dockerfiles rest on it. */
  private secretsChanged(): void {
    if (this.image?.secretSearch.kept) void this.dockerfiles.improveAll();
  }
}
