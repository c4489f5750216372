import type { WasteCause } from './cause.ts';

export const buildTools: WasteCause = {
  id: 'build-tools',
  title: 'Build tools and packages removed later',
  advice:
    'Install, use and remove them in one RUN; or build in a stage of its own, and copy only what was built into the final one.',
  rewrites: ['fold-build-tools', 'two-stage-build', 'two-stage-python', 'two-stage-go', 'two-stage-java'],
  places: [
    '/usr/lib/gcc',
    '/usr/libexec/gcc',
    '/usr/include',
    '/usr/local/include',
    '/usr/local/go',
    '/usr/lib/go',
    '/usr/local/rustup',
    '.rustup',
    '/usr/share/maven',
    '/opt/gradle',
  ],
  matches: ({ reason, inPlace, packagesRemoved }) => reason === 'deleted' && (inPlace || packagesRemoved),
};
