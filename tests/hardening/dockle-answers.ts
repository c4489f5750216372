// Our checks and dockle's checkpoints in one form, to be compared.
import type { Failure } from '../../src/hardening/check.ts';
import { checks } from '../../src/hardening/checks/index.ts';
import type { HardenedImage } from '../../src/hardening/hardened-image.ts';
import type { DockleAnswer } from '../peers/dockle.ts';

/** The checkpoints that dockle looks at. */
const dockleCodes: ReadonlySet<string> = new Set(
  checks
    .flatMap((check) => [check, ...check.also])
    .filter(({ source }) => source === 'dockle')
    .map(({ code }) => code),
);

/** Of these it tells the path, or the variable; of the others, a step in words or nothing. */
const placed: ReadonlySet<string> = new Set(['CIS-DI-0008', 'CIS-DI-0010', 'DKL-LI-0003']);

/** A path as dockle writes it, or the name of a variable. */
function placeOf({ path, message }: Failure): string | undefined {
  return path?.slice(1) ?? /(?:^ENV|^ARG|sets) (\w+),? (?:is|which is) named/.exec(message)?.[1];
}

const keyOf = (code: string, place: string | undefined): string =>
  placed.has(code) && place !== undefined ? `${code} ${place}` : code;

function oursOf(image: HardenedImage): Set<string> {
  const keys = checks.flatMap((check) => {
    const codes = [check, ...check.also].map(({ code }) => code).filter((code) => dockleCodes.has(code));
    const verdict = codes.length > 0 ? check.check(image) : null;
    if (verdict?.kind !== 'failed') return [];
    return codes.flatMap((code) => verdict.failures.map((failure) => keyOf(code, placeOf(failure))));
  });
  return new Set(keys);
}

const theirsOf = (answer: DockleAnswer): Set<string> =>
  new Set(
    [...answer].flatMap(([code, places]) => (places.length === 0 ? code : places.map((place) => keyOf(code, place)))),
  );

/** What only one of the two says: `finding` where it is ours, `none` where it is dockle's, behind the code and its place. */
export function disagreements(image: HardenedImage, answer: DockleAnswer): string[] {
  const [ours, theirs] = [oursOf(image), theirsOf(answer)];
  const keys = [...new Set([...ours, ...theirs])].filter((key) => ours.has(key) !== theirs.has(key));
  return keys.map((key) => `${key} ${ours.has(key) ? 'finding' : 'none'}`).sort();
}
