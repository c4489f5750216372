import type { ShellCommand, ShellWord } from '../../dockerfile/shell.ts';
import type { Rule } from '../rule.ts';
import { isReadFromFile, reportUnpinned } from '../unpinned.ts';

/** `-v 2`, `-v2`, `-Nv 2`, `--version=2`; `-V` is something else. */
const isVersionOption = ({ value }: ShellWord): boolean => /^(-[A-Za-z]*v|--version(=|$))/.test(value);

/** `name:1.2`, or a gem that is here as a file. */
const isGemPinned = (word: ShellWord): boolean =>
  word.value.includes(':') || word.value.endsWith('.gem') || isReadFromFile(word);

/** What a `gem install` names before `--`. As hadolint, the word behind any option is taken for its value. */
function gemsOf(words: readonly ShellWord[]): ShellWord[] {
  const gems: ShellWord[] = [];
  for (let at = 0; at < words.length; at++) {
    if (words[at]!.value.startsWith('-')) at++;
    else gems.push(words[at]!);
  }
  return gems;
}

function unpinnedGems({ invoked, args }: ShellCommand): ShellWord[] | null {
  if (invoked !== 'gem') return null;
  const verb = args.findIndex((word) => !word.value.startsWith('-'));
  if (!['install', 'i'].includes(args[verb]?.value ?? '')) return null;
  const end = args.findIndex((word) => word.value === '--');
  const words = args.slice(verb + 1, end < 0 ? undefined : end);
  return words.some(isVersionOption) ? null : gemsOf(words).filter((word) => !isGemPinned(word));
}

export const pinGem: Rule = {
  id: 'DL3028',
  source: 'hadolint',
  severity: 'warning',
  summary: 'gem install without a version',
  help: 'Another build gets the newest release of that day, and whatever it needs. Write gem:version, or add --version.',
  noFix: 'Which version of the gem your program needs is for you to know.',
  examples: {
    bad: ['RUN gem install bundler'],
    good: ['RUN gem install bundler:2.5.4', "RUN gem install rails --version '~> 7.1'"],
  },
  check(dockerfile, report) {
    reportUnpinned(dockerfile, report, unpinnedGems);
  },
};
