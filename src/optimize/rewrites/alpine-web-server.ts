import { smallerBases } from '../base-image/base-images.ts';
import { rangeOfBase } from '../base-image/base-range.ts';
import { staticStage } from '../web-server/web-server.ts';
import type { Rewrite } from '../rewrite.ts';

export const alpineWebServer: Rewrite = {
  id: 'alpine-web-server',
  profile: 'smallest',
  once: true,
  propose(context) {
    const { finalStage } = context;
    const [word] = finalStage.from.words;
    const stage = staticStage(context, ['nginx', 'nginxinc/nginx-unprivileged', 'httpd']);
    const alpine = stage ? smallerBases(finalStage.image).filter(({ variant }) => variant.kind === 'alpine') : [];
    // A configuration may ask for modules that the smallest has not.
    const smaller = stage?.isConfigured
      ? alpine.find(({ variant }) => !variant.tags[0]?.includes('slim'))
      : alpine.at(-1);
    if (!word || !stage || !smaller) return [];
    const { reference, variant } = smaller;
    return [
      {
        at: finalStage.from,
        title: `Serve with ${reference}`,
        why: `The same server on a smaller system: files that are only sent out do not care which one it is. It lacks ${variant.lacks}.`,
        evidence: `The final stage only copies files${stage.isConfigured ? ' and a configuration' : ''}; it runs and installs nothing.`,
        edits: [{ start: word.start, end: word.end, text: reference }],
        risk: 'check',
        test: 'Start it and open a page; where its configuration loads modules, look whether they are there.',
        claims: null,
        range: rangeOfBase(finalStage.image, reference, null),
      },
    ];
  },
};
