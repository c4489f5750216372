import type { BuildContext } from '../../build-context/build-context.ts';
import { hasSameNames, isSameColumn, type ContextTree } from '../../build-context/context-tree.ts';
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
function sameTree({ tree, ...context }: BuildContext): BuildContext {
  if (!lastTree || !hasSameNames(lastTree, tree)) lastTree = tree;
  else if (!isSameColumn(lastTree.sizes, tree.sizes)) lastTree = { ...lastTree, sizes: tree.sizes };
  return { ...context, tree: lastTree };
}

export const dockerfileHandlers: Handlers<DockerfileTask> = {
  'audit-dockerfile': async (input) => ({ output: await auditDockerfile(input) }),
  'review-dockerfile': async (input) => ({
    output: reviewDockerfile({ ...input, image: input.image && sameImage(input.image) }),
  }),
  'audit-context': async (input) => {
    const output = auditContext({ ...input, context: sameTree(input.context) });
    const { ignored, ignoredAsProposed, sums } = output;
    const columns = [ignored, sums.files, sums.bytes, ...(ignoredAsProposed ? [ignoredAsProposed] : [])];
    return { output, transfer: columns.map(({ buffer }) => buffer) };
  },
  'reconstruct-dockerfile': async ({ image, base, onlyFiles, own }) => {
    const hidden = await hideInImage(image, own);
    return { output: reconstructDockerfile(hidden, base, { onlyFiles, isShortened: hidden !== image }) };
  },
};
