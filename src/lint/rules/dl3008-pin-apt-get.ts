import { aptInstall, isAptPinned, packagesOf } from '../apt-get.ts';
import type { Rule } from '../rule.ts';
import { reportUnpinned } from '../unpinned.ts';

export const pinAptGet: Rule = {
  id: 'DL3008',
  source: 'hadolint',
  severity: 'warning',
  summary: 'apt-get install without a package version',
  help: 'A later build gets other versions, and the cache keeps old ones, both unnoticed. Write package=version, with a * for the parts that may change.',
  noFix: 'Which versions the package needs to have is for you to know; the Dockerfile does not say which exist.',
  examples: {
    bad: ['RUN apt-get install -y curl', 'RUN apt-get install -y curl=7.88.* git'],
    good: [
      'RUN apt-get install -y curl=7.88.*',
      'ENV PIN=curl=7.88.*\nRUN apt-get install -y $PIN',
      'RUN apt-get install ./a.deb',
    ],
  },
  check(dockerfile, report) {
    reportUnpinned(dockerfile, report, (command) => {
      const install = aptInstall(command);
      return install && packagesOf(install).filter((word) => !isAptPinned(word));
    });
  },
};
