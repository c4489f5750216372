// npm run verify:builds [-- NAME ...] [--per-change] [--profiles] [--cached] [--keep DIR] [--prune]: builds every folder of tests/projects, or what is
// named (`node-bloated` is the larger case, `none` nothing), with its own Dockerfile and with the optimized one, runs its smoke test
// in both images, and compares their sizes. `--per-change` builds with the changes switched on one after the other as well,
// `--profiles` with the changes of each profile. `--cached` takes the layers of earlier runs where lines and files are the same, so
// that no seconds are told, and `--prune` removes them in the end. What was measured is kept in tests/.cache/verified, and
// docs/verified-builds.md is written from all of it; what it says of projects that are not there stays.
//
// Wants root on Debian with buildah, debootstrap, git, iproute2 and npm. Images come from no registry: see verify-builds/bases.mjs.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadSource } from '../tests/bench/source.mjs';
import { root } from './lib/run.mjs';
import { forget, removeWork, work } from './verify-builds/builder.mjs';
import { writeDocument } from './verify-builds/document.mjs';
import { measure, tag } from './verify-builds/measure.mjs';
import { walk } from './verify-builds/steps.mjs';
import { largerCase, largerName, projectNames, subjectOf } from './verify-builds/subjects.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'per-change': { type: 'boolean', default: false },
    profiles: { type: 'boolean', default: false },
    cached: { type: 'boolean', default: false },
    keep: { type: 'string' },
    prune: { type: 'boolean', default: false },
  },
});
const known = [...projectNames, ...(largerCase ? [largerCase] : [])];
const wanted = positionals.length > 0 ? known.filter((name) => positionals.includes(name)) : projectNames;
const review = await loadSource('scripts/verify-builds/review.ts');
const { readDocument } = await loadSource('scripts/verify-builds/kept-document.ts');

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
const isGood = (built) => built && !built.failed && built.smoke.faults.length === 0;

function tell(name, built) {
  const said = built.failed
    ? `NOT BUILT ${built.failed}`
    : `${megabytes(built.bytes)}, ${built.layers} layers, ${built.seconds === null ? '' : `${built.seconds.toFixed(0)} s, `}as ${built.user}, smoke test ${built.smoke.faults.length === 0 ? 'passed' : `FAILED ${built.smoke.faults.join('; ')}\n${built.smoke.output}`}`;
  console.log(`  ${name}: ${said}`);
}

/** The profiles beside the one that is proposed; what is the same is not built again. */
async function measureProfiles(subject, reviewOf, better, after) {
  const profiles = {};
  for (const profile of ['safe', 'smallest']) {
    const given = reviewOf({ profile });
    const isSame = given.text === better.text && given.dockerignore === better.dockerignore;
    const built = isSame ? after : await measure(review, subject, given, { cached: true });
    const on = given.changes.filter((change) => change.on).map(({ id }) => id);
    profiles[profile] = { ...built, text: given.text, on };
    if (!isSame) tell(profile, built);
  }
  return profiles;
}

async function verify(name) {
  console.log(name);
  const subject = subjectOf(name, join(work, 'context'));
  const { text, smoke } = subject;
  const { cached } = values;
  const rebuild = !cached && smoke.edit !== undefined;
  const before = await measure(review, subject, { text, dockerignore: null }, { isEvidence: true, rebuild, cached });
  tell('before', before);
  if (before.failed) return keep(name, { name, before });
  const context = review.contextOf(subject.folder, name);
  const reviewOf = (options) => review.reviewProject({ text, context, image: before.image, ...options });
  const better = reviewOf({});
  const after = await measure(review, subject, better, { rebuild, cached });
  tell('after', after);
  const result = { name, about: smoke.about, text, before, better, after };
  keep(name, result);
  if (values.profiles) {
    result.profiles = await measureProfiles(subject, reviewOf, better, after);
    keep(name, result);
  }
  if (values['per-change'])
    await walk(review, subject, reviewOf, before, (steps) => {
      result.steps = steps;
      tell(steps.rows.at(-1).id, steps.rows.at(-1));
      keep(name, result);
    });
}

const kept = join(root, 'tests/.cache/verified');
const stored = (name) => join(kept, `${name}.json`);
const recall = (name) => (existsSync(stored(name)) ? JSON.parse(readFileSync(stored(name), 'utf8')) : null);

const withSeconds = (built, { seconds, again } = {}) => built && { ...built, seconds, again };

/** What another run measured of the same two Dockerfiles stays. */
function keep(name, result) {
  const last = recall(name);
  const isSame = last?.text === result.text && last?.better?.text === result.better?.text;
  const { steps, profiles } = isSame ? last : {};
  const timed =
    isSame && values.cached
      ? { before: withSeconds(result.before, last.before), after: withSeconds(result.after, last.after) }
      : {};
  mkdirSync(kept, { recursive: true });
  // The image itself is a tree of some ten thousand files, and was only needed for the review.
  writeFileSync(
    stored(name),
    JSON.stringify({ steps, profiles, ...result, ...timed }, (key, value) => (key === 'image' ? undefined : value)),
  );
  if (values.keep && result.better) {
    mkdirSync(values.keep, { recursive: true });
    writeFileSync(join(values.keep, `${name}.Dockerfile`), result.better.text);
    writeFileSync(join(values.keep, `${name}.dockerignore`), result.better.dockerignore ?? '');
  }
}

const page = join(root, 'docs/verified-builds.md');

function document() {
  const results = known.map(recall).filter(Boolean);
  const earlier = readDocument(existsSync(page) ? readFileSync(page, 'utf8') : '');
  writeDocument(page, results, [...projectNames, largerName], earlier);
  return results;
}

try {
  for (const name of wanted) {
    await verify(name);
    document();
  }
  if (values.prune) forget(tag);
  const results = document();
  const passed = results.filter(({ before, after }) => isGood(before) && isGood(after));
  console.log(`${passed.length} passed, ${results.length - passed.length} failed`);
  process.exitCode = passed.length < results.length ? 1 : 0;
} finally {
  removeWork();
}
