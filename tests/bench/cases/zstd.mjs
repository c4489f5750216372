import { NotHere } from '../archives.mjs';

export const zstd = {
  name: 'zstd',
  run() {
    throw new NotHere('this build has no zstd decoder');
  },
};
