import type { DockerfileAudit } from '../lint/audit-dockerfile.ts';
import type { HadolintConfig, LintConfig } from '../lint/config.ts';
import { atOnce } from './at-once.ts';
import { DockerfileSession, type NamedText } from './dockerfile-session.svelte.ts';
import type { DockerfilePlace } from '../secrets/image-secrets.ts';
import type { SearchedDockerfile } from '../secrets/dockerfile-secrets.ts';
import type { ImageSession } from './image-session.svelte.ts';
import type { FolderInput } from '../optimize/project-folder.ts';
import type { Profile } from '../optimize/review.ts';
import { onlyFiles } from '../rootfs/only-files.ts';
import { pool } from '../workers/pool.ts';
import type { FindingFix } from '../lint/finding.ts';
import { LintSettings } from './lint-settings.svelte.ts';
import type { SecretSettings } from './secret-settings.svelte.ts';
import { withAdded } from './with-added.ts';

/** Of more Dockerfiles than these, only those that are opened get a better version: each takes 5 to 600 ms. */
const improvedUnopened = 20;
/** Of the Dockerfile that is rebuilt from an image. */
const rebuiltName = 'Dockerfile (rebuilt from history)';
/** As many as keep the worker busy; what the user types meanwhile waits for no more. */
const checkedAtOnce = 4;
/** Milliseconds: an edit that comes sooner after another is typing, and is looked at when the keys pause. */
const quick = 200;
const pause = 80;

interface AuditOfFile {
  readonly file: string;
  readonly audit: DockerfileAudit;
}

/** What lies around the Dockerfiles. */
export interface Surroundings {
  /** The image that is shown. */
  image(): ImageSession | null;
  folder(): FolderInput | null;
  /** The Dockerfile that is shown, its text or the .dockerignore is another. */
  onChanged(): void;
  /** The Dockerfile that is shown has another better version. */
  onImproved(): void;
}

/** The Dockerfiles that were dropped, with what lies beside them, and what is said of them. */
export class Dockerfiles {
  sessions = $state.raw<readonly DockerfileSession[]>([]);
  index = $state(0);
  dockerignore = $state.raw<NamedText | null>(null);
  /** A project was dropped, and it has no .dockerignore. */
  bareContext = $state(false);
  /** Several were dropped together, none was opened since, and the table of all of them is what to look at. */
  browsing = $state(false);
  readonly settings = new LintSettings();
  private readonly beside: Surroundings;
  private readonly secretSettings: SecretSettings;

  private pause: ReturnType<typeof setTimeout> | undefined;
  /** Keys come one after the other: what is said of the text follows when they pause. */
  private isTyping = $state(false);
  private rounds = $state(0);
  /** Something is still to be said of one of them. */
  readonly busy = $derived(
    this.isTyping || this.rounds > 0 || this.sessions.some(({ busy, hearsShellCheck }) => busy || hearsShellCheck),
  );

  /** The one that is shown. */
  readonly current = $derived(this.sessions[this.index] ?? null);

  /** Those that were searched for secrets, and what they hold. */
  readonly searched = $derived(
    this.sessions.flatMap(({ name, audit }): SearchedDockerfile[] => (audit ? [{ name, secrets: audit.secrets }] : [])),
  );

  constructor(secretSettings: SecretSettings, beside: Surroundings) {
    this.secretSettings = secretSettings;
    this.beside = beside;
  }

  /**
   * One of a name that is known takes the other's place, and what the user has that of what was rebuilt. The first of those
   * that are added is shown.
   */
  add(added: readonly NamedText[], { browsing = false } = {}): void {
    const [first] = added;
    if (!first) return;
    this.browsing = browsing;
    const fresh = added.map((text) => this.takenOver(text) ?? new DockerfileSession(text, this.secretSettings));
    this.sessions = withAdded(this.owned, fresh);
    this.index = this.sessions.findIndex(({ name }) => name === first.name);
    void this.read(fresh);
  }

  /** What was typed into one of the same name is not thrown away: its editor can go back to it. */
  private takenOver({ name, text }: NamedText): DockerfileSession | null {
    const session = this.owned.find((other) => other.name === name && other.isUnsaved);
    session?.dropAgain(text);
    return session ?? null;
  }

  /** Those of which something would be lost. */
  get unsaved(): readonly DockerfileSession[] {
    return this.sessions.filter(({ isUnsaved }) => isUnsaved);
  }

  /** Makes one from what an image tells of its build, to work on until the user drops their own. */
  async rebuild(image: ImageSession, signal: AbortSignal): Promise<void> {
    const { report, rootfs } = image;
    if (!report || !rootfs) return;
    const { layers, from, estimate, reason, name } = report.base;
    const base = { layers, from, estimate, reason, name };
    const { fileName, key, title } = image;
    const own = this.secretSettings.patterns;
    const input = { fileName, image: image.image, base, onlyFiles: onlyFiles(rootfs), own };
    this.rounds++;
    try {
      const made = await pool.run('reconstruct-dockerfile', input, { signal });
      if (this.owned.length > 0) return;
      const rebuilt = { image: key, title, base, made };
      const session = new DockerfileSession({ name: rebuiltName, text: made.text }, this.secretSettings, rebuilt);
      [this.sessions, this.index, this.browsing] = [[session], 0, false];
    } finally {
      this.rounds--;
    }
    await this.read();
  }

  /** Without what was rebuilt. */
  private get owned(): readonly DockerfileSession[] {
    return this.sessions.filter(({ rebuilt }) => rebuilt === null);
  }

