import type { WasteCause } from './cause.ts';

export const systemFiles: WasteCause = {
  id: 'system-files',
  title: 'System files replaced: upgrades and settings',
  advice:
    'An upgrade stores each file a second time: take a newer base image instead of upgrading inside it. Small settings cost little.',
  rewrites: [],
  places: ['/usr', '/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32', '/etc', '/boot', '/var/lib'],
  matches: ({ reason, inPlace }) => reason === 'overwritten' && inPlace,
};
