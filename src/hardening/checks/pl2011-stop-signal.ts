import { passed, verdictOf, type HardeningCheck } from '../check.ts';
import { checkConfig } from '../check-config.ts';
import { placeOfLast } from '../history-steps.ts';

/** The two that no program can handle (signal(7)). */
const unhandled: ReadonlyMap<string, string> = new Map([
  ['9', 'SIGKILL'],
  ['KILL', 'SIGKILL'],
  ['19', 'SIGSTOP'],
  ['STOP', 'SIGSTOP'],
]);

export const stopSignal: HardeningCheck = {
  code: 'PL2011',
  source: 'plimsoll',
  also: [],
  severity: 'warning',
  group: 'start',
  title: 'The stop signal lets the program end its work',
  why: 'The program cannot handle it: requests that it is at are cut off, and what it has not written is lost.',
  fix: 'Name the signal on which the program ends by itself, mostly SIGTERM, which needs no STOPSIGNAL.',
  check: (hardened) =>
    checkConfig(hardened, (image) => {
      const name = image.config.stopSignal.trim().toUpperCase().replace(/^SIG/, '');
      const signal = unhandled.get(name);
      if (signal === undefined) return passed;
      return verdictOf([{ message: `STOPSIGNAL is ${signal}.`, ...placeOfLast(image, 'STOPSIGNAL') }]);
    }),
};
