import { sharedDockerfiles, timeHadolint } from '../dockerfiles.mjs';
import { timeAudits } from '../measure.mjs';

export const lintAll = {
  name: 'lint-all',
  async run(lab) {
    const files = sharedDockerfiles();
    const times = await lab.alternate({ hadolint: async () => timeHadolint(files), page: timeAudits(files) });
    const baseline = { name: 'one hadolint process', value: times.hadolint };
    const what = `lint of ${files.length} Dockerfiles, with ShellCheck`;
    return [{ what, unit: 'ms', value: times.page, baseline, bound: { ratio: 1.5 } }];
  },
};
