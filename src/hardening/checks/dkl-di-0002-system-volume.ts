import { verdictOf, type HardeningCheck } from '../check.ts';
import { checkConfig } from '../check-config.ts';
import { cleanPath } from '../clean-path.ts';
import { placeOfLast } from '../history-steps.ts';

const systemFolders: ReadonlySet<string> = new Set(['/dev', '/proc', '/sys']);

export const noSystemVolume: HardeningCheck = {
  code: 'DKL-DI-0002',
  source: 'dockle',
  also: [],
  severity: 'error',
  group: 'rights',
  title: 'No volume lies over /dev, /proc or /sys',
  why: 'The kernel shows devices, processes and its settings there. A volume in their place hides them from the program, or keeps the container from starting.',
  fix: 'Take the VOLUME out of the Dockerfile; what really needs them gets them when the container is started.',
  check: (hardened) =>
    checkConfig(hardened, (image) => {
      const paths = [...new Set(image.config.volumes.map(cleanPath))].filter((path) => systemFolders.has(path));
      const place = placeOfLast(image, 'VOLUME');
      return verdictOf(paths.map((path) => ({ message: `VOLUME is set on ${path}.`, ...place })));
    }),
};
