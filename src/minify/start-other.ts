import { baseName } from '../hardening/start-command.ts';
import { wrappedBy } from '../hardening/wrappers.ts';
import { launchedBy, onlyTouches, startsNothing } from './start-launchers.ts';
import type { TracedCommand, Tracing } from './tracing.ts';

/** Of a command whose arguments nobody knows better. */
const mostWords = 200;

/** `--config=/etc/app.conf` names a file as `/etc/app.conf` does. */
const pathIn = (word: string): string => (word.startsWith('-') ? word.slice(word.indexOf('=') + 1) : word);

/** What a program is given that nobody knows more of: files that its arguments name, and a program that it may be to start. */
export async function startOther(command: TracedCommand, tracing: Tracing): Promise<void> {
  const { words, name, directory } = command;
  const wrapped = wrappedBy(name, words);
  const started = wrapped ? [wrapped.words] : launchedBy(command, tracing);
  for (const one of started) tracing.start(one, `is to start ${baseName(one[0] ?? '')}`, directory);
  if (wrapped) return;
  if (started.length > 0 || startsNothing(name)) needGiven(command, tracing);
  else startGiven(command, tracing);
}

/** Entrypoints end with `exec "$@"`: the first word that names a program, with what stands behind it. */
function startGiven(command: TracedCommand, tracing: Tracing): void {
  const { words, directory } = command;
  const at = words.findIndex((word, which) => which > 0 && word !== null && !word.startsWith('-'));
  const word = words[at];
  const isProgram = word != null && tracing.findProgram(word, directory) !== null;
  if (isProgram) tracing.start(words.slice(at), `is given the program ${word}`, directory);
  needGiven(isProgram ? { ...command, words: words.slice(0, at) } : command, tracing);
}

/** The files that its arguments name. */
export function needGiven({ words, name, directory }: TracedCommand, tracing: Tracing): void {
  for (const word of words.slice(1, mostWords)) {
    const path = word === null ? '' : pathIn(word);
    if (!path.includes('/')) continue;
    const node = tracing.find(path, directory);
    if (node === null || node === 0) continue;
    const absolute = path.startsWith('/') ? path : `${directory}/${path}`;
    tracing.need(absolute, `is given ${path}`);
    if (tracing.isDirectory(node) && !onlyTouches(name)) tracing.mayNeed(absolute, `is given ${path}`);
  }
}
