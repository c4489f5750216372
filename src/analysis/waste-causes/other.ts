import type { WasteCause } from './cause.ts';

/** The last one: takes what no other did. */
export const otherWaste: WasteCause = {
  id: 'other',
  title: 'Other files deleted later',
  advice:
    'Leave out of the COPY what the image does not need (.dockerignore), or delete it in the RUN that wrote it. A deleted file can still be read in its layer: if it was a secret, end it.',
  rewrites: ['fold-removal', 'secret-file'],
  matches: () => true,
};
