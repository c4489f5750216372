import type { WasteCause } from './cause.ts';

export const logs: WasteCause = {
  id: 'logs',
  title: 'Logs',
  advice:
    'Do not log into the image while it is built: write to /dev/null or the console, or delete the log in the RUN that writes it.',
  rewrites: ['fold-removal'],
  places: ['/var/log', '.npm/_logs'],
  matches: ({ inPlace, name }) => inPlace || name.endsWith('.log'),
};
