import type { Dockerfile } from '../dockerfile/model.ts';
import { parseDockerfile } from '../dockerfile/parse.ts';
import { baseFromDockerfile } from '../history/base-boundary.ts';
import { layerLines, matchHistory } from '../history/match-history.ts';
import type { ArchiveImage } from '../image/model.ts';
import { lintDockerfile } from '../lint/index.ts';
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

function summariseStages({ stages }: Dockerfile): DockerfileReview['stages'] {
  return stages.map(({ name, image, from, instructions }) => ({
    name,
    base: image,
    line: from.line,
    instructions: instructions.length,
  }));
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

/** All that is said of a Dockerfile: findings, stages, the layers of its lines, and a better one. */
export function reviewDockerfile(input: ReviewInput): DockerfileReview {
  const dockerfile = parseDockerfile(input.text, input.fileName);
  const dropped = input.image;
  const matches = dropped ? matchHistory(dockerfile, dropped.image.history) : [];
  const { proposal, dockerignore } = propose({
    dockerfile,
    image: dropped ? witnessOf(dockerfile, dropped) : null,
    dockerignore: input.dockerignore,
    rewrites: dockerfile.problems.length > 0 ? [] : rewrites,
    off: new Set(input.off),
  });
  return {
    findings: lintDockerfile(dockerfile, { dockerignore: input.dockerignore, platform: dropped?.image.platform }),
    stages: summariseStages(dockerfile),
    layerLines: layerLines(matches, dropped?.image.layers.length ?? 0),
    base: dropped && baseFromDockerfile(dockerfile, dropped.image.history, dropped.image.layers.length),
    proposal,
    dockerignore,
  };
}
