import type { Dockerfile } from '../../dockerfile/model.ts';
import { copySourceOf } from '../copy-source.ts';
import { directInstructionsOf } from '../instructions.ts';
import type { Rule } from '../rule.ts';

/** Every name of the stages up to here, the own one too: that is another rule's finding. */
function isKnown(names: ReadonlySet<string>, source: string, stage: number): boolean {
  const [index] = /^\d+/.exec(source) ?? [];
  return source.includes(':') || names.has(source) || (index !== undefined && Number(index) <= stage);
}

const nameOf = ({ stages }: Dockerfile, at: number): string => stages[at]?.name?.toLowerCase() ?? '';

export const copyFromStage: Rule = {
  id: 'DL3022',
  source: 'hadolint',
  severity: 'warning',
  summary: 'COPY --from names no earlier stage',
  help: 'A name that is no stage is taken for an image and pulled from a registry. Name a stage that stands above, or an image with its tag.',
  noFix: 'Which stage or image was meant is for you to know.',
  examples: {
    bad: ['COPY --from=build /a /b'],
    good: ['FROM debian:12 AS build\nFROM alpine:3\nCOPY --from=build /a /b', 'COPY --from=nginx:1 /a /b'],
  },
  check(dockerfile, report) {
    const names = new Set<string>();
    let seen = -1;
    for (const copy of directInstructionsOf(dockerfile, 'COPY')) {
      while (seen < copy.stage) names.add(nameOf(dockerfile, ++seen));
      const flag = copySourceOf(copy);
      if (flag && !isKnown(names, flag.source, copy.stage)) report(copy, { at: flag });
    }
  },
};
