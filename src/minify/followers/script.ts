// Files that begin with `#!`: what runs them is started with them.
import { isScript, readScriptLine } from '../../hardening/script-line.ts';
import { baseName } from '../../hardening/start-command.ts';
import type { Follower } from '../tracing.ts';

export const script: Follower = {
  id: 'script',
  selects: ({ head }) => isScript(head),
  follow: async ({ path, head }, tracing) => {
    const words = readScriptLine(head);
    if (!words) return;
    // Linux gives all that stands behind the interpreter as one word.
    const [interpreter = '', ...rest] = words;
    const given = baseName(interpreter) === 'env' ? rest.filter((word) => word !== '-S') : rest;
    tracing.start([interpreter, ...given, path], `is run by ${interpreter}`);
  },
};
