// What Node, and programs that start scripts as it does, are given.
import { baseName } from '../../hardening/start-command.ts';
import type { TracedCommand, Tracing } from '../tracing.ts';
import { followSource, needModule, readerOf, runOf } from './follow-module.ts';
import { readNodeWords, type NodeWords } from './node-words.ts';
import { mayNeedFolder } from './package-files.ts';
import { ownFolder } from './packages.ts';
import { resolveScript } from './resolve.ts';
import { managerOf, startManager, startPackageScript } from './start-manager.ts';

type Words = TracedCommand['words'];

/** Node as Debian builds it reads some of its own modules from there as it starts. */
const modulesOfDebian = [
  'cjs-module-lexer/lexer.js',
  'cjs-module-lexer/dist/lexer.js',
  'undici/undici-fetch.js',
  'acorn/dist/acorn.js',
  'acorn-walk/dist/walk.js',
  'minimatch/dist/index.js',
];

/** They start scripts, or commands that stand behind their own words. */
const runners: ReadonlySet<string> = new Set(
  'tsx ts-node ts-node-dev ts-node-esm tsnd esno swc-node babel-node vite-node nodemon pm2 pm2-runtime pm2-docker forever supervisor cross-env cross-env-shell env-cmd dotenv dotenvx concurrently npm-run-all run-s run-p wait-on start-server-and-test'.split(
    ' ',
  ),
);

export const isNode = (name: string): boolean => /^node(?:js)?(?:-?\d+)?$/.test(name);
export const isRunner = (name: string): boolean => runners.has(name);

const absolute = (path: string, directory: string): string => (path.startsWith('/') ? path : `${directory}/${path}`);

export async function startNode({ words, directory }: TracedCommand, program: number, tracing: Tracing): Promise<void> {
  const read = readNodeWords(words.slice(1), tracing.variable('NODE_OPTIONS') ?? '');
  for (const path of modulesOfDebian)
    tracing.need(`/usr/share/nodejs/${path}`, 'has this module of its own there', 'node');
  await needOptions(read, directory, tracing);
  if (read.run !== null) await startPackageScript(read.run, [], directory, tracing);
  // The folder of the application is known before the text is read.
  if (read.script != null) await needScript(read.script, read.given, directory, tracing);
  const place = { path: tracing.rootfs.pathOf(program), folder: directory };
  for (const text of read.texts) await followSource(text, place, tracing);
  if (read.script === null) unknownScript(directory, tracing);
}

async function needOptions(read: NodeWords, directory: string, tracing: Tracing): Promise<void> {
  const run = runOf(tracing);
  run.workingFolders.add(directory);
  for (const condition of read.conditions) run.conditions.add(condition);
  const certificates = tracing.variable('NODE_EXTRA_CA_CERTS');
  for (const path of [...read.files, ...(certificates ? [certificates] : [])]) {
    const node = tracing.need(absolute(path, directory), `is given ${path}`);
    if (node !== null && tracing.isDirectory(node)) tracing.needAll(node, `is given ${path}`);
  }
  for (const named of read.preloads)
    await needModule(named, { folder: directory }, `loads ${named.specifier} first`, tracing);
}

function unknownScript(directory: string, tracing: Tracing): void {
  tracing.note(`Node is started in ${directory} with a script that only the running container knows.`);
  mayNeedFolder(directory, 'may be given what lies where it is started', tracing);
}

/** The script with what stands behind it; a package manager's is started as the manager is. */
async function needScript(word: string, given: Words, directory: string, tracing: Tracing): Promise<void> {
  const { files, read } = await resolveScript(word, directory, tracing);
  const [path] = files;
  if (path === undefined) {
    tracing.note(`Node is to run ${absolute(word, directory)}, which is not found.`);
    return;
  }
  for (const one of read) tracing.need(one, `finds ${word} by it`);
  const node = tracing.need(path, `is given ${word}`, readerOf(path));
  const real = node === null ? path : tracing.rootfs.pathOf(node);
  const manager = managerOf(real);
  if (manager !== null) {
    await startManager({ words: [manager, ...given], name: manager, directory }, real, tracing);
    return;
  }
  if (isRunner(baseName(word)))
    await startRunner({ words: [word, ...given], name: baseName(word), directory }, tracing);
  const own = await ownFolder(real, tracing);
  if (own !== null) runOf(tracing).applications.add(own);
  for (const one of given) if (one?.includes('/')) tracing.mayNeed(absolute(one, directory), `is given ${one}`);
}

/** `tsx src/main.ts`, `nodemon app`, `cross-env NODE_ENV=production node app.js`, `concurrently "npm:api" "node jobs.js"` */
export async function startRunner({ words, name, directory }: TracedCommand, tracing: Tracing): Promise<void> {
  const isNamed = (word: string | null): word is string => word !== null && /^[^-=][^=]*$/.test(word);
  runOf(tracing).workingFolders.add(directory);
  for (let at = 1; at < words.length; at++) {
    const word = words[at] ?? null;
    if (!isNamed(word)) continue;
    if (/\s/.test(word)) tracing.start(['/bin/sh', '-c', word], `is to start ${word}`, directory);
    else if (tracing.findProgram(word, directory) !== null)
      return tracing.start(words.slice(at), `is to start ${word}`, directory);
    else if ((await resolveScript(word, directory, tracing)).files.size > 0)
      return needScript(word, words.slice(at + 1), directory, tracing);
  }
  if (words.includes(null))
    tracing.note(`${name} is started in ${directory} with words that only the running container knows.`);
}
