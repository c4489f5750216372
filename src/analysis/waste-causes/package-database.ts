import type { WasteCause } from './cause.ts';

export const packageDatabase: WasteCause = {
  id: 'package-database',
  title: 'Package databases written again',
  advice:
    'Every RUN that installs or removes a package writes the whole database again. Install all packages in one RUN; what the base image’s copy weighs stays.',
  rewrites: ['join-apt-update', 'fold-build-tools'],
  places: [
    '/var/lib/dpkg',
    '/var/lib/apt',
    '/var/cache/debconf',
    '/lib/apk/db',
    '/usr/lib/apk/db',
    '/var/lib/rpm',
    '/usr/lib/sysimage/rpm',
    '/var/lib/dnf',
    '/usr/lib/sysimage/libdnf5',
    '/var/lib/pacman/local',
    '/etc/ld.so.cache',
    '/var/cache/ldconfig',
  ],
  matches: ({ inPlace }) => inPlace,
};
