import { operands } from './shell-chain.ts';
import type { ShellCommand } from '../dockerfile/shell.ts';

const words: Readonly<Record<string, { readonly subjects: readonly string[]; readonly verbs: readonly string[] }>> = {
  npm: { subjects: ['cache'], verbs: ['clean'] },
  yarn: { subjects: ['cache'], verbs: ['clean'] },
  pnpm: { subjects: ['store'], verbs: ['prune'] },
  pip: { subjects: ['cache'], verbs: ['purge'] },
  pip3: { subjects: ['cache'], verbs: ['purge'] },
};

/** `yarn cache clean`, `npm cache clean --force`, `pnpm store prune`, `pip cache purge`. */
export function emptiesCache(command: ShellCommand): boolean {
  const known = Object.hasOwn(words, command.name) ? words[command.name] : undefined;
  const [subject = '', verb = ''] = operands(command);
  return known !== undefined && known.subjects.includes(subject) && known.verbs.includes(verb);
}
