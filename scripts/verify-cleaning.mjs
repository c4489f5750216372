// npm run verify:cleaning [-- [--only=WAY] FILE.tar …]: images without their hidden files, unpacked beside the originals by programs that are
// not ours (skopeo, umoci), and compared file for file; given ones, and some of the fixtures, with their layers made one, with gzip
// layers and with one time, too. For the images of the fixtures, docs/verified-cleaning.md is written anew.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, openAsBlob, rmSync, statSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { checkNode, installMissing } from './lib/install.mjs';
import { FileSink } from './lib/file-sink.mjs';
import { root } from './lib/run.mjs';
import { images, unpackSharedFixtures } from './lib/shared-fixtures.mjs';

checkNode();
installMissing();
const { loadSource } = await import('../tests/bench/source.mjs');
const { scanBlob } = await loadSource('tests/support/open-image.ts');
const { cleanImage } = await loadSource('src/cleaning/clean-image.ts');

const { baseFromHistory } = await loadSource('src/history/base-boundary.ts');

const run = (program, args, options = {}) =>
  execFileSync(program, args, { encoding: 'utf8', maxBuffer: 1e9, ...options });

/** Archives of the fixtures that skopeo reads as docker-archive: and umoci unpacks. */
const fixtures = [
  ...['apk-based', 'distroless-like', 'go-static', 'java-fat', 'node-bloated', 'node-optimized', 'python-app'].map(
    (name) => `${name}/${name}`,
  ),
  'rpm-based/rpm-sqlite',
  'rpm-based/rpm-bdb',
  'whiteouts/whiteouts',
  'whiteouts/whiteouts-docker25',
  'whiteouts-crafted/whiteouts-crafted',
];

/** Of the fixtures, those that are written in every way. */
const inEveryWay = new Set(['node-optimized', 'python-app', 'whiteouts-crafted']);

/** A time that no file of the fixtures has. */
const oneTime = 1_234_567_890;

/** The first of the layers above the base image; half of them where nothing tells where it ends. */
function aboveBase({ history, layers }) {
  const { layers: base } = baseFromHistory(history, layers.length);
  return base > 0 && base < layers.length - 1 ? base : Math.floor(layers.length / 2);
}

const plain = { name: 'without hidden files', transport: 'docker-archive', choices: () => ({}) };
const otherWays = [
  { ...plain, name: 'all layers as one', choices: () => ({ squashFrom: 0 }) },
  {
    ...plain,
    name: 'own layers as one, the base as it was',
    choices: (image) => ({ squashFrom: aboveBase(image), hidden: false }),
  },
  { ...plain, name: 'own layers as one', choices: (image) => ({ squashFrom: aboveBase(image) }) },
  { name: 'OCI archive with gzip', transport: 'oci-archive', choices: () => ({ compress: true }) },
  {
    name: 'all as one, with gzip and one time',
    transport: 'oci-archive',
    choices: () => ({ squashFrom: 0, compress: true, time: oneTime }),
  },
  { ...plain, name: 'with one time', choices: () => ({ time: oneTime }) },
];

async function clean(path, to, choices) {
  const blob = await openAsBlob(path);
  const { image, rootfs, scans } = await scanBlob(blob, basename(path));
  if (scans.some(({ fault }) => fault)) throw new Error('A layer is damaged');
  const layers = image.layers.map((layer) => ({ layer, file: blob }));
  const { hidden = true, squashFrom = null, ...how } = choices(image);
  const cleaning = { hidden, squashFrom, contents: new Set(), paths: new Set() };
  const file = await open(to, 'w');
  try {
    const { configText, tags } = image;
    const input = { columns: rootfs.columns, layers, configText, tags, cleaning, ...how };
    const cleaned = await cleanImage(input, { fileName: basename(path) }, new FileSink(file));
    return { image, ...how, ...cleaned };
  } finally {
    await file.close();
  }
}

/** The id by the config that skopeo reads. */
function skopeoId(archive) {
  const input = run('skopeo', ['inspect', '--config', '--raw', archive]);
  return `sha256:${run('sha256sum', [], { input }).split(' ')[0]}`;
}

function unpack(archive, folder, name) {
  const layout = join(folder, `${name}-oci`);
  run('skopeo', ['copy', '--quiet', '--dest-compress-level', '1', archive, `oci:${layout}:image`]);
  run('umoci', ['unpack', '--keep-dirlinks', '--image', `${layout}:image`, join(folder, name)], { stdio: 'pipe' });
  rmSync(layout, { recursive: true });
  return join(folder, name, 'rootfs');
}

/** Whether buildah loads it; gives the id that it knows the image by. */
function loadedId(archive, folder) {
  const store = ['--root', join(folder, 'root'), '--runroot', join(folder, 'run'), '--storage-driver', 'vfs'];
  const id = run('buildah', [...store, 'pull', '--quiet', archive], { stdio: 'pipe' }).trim();
  run('buildah', [...store, 'rmi', '--all', '--force'], { stdio: 'pipe' });
  return `sha256:${id}`;
}

