// Shells and their scripts.
import { decodeText } from '../../bytes/text.ts';
import { shells } from '../../hardening/shell-start.ts';
import { baseName } from '../../hardening/start-command.ts';
import { isElf } from '../../content/elf-fields.ts';
import { followShell } from '../shell/follow-shell.ts';
import { startOther } from '../start-other.ts';
import type { Follower, TracedCommand, TracedFile, Tracing } from '../tracing.ts';

/** A shell that waits for commands draws on what its terminal is called by. */
const terminals = ['xterm', 'xterm-256color', 'linux', 'vt100', 'vt220', 'screen', 'tmux', 'ansi', 'dumb'];
const terminfoFolders = ['/usr/share/terminfo', '/lib/terminfo', '/etc/terminfo'];
const startFiles = ['/etc/profile', '/etc/profile.d', '/etc/bash.bashrc', '/etc/bashrc', '/etc/zsh', '/etc/inputrc'];

/** A program with its script in front of it, as executable jars are. */
const zipMagic = 'PK\u0003\u0004';
const mostScript = 1_000_000;

function mayBeInteractive(tracing: Tracing): void {
  for (const path of startFiles) tracing.mayNeed(path, 'reads it where it is started by hand');
  for (const folder of terminfoFolders) {
    for (const name of terminals)
      tracing.mayNeed(`${folder}/${name[0] ?? ''}/${name}`, 'shows text on such a terminal');
  }
}

/** Where the shell's options end; `text`: what stands behind `-c`. */
function readOptions(words: TracedCommand['words']): {
  readonly at: number;
  readonly isText: boolean;
  readonly isLogin: boolean;
} {
  let [at, isText, isLogin] = [1, false, false];
  for (; at < words.length; at++) {
    const word = words[at];
    if (word === null || word === undefined || !/^[-+]./.test(word)) break;
    if (word === '--') return { at: at + 1, isText, isLogin };
    isLogin ||= word === '--login' || /^-[a-z]*l/.test(word);
    isText ||= /^-[a-z]*c/.test(word);
    if (/^[-+][a-z]*[oO]$/.test(word) || word === '--rcfile' || word === '--init-file') at++;
  }
  return { at, isText, isLogin };
}

function readsAtStart(isLogin: boolean, tracing: Tracing): void {
  for (const name of ['BASH_ENV', 'ENV']) {
    const path = tracing.variable(name);
    if (path) tracing.need(path, `reads it first (${name})`, 'shell');
  }
  if (!isLogin) return;
  for (const path of ['/etc/profile', '/etc/profile.d']) {
    const node = tracing.need(path, 'reads it as a login shell', 'shell');
    if (node !== null && tracing.isDirectory(node)) tracing.needAll(node, 'reads it as a login shell');
  }
}

async function startShell(command: TracedCommand, tracing: Tracing): Promise<void> {
  const { words, directory, name } = command;
  const { at, isText, isLogin } = readOptions(words);
  readsAtStart(isLogin, tracing);
  mayBeInteractive(tracing);
  const word = words[at];
  if (word == null || word === '') return;
  const given = words.slice(at + 1);
  if (isText) {
    const known = given.slice(1).every((one) => one !== null) ? (given.slice(1) as string[]) : null;
    await followShell(word, { path: given[0] ?? '', directory, given: known }, `The text behind ${name} -c`, tracing);
  } else startScript(word, directory, tracing);
  if (given.length > 0) await startOther({ words: [word, ...given], name: baseName(word), directory }, tracing);
}

function startScript(word: string, directory: string, tracing: Tracing): void {
  const path = word.startsWith('/') ? word : `${directory}/${word}`;
  const node = tracing.find(path) ?? tracing.findProgram(word, directory);
  if (node === null) {
    tracing.note(`A shell is to run ${word}, which is not found.`);
    return;
  }
  const started = tracing.kept('shell directories', () => new Map<number, string>());
  if (!started.has(node)) started.set(node, directory);
  if (tracing.need(path, `runs ${word}`, 'shell') === null) tracing.needNode(node, `runs ${word}`, 'shell');
}

async function followScript({ node, path, size, head }: TracedFile, tracing: Tracing): Promise<void> {
  if (isElf(head)) return;
  const text = size <= head.length ? decodeText(head) : ((await tracing.textOf(node, mostScript)) ?? decodeText(head));
  const packed = text.indexOf(zipMagic);
  const started = tracing.kept('shell directories', () => new Map<number, string>());
  const origin = { path, directory: started.get(node) ?? tracing.directory, given: null };
  await followShell(packed > 0 ? text.slice(0, packed) : text, origin, path, tracing);
}

/** `busybox wget …` is wget. */
async function startBusybox(command: TracedCommand, tracing: Tracing): Promise<void> {
  const words = command.words.slice(1);
  const [applet] = words;
  if (applet == null) return;
  const inner = { ...command, words, name: applet };
  await (shells.has(applet) ? startShell(inner, tracing) : startOther(inner, tracing));
}

export const shell: Follower = {
  id: 'shell',
  selects: ({ path }) => /\.(?:sh|bash|envsh)$/.test(path),
  follow: followScript,
  starts: (name) => shells.has(name) || name === 'busybox' || name === 'rbash',
  start: (command, _, tracing) =>
    command.name === 'busybox' ? startBusybox(command, tracing) : startShell(command, tracing),
};
