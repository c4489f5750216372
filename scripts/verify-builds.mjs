// npm run verify:builds [-- PROJECT ... | --per-change | --journey | --keep DIR]: builds every folder of tests/projects with its
// own Dockerfile and with the optimized one, runs the project's smoke test in both images, and compares their sizes. Writes
// docs/verified-builds.md, where all projects were asked for.
//
// Wants root on Debian with buildah, debootstrap, git, iproute2 and npm. Images come from no registry: see verify-builds/bases.mjs.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadSource } from '../tests/bench/source.mjs';
import { NoStandIn, provideBases } from './verify-builds/bases.mjs';
import { build, BuildFailed, configOf, forBuildah, forget, removeWork, save, work } from './verify-builds/builder.mjs';
import { writeDocument } from './verify-builds/document.mjs';
import { journey } from './verify-builds/journey.mjs';
import { dockerfileOf, edit, layOut, projectNames, smokeOf } from './verify-builds/projects.mjs';
import { smokeTest } from './verify-builds/smoke.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'per-change': { type: 'boolean', default: false },
    journey: { type: 'boolean', default: false },
    profile: { type: 'string' },
    keep: { type: 'string' },
  },
});
const wanted = positionals.length > 0 ? positionals : projectNames;
const { profile } = values;
const review = await loadSource('scripts/verify-builds/review.ts');

const tag = 'localhost/verify-builds/project';

/** Builds a text over a folder, and measures what came out. `rebuild`: once more, with a source edited. */
async function measure(name, { text, dockerignore }, { rebuild = true } = {}) {
  const folder = join(work, 'context');
  layOut(name, folder);
  if (dockerignore !== null) writeFileSync(join(folder, '.dockerignore'), dockerignore);
  const file = join(work, 'Dockerfile');
  writeFileSync(file, forBuildah(text));
  try {
    const images = review.imagesOf(text, review.contextOf(folder, name));
    const bases = provideBases(images);
    const { seconds } = build(folder, { file, tag, images });
    const archive = join(work, 'image.tar');
    save(tag, archive);
    const image = await review.readImage(archive);
    const smoke = smokeTest(tag, smokeOf(name));
    let again = null;
    if (rebuild) {
      edit(name, folder);
      again = build(folder, { file, tag, images, cached: true }).seconds;
    }
    const { User } = configOf(tag).config;
    return {
      bases,
      seconds,
      again,
      image,
      bytes: review.bytesOf(image),
      layers: review.layersOf(image),
      user: User || 'root',
      smoke,
    };
  } catch (error) {
    if (!(error instanceof BuildFailed || error instanceof NoStandIn)) throw error;
    return { failed: error.message };
  } finally {
    forget(tag);
    rmSync(join(work, 'buildah'), { recursive: true, force: true });
  }
}

/** One change on, all others off; only where it says what it saves. */
async function measureAlone(name, context, image, changes, before) {
  const rows = [];
  for (const { id } of changes.filter(({ id: one }) => one !== 'dockerignore')) {
    const off = changes.map((change) => change.id).filter((one) => one !== id);
    const alone = review.reviewProject({ text: dockerfileOf(name), context, image, off, profile });
    const predicted = alone.changes.find((change) => change.id === id)?.saves ?? null;
    console.error(`  ${id} alone`);
    const after = await measure(name, { text: alone.text, dockerignore: null }, { rebuild: false });
    rows.push({
      id,
      predicted,
      ...(after.failed ? { failed: after.failed } : { saved: before.bytes - after.bytes, smoke: after.smoke }),
    });
  }
  return rows;
}

async function verify(name) {
  console.error(name);
  const text = dockerfileOf(name);
  const before = await measure(name, { text, dockerignore: null });
  if (before.failed) return { name, before };
  const folder = join(work, 'context');
  layOut(name, folder);
  const context = review.contextOf(folder, name);
  const better = review.reviewProject({ text, context, image: before.image, profile });
  const after = await measure(name, better);
  const alone = values['per-change'] ? await measureAlone(name, context, before.image, better.changes, before) : null;
  return { name, about: smokeOf(name).about, text, before, better, after, alone };
}

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

function tell({ name, before, better, after }) {
  const one = (built) =>
    built.failed
      ? `NOT BUILT ${built.failed}`
      : `${megabytes(built.bytes)}, ${built.layers} layers, ${built.seconds.toFixed(0)} s, again ${built.again.toFixed(0)} s, as ${built.user}, smoke test ${built.smoke.faults.length === 0 ? 'passed' : `FAILED ${built.smoke.faults.join('; ')}\n${built.smoke.output}`}`;
  console.log(`${name}\n  before ${one(before)}`);
  if (after)
    console.log(
      `  after  ${one(after)}\n  ${better.changes
        .filter(({ on }) => on)
        .map(({ id }) => id)
        .join(', ')}`,
    );
}

try {
  const results = [];
  for (const name of wanted) {
    const result = await verify(name);
    tell(result);
    results.push(result);
    if (values.keep && result.better) {
      mkdirSync(values.keep, { recursive: true });
      writeFileSync(join(values.keep, `${name}.Dockerfile`), result.better.text);
      writeFileSync(join(values.keep, `${name}.dockerignore`), result.better.dockerignore ?? '');
    }
  }
  const steps = values.journey ? await journey(review, profile) : null;
  if (positionals.length === 0) writeDocument(results, steps, profile);
  const failed = results.filter(({ before, after }) =>
    [before, after].some((built) => !built || built.failed || built.smoke.faults.length > 0),
  );
  console.log(`${results.length - failed.length} passed, ${failed.length} failed`);
  process.exitCode = failed.length > 0 ? 1 : 0;
} finally {
  removeWork();
}
