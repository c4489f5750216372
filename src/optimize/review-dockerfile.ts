import type { Dockerfile } from '../dockerfile/model.ts';
import { parseDockerfile } from '../dockerfile/parse.ts';
import type { ArchiveImage } from '../image/model.ts';
import type { RootfsColumns } from '../rootfs/columns.ts';
import { Rootfs } from '../rootfs/rootfs.ts';
import { ImageEvidence } from './evidence.ts';
import { propose } from './propose.ts';
import type { DockerfileReview } from './review.ts';
import { rewrites } from './rewrites/index.ts';

export interface ReviewInput {
  readonly fileName: string;
  readonly text: string;
  readonly dockerignore: string | null;
  readonly image: { readonly image: ArchiveImage; readonly rootfs: RootfsColumns } | null;
  /** Ids of the changes that the user switched off. */
  readonly off: readonly string[];
}

const witnesses = new WeakMap<RootfsColumns, { readonly text: string; readonly evidence: ImageEvidence | null }>();

/** Reading paths out of the columns takes longest; the same image is asked again at each switch. */
function witnessOf(dockerfile: Dockerfile, { image, rootfs }: NonNullable<ReviewInput['image']>): ImageEvidence | null {
  const known = witnesses.get(rootfs);
  if (known?.text === dockerfile.text) return known.evidence;
  const evidence = ImageEvidence.of(dockerfile, image, new Rootfs(rootfs));
  witnesses.set(rootfs, { text: dockerfile.text, evidence });
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
  return { proposal, dockerignore };
}
