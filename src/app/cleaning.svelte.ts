import type { VerifiedDigest } from '../analysis/verification.ts';
import type { InPieces } from '../bytes/in-pieces.ts';
import type { Cleaned, CleanInput } from '../cleaning/clean-image.ts';
import { chosenPaths, type ChosenPaths } from '../cleaning/chosen-paths.ts';
import { CleanPlan } from '../cleaning/clean-plan.ts';
import type { Cleaning } from '../cleaning/cleaning.ts';
import type { LayerCut } from '../cleaning/layer-cut.ts';
import type { Oddity } from '../cleaning/oddity.ts';
import { isoTime } from '../cleaning/cleaned-config.ts';
import { cleaningOf, type StoredPlace } from '../cleaning/contents-of-places.ts';
import type { LayerBlob } from '../image/model.ts';
import type { Rootfs } from '../rootfs/rootfs.ts';
import { parseInstant } from '../cleaning/instant.ts';
import type { RootfsColumns } from '../rootfs/columns.ts';
import type { SecretPlace } from '../secrets/image-secrets.ts';
import { fileNameFrom, namePartOf } from '../saving/file-name.ts';
import { pool } from '../workers/pool.ts';
import { wholeInTurns } from './in-turns.ts';
import type { ImageSession } from './image-session.svelte.ts';
import { SaveRun, type Writing, type Written } from './save-run.svelte.ts';
import type { ScratchSpace } from './scratch-space.ts';
import { secretFilesOf } from './secret-files.ts';
import { SumInTurns } from './sum-in-turns.svelte.ts';

/** What became of a cleaned image. */
export type CleanResult = Cleaned & Written & Pick<CleanInput, 'compress'>;

/** Which layers are made one. */
export type Squash = 'none' | 'own' | 'all';

type Of = Pick<
  ImageSession,
  'report' | 'read' | 'image' | 'rootfs' | 'fileName' | 'title' | 'secretSearch' | 'verification' | 'verifyEnded'
>;

/** What is known of the digests that the archive names: an image that is written anew has none that are wrong. */
export type DigestState = 'waiting' | 'right' | 'wrong' | 'unknown';

/** What goes by what is chosen. */
export interface CleaningCount {
  /** By layer. */
  readonly cuts: readonly LayerCut[];
  /** Why no hidden file goes. */
  readonly oddity: Oddity | null;
  /** What the user's lines name. */
  readonly paths: ChosenPaths;
}

/** What else goes than what the user chooses here, and what the image is then called. */
interface Besides {
  /** Behind the image's own name: `cleaned`. */
  readonly name: string;
  readonly nodes: () => readonly number[];
}

/** What is chosen, as it stands when somebody asks. */
interface Choices {
  readonly besides: readonly number[];
  readonly hidden: boolean;
  readonly places: readonly StoredPlace[];
  readonly pathsText: string;
  readonly squashFrom: number | null;
}

/** What is taken out of one image, and the writing of what is left. */
export class CleaningSession extends SaveRun<CleanResult> {
  hidden = $state(true);
  /** Secrets in ENV, labels, commands and the history are taken out. */
  texts = $state(false);
  /** Paths of the files with secrets that are taken out. */
  chosen = $state.raw<readonly string[]>([]);
  /** Globs of files and folders that are taken out, one a line. */
  pathsText = $state('');
  squash = $state<Squash>('none');
  /** Layers are compressed, with gzip. */
  compress = $state(false);
  /** Everything gets one time, which `timeText` says. */
  oneTime = $state(false);
  timeText = $state('1970-01-01T00:00:00Z');
  /** The user wants it written though its digests are wrong, or nobody knows. */
  confirmed = $state(false);
  /** What of each layer is left out, by what is chosen. */
  readonly counted = new SumInTurns<CleaningCount>();

  private readonly of: Of;

  private readonly besides: Besides;

  constructor(
    of: Of,
    space: Pick<ScratchSpace, 'place' | 'free'>,
    besides: Besides = { name: 'cleaned', nodes: () => [] },
  ) {
    super(space, () => of.fileName);
    this.of = of;
    this.besides = besides;
  }

  readonly secretFiles = $derived.by(() => secretFilesOf(this.of.secretSearch.kept?.secrets ?? []));

  /** How many secrets stand in the config or the history. */
  get textSecrets(): number {
    const isInText = ({ where }: SecretPlace): boolean => where !== 'file' && where !== 'dockerfile';
    return (this.of.secretSearch.kept?.secrets ?? []).filter(({ places }) => places.some(isInText)).length;
  }

  /** What `timeText` says; null where it says no time. */
  readonly time = $derived(parseInstant(this.timeText));

  get tags(): readonly string[] {
    return this.of.image.tags;
  }

  get layerCount(): number {
    return this.of.image.layers.length;
  }

  /** How many of the lowest layers are the base image's; 0 where that is not known. */
  get baseLayers(): number {
    return this.of.report?.base.layers ?? 0;
  }

  /** The first of the layers that are made one. */
  private get squashFrom(): number | null {
    const from = { none: null, own: this.baseLayers, all: 0 }[this.squash];
    return from !== null && this.layerCount - from > 1 ? from : null;
  }

  /** When the image was made, as its config says; null where it does not. */
  get madeAt(): string | null {
    const made = parseInstant(this.of.image.created ?? '');
    return made === null ? null : isoTime(made);
  }

  /** Something that is chosen cannot be understood. */
  get isUnclear(): boolean {
    return this.oneTime && this.time === null;
  }

  /** What is chosen leaves the image as it is, whatever it holds. */
  get isSame(): boolean {
    return !this.texts && !this.oneTime && !this.compress && this.squashFrom === null;
  }

