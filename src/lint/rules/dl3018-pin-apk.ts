import { apkAdd, isApkPinned, packagesOf } from '../apk.ts';
import type { Rule } from '../rule.ts';
import { reportUnpinned } from '../unpinned.ts';

export const pinApk: Rule = {
  id: 'DL3018',
  source: 'hadolint',
  severity: 'warning',
  summary: 'apk add without a package version',
  help: 'Another build gets whatever the repository holds that day. Write package=version, or package~version to let patches in.',
  noFix: 'Which version of the package is wanted is for you to know, and Alpine drops old ones.',
  examples: {
    bad: ['RUN apk add --no-cache curl', 'RUN apk add --no-cache --virtual .build gcc'],
    good: ['RUN apk add --no-cache curl=8.5.0-r0', 'RUN apk add --no-cache "curl~8.5"'],
  },
  check(dockerfile, report) {
    reportUnpinned(dockerfile, report, (command) => {
      const add = apkAdd(command);
      return add && packagesOf(add).filter((word) => !isApkPinned(word));
    });
  },
};
