// npm run verify:cleaning [-- FILE.tar …]: images without their hidden files, unpacked beside the originals by programs that are
// not ours (skopeo, umoci), and compared file for file. For the images of the fixtures, docs/verified-cleaning.md is written anew.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, openAsBlob, rmSync, statSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { checkNode, installMissing } from './lib/install.mjs';
import { root } from './lib/run.mjs';
import { images, unpackSharedFixtures } from './lib/shared-fixtures.mjs';

checkNode();
installMissing();
const { loadSource } = await import('../tests/bench/source.mjs');
const { scanBlob } = await loadSource('tests/support/open-image.ts');
const { cleanImage } = await loadSource('src/cleaning/clean-image.ts');

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

/** A file that is written in order, and in which bytes are written anew. */
class FileSink {
  position = 0;

  constructor(file) {
    this.file = file;
  }

  async write(piece) {
    await this.file.write(piece, 0, piece.length, this.position);
    this.position += piece.length;
  }

  async patch(at, piece) {
    await this.file.write(piece, 0, piece.length, at);
  }
}

async function clean(path, to) {
  const blob = await openAsBlob(path);
  const { image, rootfs, scans } = await scanBlob(blob, basename(path));
  if (scans.some(({ fault }) => fault)) throw new Error('A layer is damaged');
  const layers = image.layers.map((layer) => ({ layer, file: blob }));
  const cleaning = { hidden: true, contents: new Set(), paths: new Set() };
  const file = await open(to, 'w');
  try {
    const input = { columns: rootfs.columns, layers, configText: image.configText, tags: image.tags, cleaning };
    return { image, ...(await cleanImage(input, { fileName: basename(path) }, new FileSink(file))) };
  } finally {
    await file.close();
  }
}

/** As skopeo reads it. */
const configTextOf = (path) => run('skopeo', ['inspect', '--config', '--raw', `docker-archive:${path}`]);

function unpack(path, folder, name) {
  const layout = join(folder, `${name}-oci`);
  run('skopeo', ['copy', '--quiet', `docker-archive:${path}`, `oci:${layout}:image`]);
  run('umoci', ['unpack', '--keep-dirlinks', '--image', `${layout}:image`, join(folder, name)], { stdio: 'pipe' });
  rmSync(layout, { recursive: true });
  return join(folder, name, 'rootfs');
}

/** Whether buildah loads it; gives the id that it knows the image by. */
function loadedId(path, folder) {
  const store = ['--root', join(folder, 'root'), '--runroot', join(folder, 'run'), '--storage-driver', 'vfs'];
  const id = run('buildah', [...store, 'pull', '--quiet', `docker-archive:${path}`], { stdio: 'pipe' }).trim();
  run('buildah', [...store, 'rmi', '--all', '--force'], { stdio: 'pipe' });
  return `sha256:${id}`;
}

async function verify(path) {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-cleaning-'));
  try {
    const cleanedPath = join(folder, 'clean.tar');
    const cleaned = await clean(path, cleanedPath);
    const sizes = [path, cleanedPath].map((file) => statSync(file).size);
    const bySkopeo = `sha256:${run('sha256sum', [], { input: configTextOf(cleanedPath) }).split(' ')[0]}`;
    const byBuildah = loadedId(cleanedPath, folder);
    const roots = [unpack(path, folder, 'before'), unpack(cleanedPath, folder, 'after')];
    const compared = JSON.parse(run('python3', [join(root, 'scripts/verify-cleaning/compare.py'), ...roots]));
    return { name: basename(path, '.tar'), cleaned, sizes, ids: { skopeo: bySkopeo, buildah: byBuildah }, compared };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(2)} MB`;

function rowOf({ name, cleaned, sizes, ids, compared }) {
  const { layers, image, id } = cleaned;
  const left = layers.filter(({ diffId }) => diffId !== null).length;
  const removed = layers.reduce((sum, { entries }) => sum + entries, 0);
  const marks = layers.reduce((sum, { whiteouts }) => sum + whiteouts, 0);
  for (const [program, known] of Object.entries(ids)) {
    if (known !== id) throw new Error(`${name}: the id is ${id}, by ${program} ${known}`);
  }
  const names = [image.id, id].map((one) => one.replace('sha256:', '').slice(0, 12)).join(' → ');
  const difference = compared.count === 0 ? 'none' : `${compared.count}: ${compared.differences[0].path}`;
  return [
    name,
    `${image.layers.length} → ${left}`,
    `${megabytes(sizes[0])} → ${megabytes(sizes[1])}`,
    `${removed} and ${marks}`,
    names,
    compared.files.toLocaleString('en'),
    difference,
    compared.directoryTimes,
  ];
}

const given = process.argv.slice(2);
const missing = given.length > 0 ? null : unpackSharedFixtures();
if (missing) throw new Error(`The fixtures' images are wanted: ${missing}`);
const paths = given.length > 0 ? given : fixtures.map((name) => join(images, `${name}.tar`));
const rows = [];
for (const path of paths) {
  try {
    rows.push(rowOf(await verify(path)));
  } catch (error) {
    rows.push([basename(path, '.tar'), String(error.message).split('\n')[0].slice(0, 120), '', '', '', '', '', '']);
    process.exitCode = 1;
  }
  console.log(rows.at(-1).join(' | '));
}

const versionOf = (program) => run(program, ['--version']).split('\n')[0].trim();

if (given.length === 0) {
  const head = [
    'image',
    'layers',
    'archive',
    'entries and whiteouts that went',
    'id',
    'files compared',
    'differences',
    'times of directories',
  ];
  const table = [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
  const text = `# Cleaned images, compared by other programs

Written by \`npm run verify:cleaning\`. Each image of the fixtures is written without its hidden files; it and the original are unpacked by
skopeo and umoci, and a Python script compares them file for file: type, mode, owner, time, size, SHA-256, link, device, extended
attributes, and which names share one file. The id is that which skopeo and buildah, which loads the archive, give it as well. The time of a directory is counted apart: what unpacks
a deletion changes it too.

${versionOf('skopeo')}; ${versionOf('umoci')}; ${versionOf('buildah')}; ${run('python3', ['--version']).trim()}.

${table}
`;
  writeFileSync(join(root, 'docs/verified-cleaning.md'), text);
  run('npx', ['prettier', '--write', 'docs/verified-cleaning.md'], { cwd: root });
}
