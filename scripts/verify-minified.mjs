// npm run verify:minified [-- NAME …]: images without what they do not need, at each profile. Whole and minified, they are unpacked by
// skopeo and umoci, started under chroot and asked the same; what the whole one opens, by strace, is looked for in the minified ones.
// docs/verified-minified.md is written anew; programs that were not named stay in it as they were.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { checkNode, installMissing } from './lib/install.mjs';

checkNode();
installMissing();
const { archiveOf, programs } = await import('./verify-minified/programs.mjs');
const { needsOf, writeMinified } = await import('./verify-minified/minify.mjs');
const { configOf, listed, namesOnTheWay, unpack } = await import('./verify-minified/unpacked.mjs');
const { smokeInside } = await import('./verify-minified/run-inside.mjs');
const { hasStrace, tracedPaths } = await import('./verify-minified/traced.mjs');
const { compareStage } = await import('./verify-minified/stage.mjs');
const { removeWork } = await import('./verify-builds/builder.mjs');
const { writeDocument } = await import('./verify-minified/document.mjs');

/** What the view of the smaller image writes comes first: without hidden files, and nothing else goes. */
const profiles = ['cleaned', 'sure', 'balanced', 'smallest'];

/** By path: whether it was opened, of what the image had before it was started. */
function usedOf(traces, rootfs, { paths }, workingDirectory) {
  const used = new Map();
  for (const trace of traces) {
    for (const [path, isOpened] of tracedPaths(trace, rootfs, workingDirectory)) {
      for (const name of namesOnTheWay(rootfs, path)) {
        if (paths.has(name)) used.set(name, used.get(name) === true || isOpened);
      }
    }
  }
  return used;
}

/** How the answers differ from those of the whole one. */
function differences(whole, minified, { probes = [] }) {
  const varying = new Set(probes.filter(({ varies }) => varies).map(({ path }) => path));
  const told = minified.answers.flatMap(({ path, status, text }, at) => {
    const before = whole.answers[at];
    const isSame = before?.path === path && before.status === status && (varying.has(path) || before.text === text);
    return isSame
      ? []
      : [`${path} answers ${status} ${text.slice(0, 200)}, and ${before?.status} ${before?.text.slice(0, 200)} before`];
  });
  return whole.code === minified.code
    ? told
    : [...told, `it ends with ${minified.code}, and with ${whole.code} before`];
}

async function runWhole(program, archive, folder) {
  const config = configOf(archive);
  const rootfs = unpack(archive, folder, 'whole');
  const before = listed(rootfs);
  const trace = hasStrace() ? join(folder, 'trace') : null;
  const smoke = smokeInside(rootfs, config, program.smoke, trace);
  const traces = trace === null ? [] : smoke.hasHealthcheck ? [trace, `${trace}.health`] : [trace];
  const used = smoke.faults.length > 0 ? new Map() : usedOf(traces, rootfs, before, config.WorkingDir || '/');
  rmSync(join(folder, 'whole'), { recursive: true });
  return { config, before, smoke, used, isTraced: trace !== null };
}

async function runMinified(program, profile, needs, { config, smoke: wholeSmoke, used }, folder) {
  const archive = join(folder, `${profile}.tar`);
  await writeMinified(needs, profile, archive);
  const rootfs = unpack(archive, folder, profile);
  const after = listed(rootfs);
  const stage = profile === 'smallest' ? compareStage(needs, profile, rootfs, folder) : null;
  const lost = [...used].filter(([path]) => !after.paths.has(path));
  const smoke = smokeInside(rootfs, config, program.smoke);
  const faults = [...smoke.faults, ...(smoke.faults.length > 0 ? [] : differences(wholeSmoke, smoke, program.smoke))];
  const result = {
    profile,
    stage,
    ...after,
    archive: statSync(archive).size,
    smoke: { ...smoke, faults },
    opened: lost.filter(([, isOpened]) => isOpened).map(([path]) => path),
    asked: lost.filter(([, isOpened]) => !isOpened).map(([path]) => path),
  };
  rmSync(join(folder, profile), { recursive: true });
  rmSync(archive);
  return result;
}

async function verify(program) {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-minified-'));
  try {
    const archive = await archiveOf(program, folder);
    const whole = await runWhole(program, archive, folder);
    const needs = await needsOf(archive);
    const results = [];
    for (const profile of profiles) {
      results.push(await runMinified(program, profile, needs, whole, folder));
      const { smoke, bytes, opened } = results.at(-1);
      console.log(program.name, profile, whole.before.bytes, bytes, smoke.faults.join('; ') || 'passed', opened.length);
    }
    return {
      program,
      whole,
      archive: statSync(archive).size,
      seconds: needs.seconds,
      results,
      file: basename(archive),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const names = process.argv.slice(2);
const unknown = names.filter((name) => programs.every((program) => program.name !== name));
if (unknown.length > 0)
  throw new Error(`No program ${unknown}; there are ${programs.map(({ name }) => name).join(', ')}`);
const verified = [];
for (const program of programs.filter(({ name }) => names.length === 0 || names.includes(name))) {
  try {
    const one = await verify(program);
    verified.push(one);
    if (one.whole.smoke.faults.length > 0)
      console.log(program.name, 'whole:', one.whole.smoke.faults.join('; '), one.whole.smoke.output);
    const { stage } = one.results.at(-1);
    if (stage.count > 0 || stage.configs[0] !== stage.configs[1]) process.exitCode = 1;
    if ([one.whole, ...one.results].some(({ smoke }) => smoke.faults.length > 0)) process.exitCode = 1;
  } catch (error) {
    console.error(`${program.name}: ${error.message}`);
    process.exitCode = 1;
  }
}
writeDocument(programs, verified);
removeWork();
