import { buildPlanOf } from '../build-plan.ts';
import { isImageName } from '../image-reference.ts';
import type { Rule } from '../rule.ts';

function messageFor(written: string, image: string): string {
  if (!written.includes('$')) return `FROM names no valid image: ${written}`;
  const found = image === '' ? 'nothing' : image;
  return `With the defaults of its ARGs ${written} is ${found}, which is no valid image name`;
}

export const invalidDefaultArgInFrom: Rule = {
  id: 'InvalidDefaultArgInFrom',
  source: 'buildkit',
  severity: 'warning',
  summary: 'With the defaults of its ARGs, FROM names no valid image',
  help: 'A build without --build-arg then ends at once. Give the ARG a default, or write one in its place: ${VERSION:-12}.',
  noFix: 'Which image or version is to be the default is for you to choose.',
  examples: {
    bad: ['ARG VERSION\nFROM debian:$VERSION', 'ARG BASE\nFROM $BASE', 'FROM Debian:12'],
    good: ['ARG VERSION=12\nFROM debian:$VERSION', 'ARG VARIANT\nFROM debian:12${VARIANT}'],
  },
  check(dockerfile, report, config) {
    for (const { stage, defaultImage } of buildPlanOf(dockerfile, config).stages) {
      const [image] = stage.from.words;
      if (!image || defaultImage === null || isImageName(defaultImage)) continue;
      report(stage.from, { at: image, message: messageFor(image.raw, defaultImage) });
    }
  },
};
