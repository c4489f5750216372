import { hasSameNames, isSameColumn, type ContextTree } from '../../build-context/context-tree.ts';
import { FolderBuilds, type FolderBuildsInput } from '../../optimize/folder-builds.ts';
import { reconstructDockerfile } from '../../history/reconstruct-dockerfile.ts';
import { auditDockerfile } from '../../lint/audit-dockerfile.ts';
import { auditContext } from '../../optimize/audit-context.ts';
import { reviewDockerfile, type ImageInput } from '../../optimize/review-dockerfile.ts';
import { hideInImage } from '../../secrets/hide-in-image.ts';
import type { DockerfileTask, Handlers } from '../protocol.ts';

const imagesKept = 4;
const images = new Map<string, ImageInput>();

/**
 * Each review brings a copy of the image's columns. Reviews look things up by the object they get, so the first copy is
 * kept: on an image of 16,000 files the second review then takes 25 ms in place of 600. So are the secrets, until others count.
 */
function sameImage({ key, image, rootfs, leaks }: { key: string } & ImageInput): ImageInput {
  const known = images.get(key);
  if (known && JSON.stringify(known.leaks) === JSON.stringify(leaks)) return known;
  const [oldest] = images.keys();
  if (!known && images.size >= imagesKept && oldest !== undefined) images.delete(oldest);
  const kept = known ? { ...known, leaks } : { image, rootfs, leaks };
  images.set(key, kept);
  return kept;
}

let lastTree: ContextTree | null = null;

/** As with images: what was found out about the names of a folder holds until there are others. Its sizes come in by and by. */
function sameTree(tree: ContextTree): ContextTree {
  if (!lastTree || !hasSameNames(lastTree, tree)) lastTree = tree;
  else if (!isSameColumn(lastTree.sizes, tree.sizes)) lastTree = { ...lastTree, sizes: tree.sizes };
  return lastTree;
}

let lastBuilds: { readonly key: string; readonly names: ContextTree['names']; readonly builds: FolderBuilds } | null =
  null;

/** What the COPYs of a Dockerfile take is found out once, however many changes are asked about. */
function sameBuilds(input: FolderBuildsInput): FolderBuilds {
  const { names } = input.tree;
  const { today, better, costs } = input;
  const known = costs && { seconds: [...costs.seconds], bytes: [...costs.bytes] };
  const key = JSON.stringify([today, better, known]);
  if (lastBuilds?.key !== key || lastBuilds.names !== names)
    lastBuilds = { key, names, builds: new FolderBuilds(input) };
  return lastBuilds.builds;
}

export const dockerfileHandlers: Handlers<DockerfileTask> = {
  'audit-dockerfile': async (input) => ({ output: await auditDockerfile(input) }),
  'review-dockerfile': async (input) => ({
    output: reviewDockerfile({ ...input, image: input.image && sameImage(input.image) }),
  }),
  'audit-context': async (input) => {
    const output = auditContext({ ...input, context: { ...input.context, tree: sameTree(input.context.tree) } });
    const { ignored, ignoredAsProposed, sums, sumsAsProposed } = output;
    const proposed = [...(ignoredAsProposed ? [ignoredAsProposed] : []), ...Object.values(sumsAsProposed ?? {})];
    const columns = [ignored, ...Object.values(sums), ...proposed];
    return { output, transfer: columns.map(({ buffer }) => buffer) };
  },
  'simulate-build': async ({ change, ...input }) => {
    const builds = sameBuilds({ ...input, tree: sameTree(input.tree) });
    return { output: { facts: builds.facts, build: builds.after(change) } };
  },
  'reconstruct-dockerfile': async ({ image, base, onlyFiles, own }) => {
    const hidden = await hideInImage(image, own);
    return { output: reconstructDockerfile(hidden, base, { onlyFiles, isShortened: hidden !== image }) };
  },
};
