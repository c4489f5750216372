import { insertAt } from '../../lint/fix.ts';
import { parseReference } from '../base-image/base-images.ts';
import type { Rewrite } from '../rewrite.ts';

/** https://github.com/opencontainers/image-spec/blob/main/annotations.md */
const labels = { digest: 'org.opencontainers.image.base.digest', name: 'org.opencontainers.image.base.name' };

/** `docker.io/library/python:3.12` and `python:3.12` are one image. */
const inFull = (reference: string): string => {
  const name = reference.replace(/^(?:index\.)?docker\.io\//, '').replace(/^library\//, '');
  return name.slice(name.lastIndexOf('/') + 1).includes(':') ? name : `${name}:latest`;
};

/** Only where the image itself says which base it was built on, and by which digest. */
export const pinDigest: Rewrite = {
  id: 'pin-digest',
  profile: 'balanced',
  propose({ dockerfile, image }) {
    const given = image?.image.config.labels ?? {};
    const [digest = '', name = ''] = [given[labels.digest], given[labels.name]];
    if (!/^sha256:[0-9a-f]{64}$/.test(digest) || name === '') return [];
    return dockerfile.stages.flatMap((stage) => {
      const [word] = stage.from.words;
      const reference = parseReference(stage.image);
      const isIt = reference && !reference.pinned && stage.baseStage === null && inFull(stage.image) === inFull(name);
      if (!isIt || !word || word.raw !== word.value) return [];
      return [
        {
          at: stage.from,
          title: `Pin ${stage.image} by its digest`,
          why: 'Whoever may push to the repository can move a tag, and the next build then takes what it finds there. With the digest every build starts from the very same base; let a bot renew it, as fixes come by a new digest.',
          evidence: `The label ${labels.digest} of the image names it: it was built on that one.`,
          edits: [insertAt(word.end, `@${digest}`)],
          risk: 'check' as const,
          test: 'Build it: the registry must still have the digest. For several platforms it has to be that of the index.',
          claims: null,
        },
      ];
    });
  },
};
