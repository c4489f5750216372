import type { WasteCause } from './cause.ts';

const packed = ['.tar', '.tgz', '.gz', '.xz', '.bz2', '.zst', '.zip', '.deb', '.rpm', '.apk', '.whl'];

export const temporaryFiles: WasteCause = {
  id: 'temporary-files',
  title: 'Temporary files and downloads',
  advice:
    'Download, unpack and delete in one RUN; or pipe the download into tar; or unpack in a stage of its own and copy the result.',
  rewrites: ['fold-removal'],
  places: ['/tmp', '/var/tmp'],
  matches: ({ inPlace, reason, name }) => inPlace || (reason === 'deleted' && packed.some((end) => name.endsWith(end))),
};
