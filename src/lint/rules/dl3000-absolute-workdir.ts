import { directInstructionsOf } from '../instructions.ts';
import type { Rule } from '../rule.ts';

/** `/app`, `$HOME/app`, `C:\app`; `\app` is absolute on Windows, and is only left so where the backtick escapes. */
const isAbsolute = (path: string): boolean => /^([/$\\]|[a-zA-Z]:)/.test(path);

export const absoluteWorkdir: Rule = {
  id: 'DL3000',
  source: 'hadolint',
  severity: 'error',
  summary: 'WORKDIR is a relative path',
  help: 'A relative WORKDIR is taken from the one before it, possibly one of the base image that changes later. Write the whole path.',
  examples: {
    bad: ['WORKDIR app', 'WORKDIR ./src'],
    good: ['WORKDIR /app', 'WORKDIR $APP_HOME', 'WORKDIR C:\\\\app'],
  },
  check(dockerfile, report) {
    for (const workdir of directInstructionsOf(dockerfile, 'WORKDIR')) {
      const path = workdir.words[0];
      if (path && path.value !== '' && !isAbsolute(path.value)) report(workdir, { at: path });
    }
  },
};
