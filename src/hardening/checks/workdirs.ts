import type { ArchiveImage } from '../../image/model.ts';
import { notApplicable, verdictOf, type Failure, type HardeningCheck } from '../check.ts';
import { cleanPath } from '../clean-path.ts';
import { placeOf, stepsOf } from '../history-steps.ts';
import { shortText } from '../short-text.ts';

interface Workdir {
  readonly path: string;
  readonly place: Pick<Failure, 'history' | 'layer'>;
}

/** Those of the history, and that of the config where none of them is the same. */
function workdirsOf(image: ArchiveImage): Workdir[] {
  const told = stepsOf(image)
    .steps.filter(({ keyword }) => keyword === 'WORKDIR')
    .map((step) => ({ path: step.text.replace(/^(["'])(.*)\1$/, '$2').trim(), place: placeOf(step) }));
  const { workingDir } = image.config;
  const isTold = workingDir === '' || told.some(({ path }) => path === workingDir);
  return [...told, ...(isTold ? [] : [{ path: workingDir, place: {} }])].filter(({ path }) => path !== '');
}

/** buildah writes variables as they stand in the Dockerfile: what they hold is not known. */
const isAbsolute = (path: string): boolean => /^(?:\/|\$|[A-Za-z]:[\\/]|\\)/.test(path);

const systemFolders = ['/boot', '/dev', '/initrd', '/lost+found', '/proc'];

const isBelow = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);

type WorkdirTable = Omit<HardeningCheck, 'check' | 'source' | 'also'> & {
  /** What is wrong with one, in a sentence; null where nothing is. */
  readonly find: (path: string) => string | null;
};

const table: readonly WorkdirTable[] = [
  {
    code: 'DS-0009',
    severity: 'warning',
    group: 'build',
    title: 'Every WORKDIR is an absolute path',
    why: 'A relative one depends on the WORKDIR before it, that of the base image included: when the base changes, so does every path behind it.',
    fix: 'Write WORKDIR with a slash in front.',
    find: (path) => (isAbsolute(path) ? null : `WORKDIR ${shortText(path)} is relative.`),
  },
  {
    code: 'DS-0030',
    severity: 'warning',
    group: 'build',
    title: 'No WORKDIR is a folder of the kernel or of the boot loader',
    why: 'What is written into /proc and /dev goes to the kernel, not into the image, and what lies there is hidden when the container starts.',
    fix: 'Work in a folder of the program’s own, such as /app.',
    find(path) {
      const clean = cleanPath(path);
      const folder = path.startsWith('/') ? systemFolders.find((candidate) => isBelow(clean, candidate)) : undefined;
      return folder === undefined ? null : `WORKDIR lies in ${folder}.`;
    },
  },
];

export const workdirs: readonly HardeningCheck[] = table.map(({ find, ...rest }) => ({
  ...rest,
  source: 'trivy',
  also: [],
  check({ image }) {
    const found = workdirsOf(image);
    if (found.length === 0) return notApplicable('The image sets no WORKDIR.');
    return verdictOf(
      found.flatMap(({ path, place }) => {
        const message = find(path);
        return message === null ? [] : [{ message, ...place }];
      }),
    );
  },
}));
