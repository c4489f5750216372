import type { Failure, Verdict } from './check.ts';
import { notApplicable, unknown, verdictOf } from './check.ts';
import type { HardenedImage } from './hardened-image.ts';
import { gapOfLayers } from './judge.ts';
import { perImage } from './per-image.ts';
import { placeOf, type Place } from './program-search.ts';
import { runUserOf, type FoundUser } from './run-user.ts';
import { shown } from './shown.ts';
import { healthWordsOf, programsOf, startWordsOf, type StartedProgram } from './start-command.ts';

/** A program that is started, and where it is. */
export interface Started extends StartedProgram {
  readonly place: Place;
}

/** One that is there. */
export interface Found extends StartedProgram {
  readonly place: Place & { readonly node: number };
}

function placed(image: HardenedImage, words: readonly string[]): Started[] {
  const programs = programsOf(words, image.image.config.user);
  return programs.map((program) => ({ ...program, place: placeOf(image, program.word) }));
}

/** What a container of the image starts, in order, as far as the image's words tell. */
export const startedPrograms = perImage((image): Started[] => placed(image, startWordsOf(image.image.config)));

/** What the image's HEALTHCHECK starts. */
export const healthPrograms = perImage((image): Started[] => placed(image, healthWordsOf(image.image.config)));

export const isFound = (program: Started): program is Found => program.place.node !== null;

/** Why nothing can be said of what an image starts; null where something can. */
export function whyNotStarted({ image }: HardenedImage): string | null {
  if (image.platform.startsWith('windows')) return 'What a Windows image starts is not looked at.';
  if (startWordsOf(image.config).length > 0) return null;
  return 'The image has neither ENTRYPOINT nor CMD: what is started is named where a container is made.';
}

/** A verdict that rests on files not being there is none where not all of the image was read. */
export function verdictOfMissing(image: HardenedImage, failures: readonly Failure[]): Verdict {
  const incomplete = failures.length > 0 ? gapOfLayers(image.bodies.unread) : null;
  return incomplete ? unknown(incomplete) : verdictOf(failures);
}

/** `The program` for what the runtime starts, `node, started by tini,` for what that starts. */
export const subjectOf = ({ word, by }: StartedProgram): string =>
  by === null ? `The program ${shown(word)}`.trim() : `${shown(word)}, started by ${shown(by)},`;

/** The verdict on those of the started programs that are there. */
export function verdictOnFound(image: HardenedImage, check: (programs: readonly Found[]) => Verdict): Verdict {
  const reason = whyNotStarted(image);
  if (reason) return notApplicable(reason);
  const programs = startedPrograms(image).filter(isFound);
  return programs.length > 0 ? check(programs) : notApplicable('The program that the image starts is not there.');
}

/** As whom the last of the started programs runs; what USER says where nothing is started, null where words do not tell. */
export function lastUserOf(image: HardenedImage): FoundUser | null {
  const last = startedPrograms(image).at(-1);
  const spec = last ? last.user : image.image.config.user;
  return spec === null ? null : runUserOf(image, spec);
}

/** What was found of some programs: failures first, else why something is not known. */
export function verdictOfSome(failures: readonly Failure[], reasons: readonly string[]): Verdict {
  const [reason] = reasons;
  return failures.length > 0 || reason === undefined ? verdictOf(failures) : unknown(reason);
}

/** One failure for each program that is not there. */
export function missingPrograms(programs: readonly Started[]): Failure[] {
  return programs.flatMap((program) => {
    const { place } = program;
    if (place.node !== null) return [];
    const message = `${subjectOf(program)} is not there. ${place.problem}`;
    return [{ message, ...(place.path !== undefined && { path: place.path }) }];
  });
}
