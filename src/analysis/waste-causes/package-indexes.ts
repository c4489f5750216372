import type { WasteCause } from './cause.ts';

export const packageIndexes: WasteCause = {
  id: 'package-indexes',
  title: 'Package indexes',
  advice:
    'Fetch the index, install and delete the index in one RUN: apt-get update && apt-get install … && rm -rf /var/lib/apt/lists/*, or apk add --no-cache.',
  rewrites: ['clean-up-apt-lists', 'join-apt-update', 'clean-up-apk-cache', 'cache-mounts'],
  places: ['/var/lib/apt/lists', '/var/lib/pacman/sync', '/var/cache/zypp/raw', '/var/cache/zypp/solv'],
  matches: ({ inPlace, name }) => inPlace || /^APKINDEX\..{0,80}tar\.gz$/.test(name),
};
