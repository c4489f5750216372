import type { WasteCause } from './cause.ts';

export const metadataCopies: WasteCause = {
  id: 'metadata-copies',
  title: 'Copies by chown, chmod or touch',
  advice:
    'The contents stayed the same, but a layer stores a changed owner, mode or time with the whole file. Set them where the file comes in: COPY --chown=… --chmod=…, or in the RUN that writes it.',
  rewrites: ['copy-owner', 'copy-mode'],
  matches: ({ rewrite }) => rewrite !== 0,
};
