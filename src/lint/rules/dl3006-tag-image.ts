import type { Dockerfile, Stage } from '../../dockerfile/model.ts';
import { parseImageReference } from '../image-reference.ts';
import type { Rule } from '../rule.ts';
import { literalParts } from '../variables.ts';

/** Every FROM is compared with the stages before it; nobody writes more of them than this. */
const stageLimit = 1_000;

/** `bin-${TARGETOS}` may be the earlier stage `bin-linux`; hadolint does not see that. */
function mayBeStage(dockerfile: Dockerfile, { image, index }: Stage): boolean {
  const [first = '', ...rest] = literalParts(image.toLowerCase());
  if (rest.length === 0) return false;
  const last = rest.at(-1) ?? '';
  return dockerfile.stages.slice(0, Math.min(index, stageLimit)).some((stage) => {
    const name = stage.name?.toLowerCase() ?? '';
    return name.length > first.length + last.length && name.startsWith(first) && name.endsWith(last);
  });
}

function isUntagged(dockerfile: Dockerfile, stage: Stage): boolean {
  const { image, baseStage } = stage;
  if (image === '' || image === 'scratch' || image.startsWith('$') || baseStage !== null) return false;
  // An address such as oci-layout://… names no repository.
  if (image.includes('://')) return false;
  const { tag, digest } = parseImageReference(image);
  return tag === null && digest === null && !mayBeStage(dockerfile, stage);
}

export const tagImage: Rule = {
  id: 'DL3006',
  source: 'hadolint',
  severity: 'warning',
  summary: 'The base image has no tag',
  help: 'Without a tag the newest image is taken, whatever it is on the day of the build. Name a version, or pin the digest.',
  noFix: 'Which version you build on is for you to choose.',
  examples: {
    bad: ['FROM debian', 'FROM localhost:5000/team/base AS build'],
    good: ['FROM debian:12', 'FROM scratch', 'FROM debian:12 AS build\nFROM build', 'ARG BASE\nFROM $BASE'],
  },
  check(dockerfile, report) {
    for (const stage of dockerfile.stages) {
      if (isUntagged(dockerfile, stage)) report(stage.from, { at: stage.from.words[0] });
    }
  },
};
