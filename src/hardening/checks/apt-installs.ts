import { aptInstall, confirms, skipsRecommends } from '../../lint/apt-get.ts';
import type { ParsedArguments } from '../../lint/options.ts';
import { asAptGet } from '../apt-calls.ts';
import type { Failure, HardeningCheck } from '../check.ts';
import { checkHistory } from '../check-steps.ts';
import { placeOf, type HistoryStep } from '../history-steps.ts';

const installsIn = ({ commands }: HistoryStep): ParsedArguments[] =>
  commands.map((command) => aptInstall(asAptGet(command))).filter((install) => install !== null);

type InstallTable = Omit<HardeningCheck, 'check' | 'source' | 'also' | 'group'> & {
  readonly isRight: (install: ParsedArguments) => boolean;
  /** A step that does for its own installs, and for those behind it, what the option does. */
  readonly settles: (step: HistoryStep) => { here: boolean; behind: boolean };
  readonly message: string;
};

const table: readonly InstallTable[] = [
  {
    code: 'DS-0021',
    severity: 'warning',
    title: 'apt-get install is called with -y',
    why: 'Without it apt-get asks before it installs more than it was told to, and a build has nobody who answers: it fails when packages change.',
    fix: 'Call apt-get install -y.',
    isRight: confirms,
    settles: ({ commands, text }) => ({
      here: commands.some(({ invoked }) => invoked === 'yes'),
      behind: /APT::Get::Assume-Yes[\s"']*(?:1|true|yes|on)\b/i.test(text),
    }),
    message: 'apt-get install is called without -y.',
  },
  {
    code: 'DS-0029',
    severity: 'info',
    title: 'apt-get install is called with --no-install-recommends',
    why: 'Recommended packages are of use on a desktop more than in an image: they take space, and each is one more to keep up to date.',
    fix: 'Call apt-get install --no-install-recommends, and name what is missed then.',
    isRight: skipsRecommends,
    settles: ({ text }) => ({
      here: false,
      behind: /APT::Install-Recommends[\s"']*(?:0|false|no|off)\b/i.test(text),
    }),
    message: 'apt-get install is called without --no-install-recommends.',
  },
];

/** `APT::Get::Assume-Yes "true";` in a file of apt’s settings holds from its step on. */
function failuresIn(steps: readonly HistoryStep[], { isRight, settles, message }: InstallTable): Failure[] {
  const failures: Failure[] = [];
  for (const step of steps) {
    const { here, behind } = settles(step);
    if (behind) break;
    if (!here && !installsIn(step).every(isRight)) failures.push({ message, ...placeOf(step) });
  }
  return failures;
}

export const aptInstalls: readonly HardeningCheck[] = table.map((line) => ({
  code: line.code,
  source: 'trivy',
  also: [],
  severity: line.severity,
  group: 'build',
  title: line.title,
  why: line.why,
  fix: line.fix,
  check: ({ image }) =>
    checkHistory(image, (steps) => failuresIn(steps, line), {
      matches: (step) => installsIn(step).length > 0,
      none: 'No step calls apt-get install.',
    }),
}));
