import type { Detector } from '../detector.ts';
import { isPasswordPlaceholder } from '../password-placeholder.ts';

/** Characters between a command and its option, at most. */
const near = 96;

/** Finds commands before their options: a text is gone through once, however many options stand in it. */
class CommandFinder {
  private text = '';
  private index = 0;
  /** Of the last command before the index, and of the first one behind it. */
  private last = -1;
  private next = -1;

  constructor(private readonly commands: RegExp) {}

  /** Whether one stands before the option at `index`, on its line and near enough. */
  isBefore(index: number, text: string): boolean {
    if (text !== this.text || index < this.index) {
      this.last = -1;
      this.next = this.findFrom(Math.max(0, index - near), text);
    }
    [this.text, this.index] = [text, index];
    while (this.next >= 0 && this.next < index) {
      this.last = this.next;
      this.next = this.findFrom(this.next + 1, text);
    }
    return this.last >= 0 && this.last >= index - near && !text.slice(this.last, index).includes('\n');
  }

  private findFrom(start: number, text: string): number {
    this.commands.lastIndex = start;
    return this.commands.test(text) ? this.commands.lastIndex - 1 : -1;
  }
}

const afterP = new CommandFinder(/mysql|mariadb|sshpass/g);
const afterPAndSpace = new CommandFinder(/sshpass| login/g);
const afterU = new CommandFinder(/curl|wget|http /g);

/** By the option as it is written: the commands that take a password there; null where all do. */
function takersOf(option: string): CommandFinder | null {
  if (option.startsWith(' --pass')) return null;
  if (!option.startsWith(' -p')) return afterU;
  return option.startsWith(' -p ') ? afterPAndSpace : afterP;
}

/** Options of commands that take a password: who may see the processes or the history may read it. */
export const commands: readonly Detector[] = [
  {
    id: 'command-line-password',
    title: 'Password in a command',
    severity: 'error',
    anchors: [' -p', ' -u', ' --user', ' --password', ' --passwd'],
    pattern:
      / -(?:p ?|-pass(?:word|wd)[= ]|(?:u ?|-user[= ])["']?[^\s:"'@/$-][^\s:"'@/]{0,60}:)["']?(?<value>[^\s"'`|;&<>$()-][^\s"'`|;&<>$()]{3,127})/y,
    paths:
      /(?:_|\/\.?)(?:history|histfile)$|\/fish_history$|\.(?:sh|bash)$|\/(?:docker|container)file[^/]*$|[./]dockerfile$|^$/i,
    generic: true,
    check: (value, { 0: text, input, index }) => {
      if (takersOf(text)?.isBefore(index, input) === false) return null;
      return isPasswordPlaceholder(value) ? null : 'error';
    },
    rotate:
      'Change the password, and give it to the command by a file or standard input (docker login --password-stdin, curl --netrc).',
  },
];
