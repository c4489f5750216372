// npm run verify:builds [-- PROJECT ...] [--per-change] [--journey] [--profile NAME] [--keep DIR]: builds every folder of
// tests/projects, or those that are named, with its own Dockerfile and with the optimized one, runs the project's smoke test in both
// images, and compares their sizes. `--per-change` builds with each change alone as well, `--journey` the larger case node-bloated
// step by step (`--journey none` for nothing else). What was measured is kept in tests/.cache/verified, and docs/verified-builds.md
// is written from all of it.
//
// Wants root on Debian with buildah, debootstrap, git, iproute2 and npm. Images come from no registry: see verify-builds/bases.mjs.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadSource } from '../tests/bench/source.mjs';
import { root } from './lib/run.mjs';
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
const wanted = positionals.length > 0 ? projectNames.filter((name) => positionals.includes(name)) : projectNames;
const { profile } = values;
const review = await loadSource('scripts/verify-builds/review.ts');

const tag = 'localhost/verify-builds/project';

/** Builds a text over a folder, and measures what came out. `rebuild`: once more, with a source edited; `isEvidence`: its tree is read. */
async function measure(name, { text, dockerignore }, { rebuild = true, isEvidence = false } = {}) {
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
    const sizes = await review.sizesOf(archive);
    const image = isEvidence ? await review.readImage(archive) : null;
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
      ...sizes,
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
  const before = await measure(name, { text, dockerignore: null }, { isEvidence: true });
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

const kept = join(root, 'tests/.cache/verified');
const stored = (name) => join(kept, `${name}.json`);

function keep(name, result) {
  mkdirSync(kept, { recursive: true });
  // The image itself is a tree of some ten thousand files, and was only needed for the review.
  writeFileSync(
    stored(name),
    JSON.stringify(result, (key, value) => (key === 'image' ? undefined : value)),
  );
}

const recall = (name) => (existsSync(stored(name)) ? JSON.parse(readFileSync(stored(name), 'utf8')) : null);

const isGood = (built) => built && !built.failed && built.smoke.faults.length === 0;

try {
  for (const name of wanted) {
    const result = await verify(name);
    tell(result);
    keep(name, result);
    if (values.keep && result.better) {
      mkdirSync(values.keep, { recursive: true });
      writeFileSync(join(values.keep, `${name}.Dockerfile`), result.better.text);
      writeFileSync(join(values.keep, `${name}.dockerignore`), result.better.dockerignore ?? '');
    }
  }
  if (values.journey) await journey(review, profile, (measured) => keep('journey', measured));
  const results = projectNames.map(recall).filter(Boolean);
  writeDocument(results, recall('journey'), profile);
  const passed = results.filter(({ before, after }) => isGood(before) && isGood(after));
  console.log(`${passed.length} passed, ${results.length - passed.length} failed`);
  process.exitCode = passed.length < results.length ? 1 : 0;
} finally {
  removeWork();
}
