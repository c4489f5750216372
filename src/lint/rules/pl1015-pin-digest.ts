import type { Dockerfile, Instruction, Span } from '../../dockerfile/model.ts';
import { copySourceOf } from '../copy-source.ts';
import { expandImage } from '../global-arguments.ts';
import { parseImageReference } from '../image-reference.ts';
import { mountsOf } from '../mounts.ts';
import type { Rule } from '../rule.ts';

/** Another build context may go by a single word; an image in `--from` has a tag or a path. */
const isImageName = (name: string): boolean => /[:/]/.test(name);

interface Reference {
  readonly instruction: Instruction;
  readonly image: string;
  readonly at: Span | undefined;
}

function* referencesOf({ stages, instructions }: Dockerfile): Generator<Reference> {
  for (const { from, image, baseStage } of stages) {
    if (baseStage === null) yield { instruction: from, image, at: from.words[0] };
  }
  for (const instruction of instructions) {
    const copied = instruction.keyword === 'COPY' ? copySourceOf(instruction) : null;
    if (copied && isImageName(copied.source)) yield { instruction, image: copied.source, at: copied };
    for (const mount of instruction.keyword === 'RUN' ? mountsOf(instruction) : []) {
      const image = mount.get('from') ?? '';
      if (isImageName(image)) yield { instruction, image, at: undefined };
    }
  }
}

function isUnpinned(image: string, stages: ReadonlySet<string>): boolean {
  if (image === '' || image === 'scratch' || image.includes('://') || stages.has(image.toLowerCase())) return false;
  // What a variable holds that is not known may hold a digest.
  return parseImageReference(image).digest === null && !image.slice(image.lastIndexOf('/') + 1).includes('$');
}

export const pinDigest: Rule = {
  id: 'PL1015',
  source: 'plimsoll',
  severity: 'style',
  off: true,
  sameAs: ['DL3006', 'DL3007'],
  summary: 'An image is not pinned by its digest',
  help: 'Whoever may push to the repository can move a tag, and the next build then takes what it finds there. Add @sha256:… behind the tag, and let a bot renew it.',
  noFix: 'The digest is known to the registry alone, which this page does not ask.',
  examples: {
    bad: ['FROM debian:12', 'COPY --from=composer:2 /usr/bin/composer /usr/bin/'],
    good: [
      'FROM debian:12@sha256:4d63ef53faef7bd35c92fbefb1e9e2e7b6777e3cbec6c34f640e96b925e430eb',
      'FROM scratch\nCOPY app /',
    ],
    config: { override: { style: ['PL1015'] } },
  },
  check(dockerfile, report) {
    const stages = new Set(dockerfile.stages.flatMap(({ name }) => (name ? [name.toLowerCase()] : [])));
    for (const { instruction, image: written, at } of referencesOf(dockerfile)) {
      const image = expandImage(dockerfile, written);
      if (!isUnpinned(image, stages)) continue;
      report(instruction, { at: at ?? instruction, message: `${image} is not pinned by its digest` });
    }
  },
};
