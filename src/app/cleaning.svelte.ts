import type { VerifiedDigest } from '../analysis/verification.ts';
import type { Bytes } from '../bytes/units.ts';
import type { InPieces } from '../bytes/in-pieces.ts';
import type { Cleaned } from '../cleaning/clean-image.ts';
import { CleanPlan, type Cleaning, type LayerCut, type Oddity } from '../cleaning/clean-plan.ts';
import { cleaningOf } from '../cleaning/contents-of-places.ts';
import type { LayerBlob } from '../image/model.ts';
import type { Rootfs } from '../rootfs/rootfs.ts';
import type { SecretPlace } from '../secrets/image-secrets.ts';
import { fileNameFrom, namePartOf } from '../saving/file-name.ts';
import { pool } from '../workers/pool.ts';
import type { ImageSession } from './image-session.svelte.ts';
import { SaveRun, type Writing, type Written } from './save-run.svelte.ts';
import type { ScratchSpace } from './scratch-space.ts';
import { secretFilesOf } from './secret-files.ts';
import { SumInTurns } from './sum-in-turns.svelte.ts';

/** What became of a cleaned image. */
export type CleanResult = Cleaned & Written;

type Of = Pick<
  ImageSession,
  'read' | 'image' | 'rootfs' | 'fileName' | 'title' | 'secretSearch' | 'verification' | 'verifyEnded'
>;

/** What is known of the digests that the archive names: an image that is written anew has none that are wrong. */
export type DigestState = 'waiting' | 'right' | 'wrong' | 'unknown';

/** What goes by what is chosen. */
export interface CleaningCount {
  /** By layer. */
  readonly cuts: readonly LayerCut[];
  /** Why no hidden file goes. */
  readonly oddity: Oddity | null;
}

/** What is taken out of one image, and the writing of what is left. */
export class CleaningSession extends SaveRun<CleanResult> {
  hidden = $state(true);
  /** Secrets in ENV, labels, commands and the history are taken out. */
  texts = $state(false);
  /** Paths of the files with secrets that are taken out. */
  chosen = $state.raw<readonly string[]>([]);
  /** The user wants it written though its digests are wrong, or nobody knows. */
  confirmed = $state(false);
  /** What of each layer is left out, by what is chosen. */
  readonly counted = new SumInTurns<CleaningCount>();

  private readonly of: Of;

  constructor(of: Of, space: Pick<ScratchSpace, 'place' | 'free'>) {
    super(space, () => of.fileName);
    this.of = of;
  }

  readonly secretFiles = $derived.by(() => secretFilesOf(this.of.secretSearch.kept?.secrets ?? []));

  /** How many secrets stand in the config or the history. */
  get textSecrets(): number {
    const isInText = ({ where }: SecretPlace): boolean => where !== 'file' && where !== 'dockerfile';
    return (this.of.secretSearch.kept?.secrets ?? []).filter(({ places }) => places.some(isInText)).length;
  }

  /** Why the image cannot be written anew, a sentence; null where it can. */
  readonly refusal = $derived.by((): string | null => {
    const { image } = this.of;
    if (image.format === 'rootfs')
      return 'This is the file system of a container, without layers: nothing is hidden in it.';
    if (image.configText === '')
      return 'The archive has no config that could be written anew, as Docker before 1.10 wrote it.';
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
    return fileNameFrom(`${namePartOf(this.of.title)}-cleaned.tar`);
  }

  choose(paths: readonly string[], areChosen: boolean): void {
    const others = this.chosen.filter((one) => !paths.includes(one));
    this.chosen = areChosen ? [...others, ...paths] : others;
  }

  /** Counts what is left out; gives what ends that. To be asked again when something else is chosen. */
  count(rootfs: Rootfs): () => void {
    return this.counted.sum(countOf(rootfs, this.cleaningOf(rootfs)));
  }

  /** Gives the result once it is written; null where it was not. To be called right behind a click. */
  async save(): Promise<CleanResult | null> {
    const { image, rootfs } = this.of;
    if (!rootfs || this.refusal !== null || !this.mayWrite || this.phase === 'saving') return null;
    const cleaning = this.cleaningOf(rootfs);
    const read = image.layers.map((layer) => this.of.read(layer));
    const total = read.reduce((sum, { layer: { range } }) => sum + (range ? range.end - range.start : 0), 0);
    return this.run(
      this.fileName,
      async () => total,
      ({ target, ...options }: Writing) => this.write(rootfs, cleaning, { target, ...options }),
    );
  }

  private async write(rootfs: Rootfs, cleaning: Cleaning, { target, ...options }: Writing): Promise<CleanResult> {
    const { image } = this.of;
    const read = image.layers.map((layer) => this.of.read(layer));
    const { file: _, layer: __, ...common } = read[0] ?? { fileName: this.of.fileName, file: null, layer: null };
    const layers = read.map(({ file, layer }) => ({ file, layer }));
    const { fileName } = this;
    const { configText, tags, config, history } = image;
    const secretsIn = this.texts ? { config, history, own: this.of.secretSearch.ownPatterns } : null;
    const input = { ...common, columns: rootfs.columns, layers, configText, tags, cleaning, secretsIn, target };
    return { ...(await pool.run('clean-image', { ...input, savedAs: fileName }, options)), fileName };
  }

  private cleaningOf({ columns }: Rootfs): Cleaning {
    const chosen = this.secretFiles.filter(({ path }) => this.chosen.includes(path));
    return cleaningOf(
      columns,
      this.hidden,
      chosen.flatMap(({ places }) => places),
    );
  }
}

function refusalOf({ index, kind }: LayerBlob): string {
  if (kind === 'encrypted')
    return `Layer ${index} is encrypted: what of it is hidden can’t be known. Decrypt the image first (skopeo copy --decryption-key), and drop it here.`;
  if (kind === 'foreign')
    return `Layer ${index} is kept elsewhere, as base layers of Windows are, and the archive does not hold it: what of it is hidden can’t be known. Save the image with that layer in it, if its licence lets you.`;
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

function* countOf({ columns }: Rootfs, cleaning: Cleaning): InPieces<CleaningCount> {
  const plan = yield* CleanPlan.inPieces(columns, cleaning);
  yield;
  return { cuts: plan.cuts(), oddity: plan.oddity };
}

/** Of all layers together. */
export function sumOfCuts(cuts: readonly LayerCut[]): { entries: number; bytes: Bytes } {
  return cuts.reduce((sum, { entries, bytes }) => ({ entries: sum.entries + entries, bytes: sum.bytes + bytes }), {
    entries: 0,
    bytes: 0,
  });
}
