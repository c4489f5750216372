// npm run verify:cache: builds small folders with `buildah bud --layers`, changes something, builds again, and compares the
// steps that buildah took from its cache with those that the simulation says are reused. Writes docs/verified-cache.md.
//
// Wants buildah and a static busybox (Debian: buildah, busybox-static). No registry is asked: the base images are made here,
// in a store of their own that is removed at the end.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { loadSource } from '../tests/bench/source.mjs';
import { cases } from './verify-cache/cases.mjs';

const root = join(import.meta.dirname, '..');
const out = mkdtempSync(join(tmpdir(), 'verify-cache-'));
const store = [
  '--root',
  join(out, 'root'),
  '--runroot',
  join(out, 'run'),
  '--storage-driver',
  process.env.STORAGE_DRIVER ?? 'vfs',
];
const busybox = process.env.VERIFY_BUSYBOX ?? '/bin/busybox';

const { BuildSimulation } = await loadSource('src/build-cache/build-simulation.ts');
const { contextTreeOf, contextPath } = await loadSource('src/build-context/context-tree.ts');
const { isIgnored, parseDockerignore } = await loadSource('src/build-context/dockerignore.ts');
const { parseDockerfile } = await loadSource('src/dockerfile/parse.ts');

function buildah(...args) {
  const { status, stdout, stderr } = spawnSync('buildah', [...store, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (status !== 0) throw new Error(`buildah ${args.join(' ')}\n${stdout}${stderr}`);
  return `${stdout}\n${stderr}`;
}

// One stage after the other: what stages say at the same time could not be told apart.
const bud = (folder, ...args) =>
  buildah(
    'bud',
    '--isolation',
    'chroot',
    '--format',
    'docker',
    '--pull-never',
    '--layers',
    '--jobs',
    '1',
    ...args,
    folder,
  );

function writeFolder(folder, files) {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** An image of busybox alone; `mark` makes its contents others. */
function makeBase(tag, mark) {
  const folder = join(out, 'base');
  rmSync(folder, { recursive: true, force: true });
  writeFolder(folder, {
    Dockerfile:
      'FROM scratch\nCOPY busybox /bin/busybox\nCOPY mark /mark\nRUN ["/bin/busybox", "--install", "-s", "/bin"]\nENV PATH=/bin\n',
    mark,
  });
  cpSync(busybox, join(folder, 'busybox'));
  bud(folder, '-t', `localhost/base:${tag}`);
}

/**
 * By stage and number of a step, both from 0: whether buildah took it from its cache. A step that waits for another stage
 * has said its own heading by then; every step but FROM ends with the image that it made.
 */
function readSteps(output) {
  const seen = new Map();
  const open = [];
  for (const line of output.split('\n')) {
    const head = /^(?:\[(\d+)\/\d+\] )?STEP (\d+)\/\d+: (\w+)/.exec(line);
    if (head && head[3] !== 'FROM') {
      open.push(`${Number(head[1] ?? 1) - 1}:${Number(head[2]) - 1}`);
      seen.set(open.at(-1), 'runs');
    } else if (line.startsWith('--> Using cache')) seen.set(open.at(-1), 'reused');
    else if (line.startsWith('--> ')) open.pop();
  }
  return seen;
}

const argsOf = (args = {}) => Object.entries(args).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]);

/** buildah counts COMMIT as the last step of a stage; the instructions stand before it. */
function numbered(dockerfile) {
  return dockerfile.stages.flatMap(({ index, instructions }) =>
    instructions.map(({ line }, number) => ({ line, key: `${index}:${number}` })),
  );
}

function predict({ dockerfile: text, files }, { edit = [], chmod = [], base, args = {} }) {
  const dockerfile = parseDockerfile(text);
  const tree = contextTreeOf(Object.keys(files).map((path) => ({ path, size: files[path].length })));
  const paths = [...tree.parents.keys()].map((node) => contextPath(tree, node));
  const patterns = parseDockerignore(files['.dockerignore'] ?? '');
  const ignored = Uint8Array.from(paths, (path) => (path !== '' && isIgnored(patterns, path) ? 1 : 0));
  const change = {
    files: new Set([...edit, ...chmod].map((path) => paths.indexOf(path))),
    images: new Set(base ? [`localhost/base:${base}`] : []),
    buildArgs: new Set(Object.keys(args)),
  };
  return { dockerfile, build: new BuildSimulation({ tree, ignored, dockerfile }).after(change) };
}

let count = 0;

/** Makes a change in a copy of the folder, whose contents no other change has. */
function applyChange(folder, one, { title, edit = [], chmod = [], touch = [], base, line }) {
  count++;
  console.error(`${one.name}: ${title}`);
  for (const path of edit) writeFileSync(join(folder, path), `${one.files[path]}${line ?? 'changed'} ${count}\n`);
  for (const path of chmod) chmodSync(join(folder, path), 0o755);
  for (const path of touch) utimesSync(join(folder, path), new Date(), new Date());
  if (base) makeBase(base, `mark ${count}`);
}

/** Builds of earlier changes go: where several made the same files, buildah may take either. */
function forgetBuilds() {
  buildah('rmi', '--prune', '--force');
}

function verify(one, change) {
  const folder = join(out, 'folder');
  rmSync(folder, { recursive: true, force: true });
  writeFolder(folder, one.files);
  // Beside the folder: COPY . . would take it along.
  const file = join(out, 'Dockerfile');
  writeFileSync(file, one.dockerfile);
  bud(folder, '-f', file);
  applyChange(folder, one, change);
  const seen = readSteps(bud(folder, '-f', file, ...argsOf(change.args)));
  if (change.base) makeBase(change.base, `base ${change.base}`);
  if (change.differs) forgetBuilds();
  const { dockerfile, build } = predict(one, change);
  const keys = new Map(numbered(dockerfile).map(({ line, key }) => [line, key]));
  const rows = build.steps
    .filter(({ isWork, keyword, state }) => isWork && keyword !== 'FROM' && state !== 'not built')
    .map(({ line, text, state, why }) => ({ line, text, predicted: state, seen: seen.get(keys.get(line)), why }));
  return { title: change.title, differs: change.differs ?? {}, rows };
}

const code = (text) => `\`${text.replaceAll('`', '')}\``;

function writeTable({ title, differs, rows }) {
  const lines = rows.map(({ line, text, predicted, seen }) => {
    const note = predicted === seen ? '' : (differs[line] ?? 'NOT EXPLAINED');
    return `| ${line} | ${code(text)} | ${predicted} | ${seen} | ${note} |`;
  });
  return [`### ${title}`, '', '| line | step | predicted | seen | |', '| --- | --- | --- | --- | --- |', ...lines, ''];
}

try {
  for (const tag of ['1', '2']) makeBase(tag, `base ${tag}`);
  const results = cases.map((one) => ({ one, changes: one.changes.map((change) => verify(one, change)) }));
  const changes = results.flatMap((result) => result.changes);
  const rows = changes.flatMap((change) => change.rows.map((row) => ({ ...row, differs: change.differs })));
  const others = rows.filter(({ predicted, seen }) => predicted !== seen);
  const open = others.filter(({ line, differs }) => differs[line] === undefined);
  const stale = changes.flatMap(({ title, differs, rows: own }) =>
    Object.keys(differs)
      .filter((line) => own.some((row) => row.line === Number(line) && row.predicted === row.seen))
      .map((line) => `${title}: line ${line}`),
  );
  const version = execFileSync('buildah', ['--version'], { encoding: 'utf8' }).trim();
  const text = [
    '# The simulation of the cache beside real rebuilds',
    '',
    'Made by `npm run verify:cache`: each folder is built, changed, and built again. *Predicted* is what the simulation says of a',
    'step, *seen* whether the builder said `Using cache`. Stages that are not needed are left out (buildah 1.28 builds them), and',
    'so is what is no operation of BuildKit (FROM, ENV, ARG, CMD, …).',
    '',
    `${version}, \`bud --layers\`: ${changes.length} changes over ${cases.length} Dockerfiles, ${rows.length} steps compared, ${rows.length - others.length} the same, ${others.length - open.length} differ for a reason that is known, ${open.length} without.`,
    '',
    'BuildKit itself is compared step by step in `tests/build-cache/build-simulation.test.ts`, beside its planner.',
    '',
    ...results.flatMap(({ one, changes: made }) => [
      `## ${one.name[0].toUpperCase()}${one.name.slice(1)}`,
      '',
      '```dockerfile',
      one.dockerfile.trimEnd(),
      '```',
      '',
      ...(one.files['.dockerignore']
        ? ['with this `.dockerignore`:', '', '```', one.files['.dockerignore'].trimEnd(), '```', '']
        : []),
      ...made.flatMap(writeTable),
    ]),
  ].join('\n');
  writeFileSync(join(root, 'docs/verified-cache.md'), text);
  execFileSync('npx', ['prettier', '--write', join(root, 'docs/verified-cache.md')], { cwd: root, stdio: 'ignore' });
  console.log(
    readFileSync(join(root, 'docs/verified-cache.md'), 'utf8')
      .split('\n')
      .find((line) => line.includes('steps compared')),
  );
  for (const { line, text: step, predicted, seen } of open)
    console.log(`line ${line} ${step}: predicted ${predicted}, seen ${seen}`);
  for (const one of stale) console.log(`no longer differs: ${one}`);
  process.exitCode = open.length + stale.length > 0 ? 1 : 0;
} finally {
  rmSync(out, { recursive: true, force: true });
}
