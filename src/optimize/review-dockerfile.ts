import type { Dockerfile } from '../dockerfile/model.ts';
import { parseDockerfile } from '../dockerfile/parse.ts';
import type { ArchiveImage } from '../image/model.ts';
import { findSecretValues } from '../lint/secrets-in-dockerfile.ts';
import type { RootfsColumns } from '../rootfs/columns.ts';
import { Rootfs } from '../rootfs/rootfs.ts';
import type { Leak } from '../secrets/leak.ts';
import type { OwnPattern } from '../secrets/own-patterns.ts';
import { redactionsFor } from '../secrets/redactions.ts';
import { ImageEvidence } from './evidence.ts';
import { propose } from './propose.ts';
import type { DockerfileReview } from './review.ts';
import { rewrites } from './rewrites/index.ts';

export interface ImageInput {
  readonly image: ArchiveImage;
  readonly rootfs: RootfsColumns;
  /** Secrets that were found in it; none before it was searched. */
  readonly leaks: readonly Leak[];
}

export interface ReviewInput {
  readonly fileName: string;
  readonly text: string;
  readonly dockerignore: string | null;
  readonly image: ImageInput | null;
  /** Ids of the changes that the user switched off. */
  readonly off: readonly string[];
  /** Patterns of the user's. */
  readonly own?: readonly OwnPattern[];
}

interface Witness {
  readonly text: string;
  readonly leaks: readonly Leak[];
  readonly evidence: ImageEvidence | null;
}

const witnesses = new WeakMap<RootfsColumns, Witness>();

/** Reading paths out of the columns takes longest; the same image is asked again at each switch, and once it was searched. */
function witnessOf(dockerfile: Dockerfile, { image, rootfs, leaks }: ImageInput): ImageEvidence | null {
  const { text } = dockerfile;
  const known = witnesses.get(rootfs);
  if (known?.text === text && known.leaks === leaks) return known.evidence;
  const before = known?.text === text ? known.evidence : ImageEvidence.of(dockerfile, image, new Rootfs(rootfs));
  const evidence = before?.withLeaks(leaks) ?? null;
  witnesses.set(rootfs, { text, leaks, evidence });
  return evidence;
}

/** What would make it better. Throws a FaultError of kind `limit` for a file over the limits. */
export function reviewDockerfile(input: ReviewInput): DockerfileReview {
  const dockerfile = parseDockerfile(input.text, input.fileName);
  const { proposal, dockerignore } = propose({
    dockerfile,
    image: input.image ? witnessOf(dockerfile, input.image) : null,
    dockerignore: input.dockerignore,
    rewrites: dockerfile.problems.length > 0 ? [] : rewrites,
    off: new Set(input.off),
  });
  const redactions = proposal ? redactionsFor(proposal.text, findSecretValues(proposal.text, input.own)) : [];
  return { proposal, dockerignore, redactions };
}