  /** Why the image cannot be written anew, a sentence; null where it can. */
  readonly refusal = $derived.by((): string | null => {
    const { image } = this.of;
    if (image.format === 'rootfs')
      return 'This is the file system of a container, without layers that could hide something, and without a config that says what it starts. Save an image (docker save), and drop it here.';
    if (image.configText === '')
      return 'The archive has no config that could be written anew, as Docker before 1.10 wrote it. Load it into a newer one, and save it again (docker load, docker save).';
    const missing = image.layers.find(({ range }) => range === null);
    return missing ? refusalOf(missing) : null;
  });

  readonly digests = $derived.by((): DigestState => {
    const { verification, verifyEnded } = this.of;
    if (!verification) return verifyEnded ? 'unknown' : 'waiting';
    if (verification.state === 'mismatch') return 'wrong';
    return verification.items.some(isNotCompared) ? 'unknown' : 'right';
  });

  /** Damage would be hidden by digests that are right: nothing is written before they were compared. */
  readonly mayWrite = $derived(this.digests === 'right' || (this.digests !== 'waiting' && this.confirmed));

  get fileName(): string {
    return fileNameFrom(`${namePartOf(this.of.title)}-${this.besides.name}.tar`);
  }

  choose(paths: readonly string[], areChosen: boolean): void {
    const others = this.chosen.filter((one) => !paths.includes(one));
    this.chosen = areChosen ? [...others, ...paths] : others;
  }

  /** Counts what is left out; gives what ends that. To be asked again when something else is chosen. */
  count(rootfs: Rootfs): () => void {
    return this.counted.sum(countOf(rootfs.columns, this.choices()));
  }

  /** Gives the result once it is written; null where it was not. To be called right behind a click. */
  async save(): Promise<CleanResult | null> {
    const { image, rootfs } = this.of;
    if (!rootfs || this.refusal !== null || this.isUnclear || !this.mayWrite || this.phase === 'saving') return null;
    const choices = this.choices();
    const how = { time: this.oneTime ? this.time : null, compress: this.compress };
    const read = image.layers.map((layer) => this.of.read(layer));
    const total = read.reduce((sum, { layer: { range } }) => sum + (range ? range.end - range.start : 0), 0);
    return this.run(
      this.fileName,
      async () => total,
      async (writing: Writing) => {
        const { cleaning } = await wholeInTurns(cleaningOfChoices(rootfs.columns, choices), writing.signal);
        return this.write(rootfs, cleaning, how, writing);
      },
    );
  }

  private async write(
    rootfs: Rootfs,
    cleaning: Cleaning,
    how: Pick<CleanInput, 'time' | 'compress'>,
    { target, ...options }: Writing,
  ): Promise<CleanResult> {
    const { image } = this.of;
    const read = image.layers.map((layer) => this.of.read(layer));
    const { file: _, layer: __, ...common } = read[0] ?? { fileName: this.of.fileName, file: null, layer: null };
    const layers = read.map(({ file, layer }) => ({ file, layer }));
    const { fileName } = this;
    const { configText, tags, config, history } = image;
    const secretsIn = this.texts ? { config, history, own: this.of.secretSearch.ownPatterns } : null;
    const input = { ...common, columns: rootfs.columns, layers, configText, tags, cleaning, secretsIn, target, ...how };
    return { ...(await pool.run('clean-image', { ...input, savedAs: fileName }, options)), ...how, fileName };
  }

  private choices(): Choices {
    const { hidden, pathsText, squashFrom } = this;
    const chosen = this.secretFiles.filter(({ path }) => this.chosen.includes(path));
    const besides = this.besides.nodes();
    return { hidden, pathsText, squashFrom, places: chosen.flatMap(({ places }) => places), besides };
  }
}

function refusalOf({ index, kind }: LayerBlob): string {
  if (kind === 'encrypted')
    return `Layer ${index} is encrypted: what is in it can’t be known. Decrypt the image first (skopeo copy --decryption-key), and drop it here.`;
  if (kind === 'foreign')
    return `Layer ${index} is kept elsewhere, as base layers of Windows are, and the archive does not hold it: what is in it can’t be known. Save the image with that layer in it, if its licence lets you.`;
  return `Layer ${index} is not in the archive: save the image again, with all its layers.`;
}

/** A layer that has a digest, and could not be read; what an archive names no digest of is as right as it can be. */
const isNotCompared = ({ what, expected, ok }: VerifiedDigest): boolean =>
  what === 'layer' && expected !== null && ok === null;

const sessions = new WeakMap<ImageSession, CleaningSession>();

/** The one of an image, which goes with it. */
export function cleaningOfImage(image: ImageSession): CleaningSession {
  const known = sessions.get(image);
  if (known) return known;
  const session = new CleaningSession(image, image.space);
  sessions.set(image, session);
  image.onRelease(() => session.release());
  return session;
}

function* cleaningOfChoices(
  columns: RootfsColumns,
  { hidden, places, pathsText, squashFrom, besides }: Choices,
): InPieces<{ cleaning: Cleaning; paths: ChosenPaths }> {
  const paths = yield* chosenPaths(columns, pathsText);
  const nodes = besides.length === 0 ? paths.nodes : new Set([...paths.nodes, ...besides]);
  return { cleaning: { ...cleaningOf(columns, hidden, places, nodes), squashFrom }, paths };
}

function* countOf(columns: RootfsColumns, choices: Choices): InPieces<CleaningCount> {
  const { cleaning, paths } = yield* cleaningOfChoices(columns, choices);
  const plan = yield* CleanPlan.inPieces(columns, cleaning);
  yield;
  return { cuts: plan.cuts(), oddity: plan.oddity, paths };
}
