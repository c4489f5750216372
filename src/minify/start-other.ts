import { baseName } from '../hardening/start-command.ts';
import { wrappedBy } from '../hardening/wrappers.ts';
import type { TracedCommand, Tracing } from './tracing.ts';

/** Of a command whose arguments nobody knows better. */
const mostWords = 200;

/** `--config=/etc/app.conf` names a file as `/etc/app.conf` does. */
const pathIn = (word: string): string => (word.startsWith('-') ? word.slice(word.indexOf('=') + 1) : word);

/** What a program is given that nobody knows more of: files that its arguments name, and a program that it may be to start. */
export async function startOther({ words, name, directory }: TracedCommand, tracing: Tracing): Promise<void> {
  const wrapped = wrappedBy(name, words);
  if (wrapped) {
    tracing.start(wrapped.words, `is to start ${baseName(wrapped.words[0] ?? '')}`, directory);
    return;
  }
  const given = words.slice(1, mostWords);
  // Entrypoints end with `exec "$@"`: the first word that names a program, with what stands behind it.
  const at = given.findIndex((word) => word !== null && !word.startsWith('-'));
  const word = given[at];
  const isProgram = word != null && tracing.findProgram(word, directory) !== null;
  if (isProgram) tracing.start(given.slice(at), `is given the program ${word}`, directory);
  for (const own of isProgram ? given.slice(0, at) : given) needGiven(own, directory, tracing);
}

function needGiven(word: string | null, directory: string, tracing: Tracing): void {
  const path = word === null ? '' : pathIn(word);
  if (!path.includes('/')) return;
  const node = tracing.find(path, directory);
  if (node === null || node === 0) return;
  tracing.need(path.startsWith('/') ? path : `${directory}/${path}`, `is given ${path}`);
  if (tracing.isDirectory(node)) tracing.unsure(node, `is given ${path}`);
}
