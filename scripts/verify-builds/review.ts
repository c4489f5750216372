// What the optimizer proposes for a project's folder, on the evidence of the image that its Dockerfile built.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { isContextText } from '../../src/app/context-texts.ts';
import { BuildSimulation } from '../../src/build-cache/build-simulation.ts';
import type { BuildContext } from '../../src/build-context/build-context.ts';
import { contextTreeOf } from '../../src/build-context/context-tree.ts';
import { ignoredByFile } from '../../src/build-context/dockerignore.ts';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { BodyCollector } from '../../src/hardening/body-collector.ts';
import { BodiesOfImage } from '../../src/hardening/image-bodies.ts';
import { reviewDockerfile, type ImageInput } from '../../src/optimize/review-dockerfile.ts';
import { collectProgramFacts } from '../../src/optimize/compatibility/program-facts.ts';
import type { Change, Profile } from '../../src/optimize/review.ts';
import { gatherSecrets } from '../../src/secrets/image-secrets.ts';
import { textsOfImage } from '../../src/secrets/image-texts.ts';
import { leaksOf } from '../../src/secrets/leak.ts';
import { scanLayerSecrets } from '../../src/secrets/scan-layer-secrets.ts';
import { scanTexts } from '../../src/secrets/scan-texts.ts';
import { archiveIn, scanBlob } from '../../tests/support/open-image.ts';

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

/** An image that was saved as a docker-archive, with what the page finds by reading its files. */
export async function readImage(archive: string): Promise<ImageInput> {
  const blob = await archiveIn(archive);
  const { image, rootfs } = await scanBlob(blob, archive);
  const tables = [];
  const bodies = [];
  for (const layer of image.layers) {
    const collector = new BodyCollector();
    const table = await scanLayerSecrets(blob, layer, { fileName: archive }, undefined, undefined, [collector]);
    tables.push(table);
    bodies.push(collector.result(table.isReadToEnd));
  }
  const texts = await scanTexts(textsOfImage(image).map(({ text }) => text));
  const found = gatherSecrets(rootfs, tables, textsOfImage(image), texts);
  const programs = collectProgramFacts({ image, rootfs, bodies: new BodiesOfImage(rootfs, bodies) });
  return { image, rootfs: rootfs.columns, leaks: leaksOf(found, image), programs };
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
  readonly profile?: Profile;
}

export function reviewProject({ text, context, image, off = [], profile }: ProjectInput): ReviewedProject {
  const { proposal, dockerignore } = reviewDockerfile({
    fileName: 'Dockerfile',
    text,
    dockerignore: context.texts.find(({ path }) => path === '.dockerignore')?.text ?? null,
    image,
    off,
    folder: { context, dockerignore: null },
    ...(profile && { profile }),
  });
  return { text: proposal?.text ?? text, changes: proposal?.changes ?? [], dockerignore };
}
