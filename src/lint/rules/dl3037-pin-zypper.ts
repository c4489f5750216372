import type { ShellWord } from '../../dockerfile/shell.ts';
import type { Rule } from '../rule.ts';
import { isReadFromFile, reportUnpinned } from '../unpinned.ts';
import { zypperCall } from '../zypper.ts';

/** `name=1.2`, `name>1`, a file; `!name`, `~name` and `-name` take the package away. */
const isZypperPinned = (word: ShellWord): boolean =>
  /[=<>]/.test(word.value) || word.value.endsWith('.rpm') || /^[!~-]/.test(word.value) || isReadFromFile(word);

export const pinZypper: Rule = {
  id: 'DL3037',
  source: 'hadolint',
  severity: 'warning',
  summary: 'zypper install without a package version',
  help: 'The next build may get another version from the same line. Write package=version, or a range such as "package>=1.2".',
  noFix: 'Which version of the package is wanted is for you to know.',
  examples: {
    bad: ['RUN zypper -n install httpd && zypper clean'],
    good: [
      'RUN zypper -n install httpd=2.4.46 && zypper clean',
      'ARG PIN=httpd=2.4.46\nRUN zypper -n install $PIN && zypper clean',
    ],
  },
  check(dockerfile, report) {
    reportUnpinned(dockerfile, report, (command) => {
      const call = zypperCall(command);
      if (!call || !['install', 'in'].includes(call.verb)) return null;
      return call.operands.filter((word) => !isZypperPinned(word));
    });
  },
};
