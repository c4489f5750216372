import { isPipPinned, packagesOf, pipInstall } from '../pip.ts';
import type { Rule } from '../rule.ts';
import { reportUnpinned } from '../unpinned.ts';

export const pinPip: Rule = {
  id: 'DL3013',
  source: 'hadolint',
  severity: 'warning',
  summary: 'pip install without a package version',
  help: 'The newest release is installed, so a build may break without a change of yours. Write package==version, or install from a requirements file.',
  noFix: 'Which release of the package your program needs is for you to know.',
  examples: {
    bad: ['RUN pip install --no-cache-dir flask', 'RUN python3 -m pip install --no-cache-dir flask==3.0.0 gunicorn'],
    good: [
      'RUN pip install --no-cache-dir flask==3.0.0',
      'RUN pip install -r requirements.txt',
      'RUN pip install .[dev]',
    ],
  },
  check(dockerfile, report) {
    reportUnpinned(dockerfile, report, (command) => {
      const install = pipInstall(command);
      return install && packagesOf(install).filter((word) => !isPipPinned(word));
    });
  },
};
