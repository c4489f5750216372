import { notApplicable, verdictOf, type Failure, type HardeningCheck } from '../check.ts';
import { checkConfig, isWindows } from '../check-config.ts';
import { shortText } from '../short-text.ts';

/** Of a PATH that is wrong throughout, so many parts are listed. */
const mostParts = 20;

function wrongParts(path: string): Failure[] {
  const parts = path.split(':');
  const empty: Failure[] = parts.includes('')
    ? [{ message: 'PATH has an empty part, which is the current folder.' }]
    : [];
  const relative = [...new Set(parts)].filter((part) => part !== '' && !part.startsWith('/'));
  const listed = relative
    .slice(0, mostParts)
    .map((part) => ({ message: `PATH has a relative part: ${shortText(part)}.` }));
  return [...empty, ...listed];
}

export const absolutePathParts: HardeningCheck = {
  code: 'PL2010',
  source: 'plimsoll',
  also: [],
  severity: 'warning',
  group: 'start',
  title: 'PATH holds absolute folders alone',
  why: 'An empty or relative part is looked up from the current folder: a file there that is called like a program runs in its place.',
  fix: 'Write every part of PATH with a slash in front, and no colon at its ends or twice in a row.',
  check: (hardened) =>
    checkConfig(hardened, (image) => {
      const path = image.config.env.find((variable) => variable.startsWith('PATH='));
      if (isWindows(image)) return notApplicable('Windows writes PATH in another way.');
      return path === undefined ? notApplicable('The image sets no PATH.') : verdictOf(wrongParts(path.slice(5)));
    }),
};
