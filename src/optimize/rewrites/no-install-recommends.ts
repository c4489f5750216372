import type { Rewrite } from '../rewrite.ts';
import { apt, commandsOf, hasOption, isCall, operands } from '../shell-chain.ts';
import type { TextEdit } from '../tracked-text.ts';

const setsRecommends = (text: string): boolean =>
  text.includes('Install-Recommends') || text.includes('install-recommends');

export const noInstallRecommends: Rewrite = {
  id: 'no-install-recommends',
  profile: 'safe',
  propose(context) {
    const { dockerfile } = context;
    return dockerfile.instructions.flatMap((run) => {
      const calls = commandsOf(dockerfile, run).filter((command) => isCall(command, apt, 'install'));
      const loose = calls.filter(({ args }) => !args.some(({ text }) => setsRecommends(text)));
      const edits = loose.flatMap(({ args }): TextEdit[] => {
        const end = args.find(({ value }) => value === 'install')?.end;
        return end === undefined ? [] : [{ start: end, end, text: ' --no-install-recommends' }];
      });
      if (edits.length === 0 || loose.some((command) => hasOption(command, '--fix-broken', '-f'))) return [];
      const packages = loose.flatMap((command) => operands(command).slice(1)).slice(0, 6);
      return [
        {
          at: run,
          title: 'Install only the packages that are asked for',
          why: 'By default apt-get also installs what other packages merely recommend. If the program turns out to need one of those, name it: then the Dockerfile says so.',
          evidence: `Line ${context.lineOf(run)} installs ${packages.join(', ')} with all recommendations. Which packages came by recommendation alone cannot be read from file names.`,
          edits,
          risk: 'test',
          test: 'Build it, then use each part of the program that calls an installed command: what is missing was only recommended, and has to be named.',
          claims: null,
        },
      ];
    });
  },
};
