import { SvelteMap } from 'svelte/reactivity';
import { toFault, type Fault } from '../fault.ts';
import type { BaseBoundary } from '../history/base-boundary.ts';
import type { Reconstructed } from '../history/rebuilt-lines.ts';
import type { AuditInput, DockerfileAudit, HistoryOfImage } from '../lint/audit-dockerfile.ts';
import type { LintConfig } from '../lint/config.ts';
import { letSecretsStand } from '../lint/let-secrets-stand.ts';
import type { Answered } from '../lint/shellcheck/known-answers.ts';
import type { ImageInput } from '../optimize/review-dockerfile.ts';
import type { FolderInput } from '../optimize/project-folder.ts';
import { isInProfile, type Change, type DockerfileReview, type Profile } from '../optimize/review.ts';
import type { DockerfileSecret } from '../secrets/found-secret.ts';
import { leaksOf } from '../secrets/leak.ts';
import { valueInText } from '../secrets/value-in-text.ts';
import { pool } from '../workers/pool.ts';
import { AppliedFixes } from './applied-fixes.svelte.ts';
import { atOnce } from './at-once.ts';
import type { ImageSession } from './image-session.svelte.ts';
import { LastWanted } from './last-wanted.svelte.ts';
import type { SecretSettings } from './secret-settings.svelte.ts';
import { shellCheck } from './shell-check-of-page.ts';

/** As many as keep its workers busy; of a text that has changed, what was not asked yet is not asked any more. */
const askedAtOnce = 4;
/** Of one Dockerfile: more scripts than anyone writes in it. */
const answersKept = 500;
/** Milliseconds without a key before ShellCheck looks at what was typed: half a word is a finding to it. */
const pause = 200;

export interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** What the better version of a Dockerfile is found by. */
export interface Beside {
  readonly image: ImageSession | null;
  /** The folder that was dropped to be built from. */
  readonly folder: FolderInput | null;
  /** The text of one that was dropped. */
  readonly dockerignore: string | null;
}

/** A Dockerfile that nobody dropped: what it was made from. */
export interface RebuiltFrom {
  /** The key of the image. */
  readonly image: string;
  readonly title: string;
  readonly base: BaseBoundary;
  readonly made: Reconstructed;
}

/** What the text is laid beside, and how it is linted. */
interface Audited {
  readonly image: ImageSession | null;
  readonly config: LintConfig;
}

/** One Dockerfile with what is said of it, and the better version with the changes that are on. */
export class DockerfileSession {
  readonly name: string;
  /** Null for one that the user has. */
  readonly rebuilt: RebuiltFrom | null;
  text = $state('');
  /** As it was dropped, pasted or rebuilt. */
  original = $state('');
  /** What the user has a file of. */
  private stored = $state('');
  /** Fixes that another view than the editor's made. */
  readonly fixes = new AppliedFixes(() => this.text);
  private readonly secretSettings: SecretSettings;
  /** What the worker said of it. */
  private said = $state.raw<DockerfileAudit | null>(null);
  readonly audit = $derived.by((): DockerfileAudit | null =>
    this.said ? letSecretsStand(this.said, this.name, this.secretSettings.entries) : null,
  );
  /** The image that the audit laid it beside; null: none. */
  private auditedWith = $state.raw<ImageSession | null>(null);
  review = $state.raw<DockerfileReview | null>(null);
  /** What the review is about: the text may be further by now. */
  reviewedText = $state.raw('');
  /** Why there is no audit, or no review. */
  fault = $state.raw<Fault | null>(null);
  /** Which changes are on where the user chose nothing else. */
  profile = $state<Profile>('balanced');
  /** Changes that the user switched, by their ids. */
  private readonly switched = new SvelteMap<string, boolean>();
  /** What the last review was made with; null: with the text alone. */
  reviewedWith = $state.raw<ImageSession | null>(null);
  /** What the audit is about: the text may be further by now. */
  auditedText = '';
  /** Audits whose scripts ShellCheck is asked about: the rules' findings are there already. */
  private hearing = $state(0);
  private readonly audits = new LastWanted((isWanted) => this.auditOnce(isWanted));
  private readonly reviews = new LastWanted((isWanted) => this.reviewOnce(isWanted));
  private beside: () => Beside = () => ({ image: null, folder: null, dockerignore: null });
  private toAudit: Audited | null = null;
  private auditsMade = 0;
  private editedAt = -Infinity;
  private heard: Promise<void> = Promise.resolve();
  /** What ShellCheck said last: of a script that stays, its findings stay while another one is looked at. */
  private answers: readonly Answered[] = [];

  readonly busy = $derived(this.audits.busy || this.reviews.busy);
  readonly hearsShellCheck = $derived(this.hearing > 0);

  constructor({ name, text }: NamedText, secretSettings: SecretSettings, rebuilt: RebuiltFrom | null = null) {
    this.name = name;
    this.text = text;
    this.original = text;
    this.stored = text;
    this.secretSettings = secretSettings;
    this.rebuilt = rebuilt;
  }

  get isEdited(): boolean {
    return this.text !== this.original;
  }

  /** Leaving the page would lose what was typed. */
  get isUnsaved(): boolean {
    return this.isEdited && this.text !== this.stored;
  }

  /** The user has the text as it stands in a file now. */
  markSaved(): void {
    this.stored = this.text;
  }

  /** A file of its name was dropped, which takes the place of what was typed. The editor can undo that. */
  dropAgain(text: string): void {
    this.original = text;
    this.stored = text;
    this.edit(text);
  }

  /** The name of the file that it becomes. */
  get fileName(): string {
    return this.rebuilt ? 'Dockerfile' : this.name;
  }

  /** New text of the user's. */
  edit(text: string): void {
    this.text = text;
    this.editedAt = performance.now();
  }

