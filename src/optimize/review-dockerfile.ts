import type { Dockerfile } from '../dockerfile/model.ts';
import { parseDockerfile } from '../dockerfile/parse.ts';
import { baseImageOf, finalStageOf } from '../dockerfile/stages.ts';
import { matchImage } from '../history/match-image.ts';
import type { Reconstructed } from '../history/rebuilt-lines.ts';
import type { ArchiveImage } from '../image/model.ts';
import { buildPlanOf } from '../lint/build-plan.ts';
import { findSecretValues } from '../lint/secrets-in-dockerfile.ts';
import type { RootfsColumns } from '../rootfs/columns.ts';
import { Rootfs } from '../rootfs/rootfs.ts';
import type { OwnPattern } from '../secrets/own-patterns.ts';
import { redactionsFor } from '../secrets/redactions.ts';
import { contextRequests, usesOf } from './ignore-file/context-uses.ts';
import { findEcosystems } from './ecosystems/index.ts';
import { ImageEvidence, type FoundInImage } from './evidence.ts';
import { whyLeftAlone } from './left-alone.ts';
import { ProjectFolder, type FolderInput } from './project-folder.ts';
import { propose } from './propose.ts';
import type { DockerfileReview, Profile } from './review.ts';
import { rewrites } from './rewrites/index.ts';

/** An image; no secrets are known of it before it was searched. */
export interface ImageInput extends FoundInImage {
  readonly image: ArchiveImage;
  readonly rootfs: RootfsColumns;
}

export interface ReviewInput {
  readonly fileName: string;
  readonly text: string;
  readonly dockerignore: string | null;
  readonly image: ImageInput | null;
  /** The folder that it is built from. */
  readonly folder?: FolderInput | null;
  /** Where it is no Dockerfile of the user's: what it was made from. */
  readonly rebuilt?: RebuiltInput | null;
  /** Which changes are on by themselves; `balanced` where nothing is said. */
  readonly profile?: Profile;
  /** Ids of the changes that the user switched off, and on. */
  readonly off: readonly string[];
  readonly on?: readonly string[];
  /** Patterns of the user's. */
  readonly own?: readonly OwnPattern[];
}

export interface RebuiltInput {
  readonly made: Reconstructed;
  /** From the image beside it. */
  readonly isOfImage: boolean;
}

interface Witness {
  readonly text: string;
  /** It was known which line made what. */
  readonly isRebuilt: boolean;
  readonly found: FoundInImage;
  readonly evidence: ImageEvidence | null;
  readonly unmeasured: string | null;
}

const witnesses = new WeakMap<RootfsColumns, Witness>();

function callWitness(
  dockerfile: Dockerfile,
  { image, rootfs, ...found }: ImageInput,
  rebuilt: Reconstructed | null,
): Witness {
  const match = matchImage(dockerfile, { history: image.history, layerCount: image.layers.length, rebuilt });
  const evidence = ImageEvidence.of(match, image, new Rootfs(rootfs));
  const unmeasured = evidence ? evidence.unmeasured : match.sentence;
  return { text: dockerfile.text, isRebuilt: rebuilt !== null, found, evidence, unmeasured };
}

/** Reading paths out of the columns takes longest; the same image is asked again at each switch, and once it was searched. */
function witnessOf(dockerfile: Dockerfile, { image, rebuilt }: Pick<ReviewInput, 'image' | 'rebuilt'>): Witness | null {
  if (!image) return null;
  const made = rebuilt?.isOfImage ? rebuilt.made : null;
  const known = witnesses.get(image.rootfs);
  const isSame = known?.text === dockerfile.text && known.isRebuilt === (made !== null);
  const { leaks, programs = null } = image;
  if (isSame && known.found.leaks === leaks && known.found.programs === programs) return known;
  const called = isSame ? known : callWitness(dockerfile, image, made);
  const found = { leaks, programs };
  const witness = { ...called, found, evidence: called.evidence?.withFound(found) ?? null };
  witnesses.set(image.rootfs, witness);
  return witness;
}

const folders = new WeakMap<FolderInput, Map<string, ProjectFolder>>();

/** Patterns are matched with all paths of it once for a Dockerfile. */
function folderOf(input: FolderInput, fileName: string): ProjectFolder {
  const known = folders.get(input) ?? new Map<string, ProjectFolder>();
  folders.set(input, known);
  const folder = known.get(fileName) ?? ProjectFolder.of(input, fileName);
  known.set(fileName, folder);
  return folder;
}

/**
 * The folder, where it is the one that the Dockerfile is built from. One deeper in it may be built from its own folder: then a
 * COPY names what is not there.
 */
function ownFolder(dockerfile: Dockerfile, { folder: given, fileName, rebuilt }: ReviewInput): ProjectFolder | null {
  if (!given || rebuilt) return null;
  const folder = folderOf(given, fileName);
  if (!fileName.includes('/')) return folder;
  const { tree } = folder.context;
  const { uses } = usesOf(dockerfile, contextRequests(buildPlanOf(dockerfile, {})), tree, folder.ignored);
  return uses.every(({ missing }) => missing.length === 0) ? folder : null;
}

const ignorePathOf = (folder: ProjectFolder | null): string => folder?.ignoreFile?.path ?? '.dockerignore';

const leftAlone = (note: string, folder: ProjectFolder | null, witness: Witness | null): DockerfileReview => ({
  proposal: null,
  dockerignore: null,
  ignorePath: ignorePathOf(folder),
  ecosystems: [],
  compatibility: [],
  notes: [note],
  keptBack: [],
  unmeasured: witness?.unmeasured ?? null,
  redactions: [],
});

/** What would make it better. Throws a FaultError of kind `limit` for a file over the limits. */
export function reviewDockerfile(input: ReviewInput): DockerfileReview {
  const { fileName, profile = 'balanced', off, on = [] } = input;
  const dockerfile = parseDockerfile(input.text, fileName);
  const witness = witnessOf(dockerfile, input);
  const folder = ownFolder(dockerfile, input);
  const note = whyLeftAlone(dockerfile);
  if (note !== null) return leftAlone(note, folder, witness);
  const image = witness?.evidence ?? null;
  const finalStage = finalStageOf(dockerfile);
  const ecosystems = finalStage ? findEcosystems({ dockerfile, finalStage, folder, image }) : [];
  const { proposal, dockerignore, keptBack } = propose({
    dockerfile,
    image,
    folder,
    ecosystems,
    fileName,
    isRebuilt: input.rebuilt != null,
    dockerignore: input.dockerignore,
    rewrites: dockerfile.problems.length > 0 ? [] : rewrites,
    choices: { profile, off: new Set(off), on: new Set(on) },
  });
  const redactions = proposal ? redactionsFor(proposal.text, findSecretValues(proposal.text, input.own)) : [];
  const unmeasured = witness?.unmeasured ?? null;
  const ignorePath = ignorePathOf(folder);
  const compatibility = image && finalStage ? image.compatibilityOf(baseImageOf(dockerfile, finalStage)) : [];
  return { proposal, dockerignore, ignorePath, ecosystems, notes: [], keptBack, compatibility, unmeasured, redactions };
}
