import type { Failure, HardeningCheck } from '../check.ts';
import { checkHistory } from '../check-steps.ts';
import { placeOf, type HistoryStep } from '../history-steps.ts';

const calls = (program: string) => ({ commands }: HistoryStep): boolean =>
  commands.some(({ invoked }) => invoked === program); // prettier-ignore

/** Where the second of them is called first. */
function secondCall(steps: readonly HistoryStep[]): Failure[] {
  const wget = steps.findIndex(calls('wget'));
  const curl = steps.findIndex(calls('curl'));
  if (wget < 0 || curl < 0) return [];
  const other = curl > wget ? 'curl, where an earlier one calls wget' : 'wget, where an earlier one calls curl';
  const step = steps[Math.max(wget, curl)]!;
  const message = wget === curl ? 'The step calls both wget and curl.' : `The step calls ${other}.`;
  return [{ message, ...placeOf(step) }];
}

export const wgetOrCurl: HardeningCheck = {
  code: 'DS-0014',
  source: 'trivy',
  also: [],
  severity: 'info',
  group: 'surface',
  title: 'Steps download with wget or with curl, not with both',
  why: 'Both have to be installed and kept up to date, though one does all that the other does.',
  fix: 'Keep to one of them, or download with ADD --checksum=…, which needs neither.',
  check: ({ image }) =>
    checkHistory(image, secondCall, {
      matches: (step) => calls('wget')(step) || calls('curl')(step),
      none: 'No step calls wget or curl.',
    }),
};
