import type { Detector } from '../detector.ts';
import { isPasswordPlaceholder } from '../password-placeholder.ts';

/** Characters between a command and its option, at most. */
const near = 96;

/** By the option as it is written: the commands that take a password there. */
const takers: Readonly<Record<string, readonly string[]>> = {
  p: ['mysql', 'mariadb', 'sshpass'],
  'p ': ['sshpass', ' login'],
  u: ['curl', 'wget', 'http '],
};

/** Whether the option's command stands before it, on its line and near enough. */
function isOfItsCommand(option: string, before: string): boolean {
  const commandsOf = takers[option] ?? [];
  if (!commandsOf.some((command) => before.includes(command))) return false;
  const line = before.slice(before.lastIndexOf('\n') + 1);
  return commandsOf.some((command) => line.includes(command));
}

/** Options of commands that take a password: who may see the processes or the history may read it. */
export const commands: readonly Detector[] = [
  {
    id: 'command-line-password',
    title: 'Password in a command',
    severity: 'error',
    anchors: [' -p', ' -u', ' --user', ' --password', ' --passwd'],
    pattern:
      / -(?:(?<option>p ?)|(?<long>-pass(?:word|wd)[= ])|(?:u ?|-user[= ])["']?[^\s:"'@/$-][^\s:"'@/]{0,60}:)["']?(?<value>[^\s"'`|;&<>$()-][^\s"'`|;&<>$()]{3,127})/y,
    paths:
      /(?:_|\/\.?)(?:history|histfile)$|\/fish_history$|\.(?:sh|bash)$|\/(?:docker|container)file[^/]*$|[./]dockerfile$|^$/i,
    generic: true,
    check: (value, { input, index, groups }) => {
      const { long, option = 'u' } = groups ?? {};
      if (!long && !isOfItsCommand(option, input.slice(Math.max(0, index - near), index))) return null;
      return isPasswordPlaceholder(value) ? null : 'error';
    },
    rotate:
      'Change the password, and give it to the command by a file or standard input (docker login --password-stdin, curl --netrc).',
  },
];
