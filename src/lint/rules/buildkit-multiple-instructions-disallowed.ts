import { buildPlanOf, type Step } from '../build-plan.ts';
import { removeLines } from '../remove-lines.ts';
import type { Rule } from '../rule.ts';

const once: ReadonlySet<string> = new Set(['CMD', 'ENTRYPOINT', 'HEALTHCHECK']);

// BuildKit reports each that has no effect, hadolint each that comes too much: of two CMDs the first and the second. It
// is one fault, so that the finding at the earlier is told where hadolint's is, at the one that takes its place.
export const multipleInstructionsDisallowed: Rule = {
  id: 'MultipleInstructionsDisallowed',
  source: 'buildkit',
  severity: 'warning',
  sameAs: ['DL3012', 'DL4003', 'DL4004'],
  summary: 'A later instruction of the same kind takes the place of this one',
  help: 'A stage has one CMD, one ENTRYPOINT and one HEALTHCHECK, and only the last of each is kept. Remove the others.',
  fixes: 'safe',
  noFix: 'Only where no comment stands inside the earlier one or right above it, as that may be meant for it.',
  examples: {
    bad: ['CMD ["a"]\nCMD ["b"]', 'HEALTHCHECK NONE\nHEALTHCHECK CMD ["a"]'],
    good: ['ENTRYPOINT ["a"]\nCMD ["b"]', 'CMD ["a"]\nFROM alpine:3\nCMD ["b"]'],
  },
  check(dockerfile, report, config) {
    const before = new Map<string, Step>();
    for (const step of buildPlanOf(dockerfile, config).steps) {
      const { keyword } = step.instruction;
      if (!once.has(keyword)) continue;
      const key = `${keyword} ${step.stage}`;
      const earlier = before.get(key);
      before.set(key, step);
      if (!earlier) continue;
      const { place, instruction } = earlier;
      const message = `The ${keyword} of line ${step.place.line} takes the place of this one`;
      const at = instruction === place ? place : (place.words[0] ?? place);
      const fix = instruction === place ? removeLines(dockerfile, place) : null;
      report(place, { at, message, fix, sameAt: step.place, directive: step.directive });
    }
  },
};
