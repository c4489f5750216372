// The changes of the shared fixture node-bloated, switched on one after the other; each step is built, run and measured.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shared } from '../lib/shared-fixtures.mjs';
import { NoStandIn, provideBases } from './bases.mjs';
import { build, BuildFailed, forget, forBuildah, save, work } from './builder.mjs';
import { smokeTest } from './smoke.mjs';

const fixture = join(shared, 'images/node-bloated');
const tag = 'localhost/verify-builds/journey';
const smoke = { probes: [{ port: 3000, path: '/health', status: 200 }] };

function layOutFixture(folder, dockerignore) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  execFileSync('tar', ['-C', folder, '--no-same-owner', '-xzf', join(fixture, 'context.tar.gz')]);
  if (dockerignore !== null) writeFileSync(join(folder, '.dockerignore'), dockerignore);
}

/** What the better Dockerfile hands over as secrets: the file that it was copied from, and a token that opens nothing. */
function secretsOf(text, folder) {
  const ids = new Set(Array.from(text.matchAll(/--mount=type=secret,[^ ]*?id=([\w.-]+)/g), ([, id]) => id));
  return [...ids].map((id) => {
    const own = join(folder, `.${id.replace(/^\./, '')}`);
    const file = join(work, 'secret');
    writeFileSync(file, existsSync(own) ? readFileSync(own) : 'made-up');
    return `id=${id},src=${existsSync(own) ? own : file}`;
  });
}

async function measure(review, text, dockerignore, isEvidence = false) {
  const folder = join(work, 'journey');
  layOutFixture(folder, dockerignore);
  const file = join(work, 'Dockerfile.journey');
  writeFileSync(file, forBuildah(text));
  try {
    const images = review.imagesOf(text, review.contextOf(folder, 'node-bloated'));
    provideBases(images);
    const secrets = secretsOf(text, folder);
    const { seconds } = build(folder, { file, tag, images, secrets });
    const archive = join(work, 'journey.tar');
    save(tag, archive);
    const image = isEvidence ? await review.readImage(archive) : null;
    return {
      image,
      seconds,
      ...(await review.sizesOf(archive)),
      smoke: smokeTest(tag, smoke),
    };
  } catch (error) {
    if (!(error instanceof BuildFailed || error instanceof NoStandIn)) throw error;
    return { failed: error.message };
  } finally {
    forget(tag);
    rmSync(join(work, 'buildah'), { recursive: true, force: true });
  }
}

/**
 * The ignore file is one change more, and comes first, as the page shows it. `tell` gets what is measured so far, and how many
 * steps there are.
 */
export async function journey(review, profile, tell) {
  if (!existsSync(fixture)) return;
  const text = readFileSync(join(fixture, 'Dockerfile'), 'utf8');
  const first = await measure(review, text, null, true);
  const steps = [{ id: null, title: 'as it is', predicted: null, ...first }];
  if (first.failed) return tell({ steps, of: 1 });
  const folder = join(work, 'journey');
  layOutFixture(folder, null);
  const context = review.contextOf(folder, 'node-bloated');
  const all = review.reviewProject({ text, context, image: first.image, profile });
  const wanted = all.changes.filter(({ on }) => on).map(({ id }) => id);
  for (const [index, id] of wanted.entries()) {
    tell({ steps, of: wanted.length + 1 });
    console.error(`node-bloated: ${id}`);
    const off = all.changes.map((change) => change.id).filter((one) => !wanted.slice(0, index + 1).includes(one));
    const given = review.reviewProject({ text, context, image: first.image, off, profile });
    const { title, saves } = given.changes.find((change) => change.id === id) ?? {};
    const ignore = off.includes('dockerignore') ? null : given.dockerignore;
    steps.push({ id, title, predicted: saves ?? null, ...(await measure(review, given.text, ignore)) });
  }
  return tell({ steps, of: wanted.length + 1 });
}