  /** New text of the one that is shown, or of the one that its editor belongs to. */
  edit(text: string, session = this.current): void {
    if (!session) return this.add([{ name: 'Dockerfile', text }]);
    const rested = session.sinceEdit() > quick;
    session.edit(text);
    clearTimeout(this.pause);
    this.isTyping = !rested;
    if (rested) void this.read([session]);
    else this.pause = setTimeout(() => this.typed(session), pause);
  }

  /** Does fixes that were found in the text that was audited, outside of the editor. Those whose lines are others by now are left out. */
  applyFixes(fixes: readonly FindingFix[], session: DockerfileSession): void {
    const text = session.fixes.apply(fixes, session.auditedText);
    if (text !== null) this.edit(text, session);
  }

  /** Takes the last of these back, where nothing was written since. */
  undoFixes(session: DockerfileSession): void {
    const text = session.fixes.undo();
    if (text !== null) this.edit(text, session);
  }

  private typed(session: DockerfileSession): void {
    this.isTyping = false;
    void this.read([session]);
  }

  select(index: number): void {
    this.index = index;
    this.browsing = false;
    this.beside.onChanged();
    const session = this.current;
    // What is sent of a folder may have changed while another one was shown.
    if (session && !session.busy && (!session.review || this.beside.folder())) void this.improve(session);
  }

  switchChanges(ids: Iterable<string>, on: boolean): void {
    const session = this.current;
    if (!session) return;
    for (const id of ids) session.switchChange(id, on);
    void this.improve(session);
  }

  /** Switches on what a profile has on, in the Dockerfile that is shown. */
  chooseProfile(profile: Profile): void {
    const session = this.current;
    if (!session) return;
    session.choose(profile);
    void this.improve(session);
  }

  setIgnore(dockerignore: NamedText): void {
    this.dockerignore = dockerignore;
    void this.read();
  }

  /** Throws a FaultError where the file can't be used as it stands. */
  async readSettings(fileName: string, text: string): Promise<void> {
    try {
      await this.settings.read(fileName, text);
    } finally {
      void this.check();
    }
  }

  /** What the user switched or graded; of a file that was dropped, the rest stays. */
  changeSettings(config: HadolintConfig): void {
    this.settings.config = config;
    void this.check();
  }

  /** Goes back to what the file says. */
  resetChanges(): void {
    this.settings.resetChanges();
    void this.check();
  }

  /** Goes back to what hadolint does without a configuration. */
  resetSettings(): void {
    this.settings.reset();
    void this.check();
  }

  /** The secret at a place, as the text has it. */
  reveal({ name, found }: DockerfilePlace): string {
    return this.sessions.find((session) => session.name === name)?.reveal(found) ?? '';
  }

  startOver(): void {
    clearTimeout(this.pause);
    this.isTyping = false;
    this.sessions = [];
    this.index = 0;
    this.dockerignore = null;
    this.bareContext = false;
    this.browsing = false;
    this.settings.reset();
  }

  /** Says anew what is to be said: findings first, then the better version. */
  async read(sessions = this.sessions): Promise<void> {
    this.beside.onChanged();
    const checked = this.check(sessions);
    // The worker takes one after the other: of a few, the second task need not wait until the page shows the first.
    if (sessions.length > checkedAtOnce) await checked;
    await Promise.all([checked, this.improveAll(sessions)]);
  }

  /** Looks for better versions anew: more is known of the image. */
  async improveAll(sessions = this.sessions): Promise<void> {
    const few = this.sessions.length <= improvedUnopened;
    const wanted = sessions.filter((session) => few || session === this.current || session.review);
    await Promise.all(wanted.map((session) => this.improve(session)));
  }

  /** Looks for a better version of the one that is shown. */
  async improveCurrent(): Promise<void> {
    if (this.current) await this.improve(this.current);
  }

  private async check(sessions = this.sessions): Promise<void> {
    const image = this.beside.image();
    this.rounds++;
    await atOnce(checkedAtOnce, sessions, (session) => session.check(image, this.configOf(session)));
    this.rounds--;
    if (image) this.findSource(image);
  }

  private async improve(session: DockerfileSession): Promise<void> {
    await session.improve(() => ({
      image: this.beside.image(),
      folder: session.rebuilt ? null : this.beside.folder(),
      dockerignore: this.dockerignore?.text ?? null,
    }));
    if (session === this.current) this.beside.onImproved();
  }

  /** How one of them is linted. */
  configOf({ name }: DockerfileSession): LintConfig {
    const config = { ...this.settings.config, ownPatterns: this.secretSettings.patterns };
    // Of a Dockerfile deeper in a project nobody knows which folder it is built in.
    if (name.includes('/')) return config;
    return { ...config, dockerignore: this.dockerignore?.text ?? (this.bareContext ? null : undefined) };
  }

  /** The Dockerfile that built the image, or explains most of its layers. */
  private findSource(image: ImageSession): void {
    const audits = this.sessions.flatMap((session) => {
      const audit = session.auditBeside(image);
      return audit ? [{ file: session.name, audit }] : [];
    });
    // By now another image is the one that they are laid beside.
    if (audits.length === 0 && this.sessions.some(({ audit }) => audit)) return;
    const matched = ({ audit }: AuditOfFile): number => audit.layerLines.filter((line) => line !== null).length;
    const built = ({ audit }: AuditOfFile): number => (audit.match?.verdict === 'built' ? 1 : 0);
    const score = ({ audit }: AuditOfFile): number => audit.match?.score ?? 0;
    const best = audits.sort((a, b) => built(b) - built(a) || matched(b) - matched(a) || score(b) - score(a))[0];
    if (!best || matched(best) + built(best) === 0) image.layerSource = null;
    else image.layerSource = { file: best.file, lines: best.audit.layerLines, base: best.audit.base };
  }
}