/** `before`: the original, unpacked. */
async function verify(path, { transport, choices }, before) {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-cleaning-'));
  try {
    const cleanedPath = join(folder, 'clean.tar');
    const cleaned = await clean(path, cleanedPath, choices);
    const archive = `${transport}:${cleanedPath}`;
    const sizes = [path, cleanedPath].map((file) => statSync(file).size);
    const ids = { skopeo: skopeoId(archive), buildah: loadedId(archive, folder) };
    // The manifest.json of an OCI archive leads to the same image.
    if (transport !== plain.transport) ids['skopeo, by manifest.json'] = skopeoId(`${plain.transport}:${cleanedPath}`);
    const after = unpack(archive, folder, 'after');
    const times = cleaned.time === undefined ? [] : [String(cleaned.time)];
    const compare = join(root, 'scripts/verify-cleaning/compare.py');
    return { cleaned, sizes, ids, compared: JSON.parse(run('python3', [compare, before, after, ...times])) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(2)} MB`;

function rowOf(name, { cleaned, sizes, ids, compared }) {
  const { layers, image, id } = cleaned;
  const left = layers.filter(({ diffId }) => diffId !== null).length;
  const removed = layers.reduce((sum, { entries }) => sum + entries, 0);
  const marks = layers.reduce((sum, { whiteouts }) => sum + whiteouts, 0);
  for (const [program, known] of Object.entries(ids)) {
    if (known !== id) throw new Error(`${name}: the id is ${id}, by ${program} ${known}`);
  }
  const names = [image.id, id].map((one) => one.replace('sha256:', '').slice(0, 12)).join(' → ');
  const difference = compared.count === 0 ? 'none' : `${compared.count}: ${compared.differences[0].path}`;
  if (compared.count > 0) process.exitCode = 1;
  return [
    `${image.layers.length} → ${left}`,
    `${megabytes(sizes[0])} → ${megabytes(sizes[1])}`,
    `${removed} and ${marks}`,
    names,
    compared.files.toLocaleString('en'),
    difference,
    compared.directoryTimes,
  ];
}

async function rowsOf(path, ways) {
  const name = basename(path, '.tar');
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-original-'));
  try {
    const before = unpack(`${plain.transport}:${path}`, folder, 'before');
    const rows = [];
    for (const way of ways) {
      try {
        rows.push([name, way.name, ...rowOf(name, await verify(path, way, before))]);
      } catch (error) {
        rows.push([name, way.name, String(error.message).split('\n')[0].slice(0, 120), '', '', '', '', '', '']);
        process.exitCode = 1;
      }
      console.log(rows.at(-1).join(' | '));
    }
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const given = process.argv.slice(2).filter((one) => !one.startsWith('--'));
const only = process.argv.find((one) => one.startsWith('--only='))?.slice('--only='.length);
const missing = given.length > 0 ? null : unpackSharedFixtures();
if (missing) throw new Error(`The fixtures' images are wanted: ${missing}`);
const paths = given.length > 0 ? given : fixtures.map((name) => join(images, `${name}.tar`));
const rows = [];
for (const path of paths) {
  const isInEveryWay = given.length > 0 || inEveryWay.has(basename(path, '.tar'));
  const ways = [plain, ...otherWays].filter(
    ({ name }) => (isInEveryWay || name === plain.name) && (!only || name === only),
  );
  rows.push(...(await rowsOf(path, ways)));
}

const versionOf = (program) => run(program, ['--version']).split('\n')[0].trim();

if (given.length === 0 && !only) {
  const head = [
    'layers',
    'archive',
    'entries and whiteouts that went',
    'id',
    'files compared',
    'differences',
    'times of directories',
  ];
  const tableOf = (names, body) =>
    [[...names, ...head], [...names, ...head].map(() => '---'), ...body]
      .map((row) => `| ${row.join(' | ')} |`)
      .join('\n');
  const isPlain = ([, way]) => way === plain.name;
  const text = `# Cleaned images, compared by other programs

Written by \`npm run verify:cleaning\`. Each image of the fixtures is written without its hidden files; it and the original are unpacked by
skopeo and umoci, and a Python script compares them file for file: type, mode, owner, time, size, SHA-256, link, device, extended
attributes, and which names share one file. The id is that which skopeo and buildah, which loads the archive, give it as well. The time of a directory is counted apart: what unpacks
a deletion changes it too.

${versionOf('skopeo')}; ${versionOf('umoci')}; ${versionOf('buildah')}; ${run('python3', ['--version']).trim()}.

${tableOf(
  ['image'],
  rows.filter(isPlain).map(([name, , ...row]) => [name, ...row]),
)}

## In other ways

Some of them with their layers made one, all or those above the base image, as OCI archives with gzip layers (read as such, and by their
manifest.json), and with one time for everything: there, each file has to have that time, and all else of it is compared.

${tableOf(
  ['image', 'how'],
  rows.filter((row) => !isPlain(row)),
)}
`;
  writeFileSync(join(root, 'docs/verified-cleaning.md'), text);
  run('npx', ['prettier', '--write', 'docs/verified-cleaning.md'], { cwd: root });
}
