import { instructionsOfImage, plainWords } from '../runtime-config.ts';
import type { Rewrite, RewriteContext } from '../rewrite.ts';

/** Entry points of official images that hand their arguments on as they are. */
const passThrough = 'docker-entrypoint.sh';

function keepsMeaning({ dockerfile, image }: RewriteContext): boolean {
  const instructions = instructionsOfImage(dockerfile);
  if (dockerfile.escape !== '\\' || instructions.some(({ keyword }) => keyword === 'SHELL' || keyword === 'ENTRYPOINT'))
    return false;
  const inherited = image?.image.config.entrypoint ?? [];
  return inherited.length === 0 || (inherited.length === 1 && (inherited[0] ?? '').endsWith(passThrough));
}

/** `CMD npm start` → `CMD ["npm", "start"]`, where a shell would do no more than split the words. */
export const execFormCommand: Rewrite = {
  id: 'exec-form-command',
  profile: 'safe',
  once: true,
  propose(context) {
    const command = context.finalStage.instructions.filter(({ keyword }) => keyword === 'CMD').at(-1);
    if (!command || command.json || !keepsMeaning(context)) return [];
    const words = plainWords(command.words.map((word) => word.raw).join(' '));
    if (!words) return [];
    const text = `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;
    return [
      {
        at: command,
        title: 'Start the program without a shell around it',
        why: 'In shell form the container’s first process is /bin/sh, which does not pass on the stop signal: the program is killed after ten seconds instead of ending in order.',
        evidence: `CMD ${words.join(' ')} needs nothing from a shell: no variables, quotes or operators.`,
        edits: [{ ...command.args, text }],
        risk: 'check',
        test: 'Start a container and stop it with docker stop: it should end within a second or two, and its output be as before.',
        claims: null,
      },
    ];
  },
};
