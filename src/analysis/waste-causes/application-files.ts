import type { WasteCause } from './cause.ts';

export const applicationFiles: WasteCause = {
  id: 'application-files',
  title: 'Application files replaced',
  advice:
    'They are brought once and written again: copy each file once, after what changes it, or build in a stage of its own and copy the result.',
  rewrites: ['two-stage-build', 'two-stage-python', 'two-stage-go', 'two-stage-java'],
  matches: ({ reason }) => reason === 'overwritten',
};
