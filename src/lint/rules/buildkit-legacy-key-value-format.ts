import { isOldForm } from '../build-operands.ts';
import { buildPlanOf } from '../build-plan.ts';
import type { Rule } from '../rule.ts';

export const legacyKeyValueFormat: Rule = {
  id: 'LegacyKeyValueFormat',
  source: 'buildkit',
  severity: 'warning',
  summary: 'ENV or LABEL is written with a blank in place of the equals sign',
  help: 'In this old form everything up to the end of the line is the value, so a second pair is lost in it. Write name=value, with quotes around a value that holds blanks.',
  examples: {
    bad: ['ENV LANG C.UTF-8', 'LABEL maintainer Dev Team'],
    good: ['ENV LANG=C.UTF-8', 'LABEL maintainer="Dev Team"', 'ENV A=1 B=2'],
  },
  check(dockerfile, report, config) {
    for (const { instruction, place, directive, names } of buildPlanOf(dockerfile, config).steps) {
      const { keyword, words } = instruction;
      if ((keyword !== 'ENV' && keyword !== 'LABEL') || !isOldForm(instruction)) continue;
      const message = `${keyword} ${words[0]?.raw ?? ''} has no equals sign: write ${keyword} name=value`;
      report(place, { at: names[0]?.at ?? place, directive, message });
    }
  },
};
