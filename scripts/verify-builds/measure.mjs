// Builds a text over a subject's folder, runs the program, and measures what came out.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NoStandIn, provideBases } from './bases.mjs';
import { build, BuildFailed, configOf, forBuildah, save, sizesOf, work } from './builder.mjs';
import { smokeTest } from './smoke.mjs';

export const tag = 'localhost/verify-builds/image';

/** What the Dockerfile is handed over as secrets: the file that it was copied from, and a token that opens nothing. */
function secretsOf(text, folder) {
  const ids = new Set(Array.from(text.matchAll(/--mount=type=secret,[^ ]*?id=([\w.-]+)/g), ([, id]) => id));
  return [...ids].map((id) => {
    const own = join(folder, `.${id.replace(/^\./, '')}`);
    const file = join(work, `secret-${id}`);
    writeFileSync(file, existsSync(own) ? readFileSync(own) : 'made-up');
    return `id=${id},src=${file}`;
  });
}

/** The image as the page sees it: its tree, its secrets, its programs. */
async function evidenceOf(review) {
  const archive = join(work, 'image.tar');
  save(tag, archive);
  const image = await review.readImage(archive);
  rmSync(archive);
  return image;
}

/**
 * `rebuild`: once more, with a source edited; `isEvidence`: the image is read; `cached`: what another build of the same lines left
 * is taken again. Its image stays under the tag until the next one.
 */
export async function measure(review, subject, { text, dockerignore }, options = {}) {
  const { rebuild = false, isEvidence = false, cached = false } = options;
  const { folder, smoke } = subject;
  subject.ignore(null);
  const images = review.imagesOf(text, review.contextOf(folder, subject.name));
  const secrets = secretsOf(text, folder);
  subject.ignore(dockerignore);
  const file = join(work, 'Dockerfile');
  writeFileSync(file, forBuildah(text));
  try {
    const bases = provideBases(images);
    const one = { file, tag, images, secrets };
    const { seconds } = build(folder, { ...one, cached });
    const built = {
      bases,
      seconds: cached ? null : seconds,
      ...sizesOf(tag),
      user: configOf(tag).config.User || 'root',
    };
    const image = isEvidence ? await evidenceOf(review) : null;
    const tested = smokeTest(tag, smoke);
    const again = rebuild ? await subject.whileEdited(() => build(folder, { ...one, cached: true }).seconds) : null;
    return { ...built, again, image, smoke: tested };
  } catch (error) {
    if (!(error instanceof BuildFailed || error instanceof NoStandIn)) throw error;
    return { failed: error.message };
  } finally {
    subject.ignore(null);
    rmSync(join(work, 'buildah'), { recursive: true, force: true });
  }
}
