import type { ShellCheckProgram } from '../../lint/shellcheck/instance.ts';
import { InProcessShellCheck } from '../../lint/shellcheck/in-process.ts';
import type { Handlers } from '../protocol.ts';

export function shellCheckHandlers(load: () => Promise<ShellCheckProgram>): Handlers<'check-script'> {
  const shellCheck = new InProcessShellCheck(load);
  return {
    'check-script': async ({ script }, { onProgress }) => {
      await shellCheck.ready();
      // From now on the page counts the seconds: nothing in here can stop every script.
      onProgress(0);
      const output = await shellCheck.check(script);
      return { output, spent: !shellCheck.isRunning };
    },
  };
}
