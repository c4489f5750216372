import { readScript } from '../../dockerfile/shell.ts';
import { notApplicable, passed, unknown, verdictOf, type HardeningCheck } from '../check.ts';
import { checkConfig } from '../check-config.ts';
import { placeOfLast } from '../history-steps.ts';

const shells: ReadonlySet<string> = new Set(['ash', 'bash', 'dash', 'ksh', 'sh', 'zsh']);

/** The script of `/bin/sh -c script`; null for another command. */
function scriptIn(words: readonly string[]): string | null {
  const name = words[0] ?? '';
  if (!shells.has(name.slice(name.lastIndexOf('/') + 1))) return null;
  const option = words.findIndex((word, at) => at > 0 && /^-[a-z]*c$/.test(word));
  return option < 0 ? null : (words[option + 1] ?? null);
}

export const noShellAsFirstProcess: HardeningCheck = {
  code: 'PL2012',
  source: 'plimsoll',
  also: [],
  severity: 'info',
  group: 'start',
  title: 'The program is the container’s first process, not a shell',
  why: 'The signal to stop goes to the first process. A shell does not hand it on, so that the program is killed when the time to stop is over, in Docker after 10 seconds.',
  fix: 'Write ENTRYPOINT and CMD as a JSON array, ["node", "server.js"], or begin the script’s last command with exec.',
  check: (hardened) =>
    checkConfig(hardened, (image) => {
      const { entrypoint, cmd } = image.config;
      const keyword = entrypoint.length > 0 ? 'ENTRYPOINT' : 'CMD';
      const words = keyword === 'ENTRYPOINT' ? entrypoint : cmd;
      if (words.length === 0) return notApplicable('The image does not say what is started.');
      const script = scriptIn(words);
      if (script === null) return passed;
      const commands = readScript(script, (at) => at)?.commands;
      if (!commands) return unknown('The script that is started is too long to be read.');
      if (commands.at(-1)?.invoked === 'exec') return passed;
      return verdictOf([
        { message: `${keyword} starts a shell, which starts the program.`, ...placeOfLast(image, keyword) },
      ]);
    }),
};