  /** Milliseconds since the text was changed last. */
  sinceEdit(): number {
    return performance.now() - this.editedAt;
  }

  /**
   * Looks at the text as it stands. Of several calls under way, the last one counts. What ShellCheck says of scripts that
   * are new comes later: nothing waits for it.
   */
  check(image: ImageSession | null, config: LintConfig): Promise<void> {
    this.toAudit = { image, config };
    return this.audits.ask();
  }

  private async auditOnce(isWanted: () => boolean): Promise<void> {
    if (!this.toAudit) return;
    const { image, config } = this.toAudit;
    const run = ++this.auditsMade;
    const { name, text } = this;
    try {
      const beside = image && partOf(image, this.madeFrom(image));
      const input = { fileName: name, text, config, image: beside, answers: this.answers };
      const audit = await pool.run('audit-dockerfile', input);
      if (!isWanted()) return;
      this.said = this.withoutBase(audit);
      this.auditedWith = image;
      this.auditedText = text;
      this.fault = null;
      this.hear(run, input, audit.questions);
    } catch (error) {
      if (!isWanted()) return;
      this.said = null;
      this.fault = toFault(error, name);
    }
  }

  /** One after another: whoever types would have ShellCheck look at each letter. */
  private hear(run: number, input: AuditInput, questions: readonly string[]): void {
    if (questions.length === 0) return;
    this.hearing++;
    this.heard = this.heard.then(async () => {
      try {
        await this.askShellCheck(run, input, questions);
      } catch (error) {
        if (run === this.auditsMade) this.fault = toFault(error, input.fileName);
      } finally {
        this.hearing--;
      }
    });
  }

  private async askShellCheck(run: number, input: AuditInput, questions: readonly string[]): Promise<void> {
    const answers = [...input.answers];
    const rest = this.editedAt + pause - performance.now();
    if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
    await atOnce(askedAtOnce, questions, async (question) => {
      if (run === this.auditsMade) answers.push([question, await shellCheck.check(question)]);
    });
    if (run !== this.auditsMade) return;
    const audit = await pool.run('audit-dockerfile', { ...input, answers });
    if (run !== this.auditsMade) return;
    this.said = this.withoutBase(audit);
    // What could not be loaded is asked again with the next text.
    this.answers = answers
      .filter(([, answer]) => answer.kind === 'comments' || answer.reason !== 'not-loaded')
      .slice(-answersKept);
  }

  /** What is said of it beside an image; null while another one is still the one that it was laid beside. */
  auditBeside(image: ImageSession | null): DockerfileAudit | null {
    return this.auditedWith === image ? this.audit : null;
  }

  /** One that was rebuilt tells nothing new of a base image. */
  private withoutBase(audit: DockerfileAudit): DockerfileAudit {
    return this.rebuilt ? { ...audit, base: null } : audit;
  }

  /** What was rebuilt from this very image; null where it is no Dockerfile of it. */
  private madeFrom({ key }: ImageSession): Reconstructed | null {
    return this.rebuilt?.image === key ? this.rebuilt.made : null;
  }

  /** A secret that the audit tells, as the text has it. */
  reveal(found: DockerfileSecret): string {
    return valueInText(this.auditedText, found);
  }

  /** As the user wants it; the text may not have it yet. */
  isOn(change: Pick<Change, 'id' | 'profile'>): boolean {
    return this.switched.get(change.id) ?? isInProfile(change, this.profile);
  }

  /** The user has it otherwise than the profile. */
  isSwitched(change: Pick<Change, 'id' | 'profile'>): boolean {
    return this.isOn(change) !== isInProfile(change, this.profile);
  }

  switchChange(id: string, on: boolean): void {
    this.switched.set(id, on);
  }

  /** What the profile has on, and nothing else. */
  choose(profile: Profile): void {
    this.profile = profile;
    this.switched.clear();
  }

  private switchedTo(on: boolean): string[] {
    return [...this.switched].flatMap(([id, isOn]) => (isOn === on ? [id] : []));
  }

  /** Looks for what would make it better, by an image, a folder or alone. Of several calls under way, the last one counts. */
  improve(beside: () => Beside): Promise<void> {
    this.beside = beside;
    return this.reviews.ask();
  }

  private async reviewOnce(isWanted: () => boolean): Promise<void> {
    const { image: session, folder, dockerignore } = this.beside();
    const { name, text, profile } = this;
    const { patterns: own } = this.secretSettings;
    const image = session && witnessOf(session);
    const made = this.rebuilt?.made ?? null;
    const rebuilt = made && { made, isOfImage: session !== null && this.madeFrom(session) !== null };
    try {
      const [off, on] = [this.switchedTo(false), this.switchedTo(true)];
      const input = { fileName: name, text, dockerignore, image, folder, rebuilt, profile, off, on, own };
      const review = await pool.run('review-dockerfile', input);
      if (!isWanted()) return;
      this.review = review;
      this.reviewedText = text;
      this.reviewedWith = image && session;
    } catch (error) {
      if (!isWanted()) return;
      this.review = null;
      this.fault = toFault(error, name);
    }
  }
}

/** What the better version is held against: all of the image, and what was found in it. */
function witnessOf({
  key,
  image,
  rootfs,
  programs,
  secretSearch: { kept },
}: ImageSession): ({ key: string } & ImageInput) | null {
  return rootfs && { key, image, rootfs: rootfs.columns, leaks: kept ? leaksOf(kept, image) : [], programs };
}

/** What crosses to the worker: an image of many files is large. */
function partOf({ image, rootfs }: ImageSession, rebuilt: Reconstructed | null): HistoryOfImage | null {
  return rootfs && { history: image.history, layerCount: image.layers.length, platform: image.platform, rebuilt };
}
