// What the optimizer proposes for a project's folder, on the evidence of the image that its Dockerfile built.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { isContextText } from '../../src/app/context-texts.ts';
import { BuildSimulation } from '../../src/build-cache/build-simulation.ts';
import type { BuildContext } from '../../src/build-context/build-context.ts';
import { contextTreeOf } from '../../src/build-context/context-tree.ts';
import { ignoredByFile } from '../../src/build-context/dockerignore.ts';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { auditContext } from '../../src/optimize/audit-context.ts';
import { reviewDockerfile, type ImageInput } from '../../src/optimize/review-dockerfile.ts';
import type { Change } from '../../src/optimize/review.ts';
import { archiveIn, openBlob, scanBlob } from '../../tests/support/open-image.ts';

/** Every file below a folder, as a build sends it: with slashes. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

export function contextOf(folder: string, name: string): BuildContext {
  const paths = filesIn(folder);
  const texts = paths
    .filter((path) => isContextText(path.slice(path.lastIndexOf('/') + 1)))
    .map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }));
  return { name, tree: contextTreeOf(paths.map((path) => ({ path, size: statSync(join(folder, path)).size }))), texts };
}

/** Images that a build of the folder needs. */
export function imagesOf(text: string, { tree }: BuildContext): string[] {
  return new BuildSimulation({ tree, ignored: ignoredByFile(tree, ''), dockerfile: parseDockerfile(text) }).images;
}

/** An image that was saved as a docker-archive. */
export async function readImage(archive: string): Promise<ImageInput> {
  const { image, rootfs } = await scanBlob(await archiveIn(archive), archive);
  return { image, rootfs: rootfs.columns, leaks: [] };
}

/** Bytes of the layers' tars, as the archive holds them, and how many they are. */
export async function sizesOf(archive: string): Promise<{ bytes: number; layers: number }> {
  const { images } = await openBlob(await archiveIn(archive), archive);
  const layers = images[0]?.layers ?? [];
  const bytes = layers.reduce((sum, { range }) => sum + (range ? range.end - range.start : 0), 0);
  return { bytes, layers: layers.length };
}

export interface ReviewedProject {
  /** The Dockerfile with all that is on. */
  readonly text: string;
  readonly changes: readonly Change[];
  /** The ignore file that the folder asks for, where it does. */
  readonly dockerignore: string | null;
}

export interface ProjectInput {
  readonly text: string;
  readonly context: BuildContext;
  /** Null where nothing was built: then the text alone speaks. */
  readonly image: ImageInput | null;
  /** Ids of changes; all others as the optimizer has them. */
  readonly off?: readonly string[];
  readonly profile?: string;
}

export function reviewProject({ text, context, image, off = [], profile }: ProjectInput): ReviewedProject {
  const given = context.texts.find(({ path }) => path === '.dockerignore')?.text ?? null;
  const folder = { context, dockerignore: null };
  const input = {
    fileName: 'Dockerfile',
    text,
    dockerignore: given,
    image,
    off,
    folder,
    ...(profile ? { profile } : {}),
  };
  const { proposal } = reviewDockerfile(input as Parameters<typeof reviewDockerfile>[0]);
  const changes = proposal?.changes ?? [];
  const better = proposal?.text ?? text;
  // With the better Dockerfile: what that copies must stay.
  const audit = auditContext({ context, dockerfile: { name: 'Dockerfile', text: better }, dockerignore: null });
  return { text: better, changes, dockerignore: audit.proposal?.text ?? null };
}
