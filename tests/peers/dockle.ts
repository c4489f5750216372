// What dockle says of the shared images, and of the made ones of the tests. It is a Go program, and Go is not everywhere:
// its answers are recorded in dockle/answers.json by `npm run peers:dockle`, which runs the comparison once to make the
// images (PLIMSOLL_DOCKLE_CASES names the folder they go to), and the comparisons are made with the record.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** By the codes of the checkpoints that an image does not pass: the paths and variables that are named. */
export type DockleAnswer = ReadonlyMap<string, readonly string[]>;

/** It ended without an answer. */
export interface DockleError {
  readonly error: string;
}

/** `CODE`, or `CODE place`, for each thing that was found. */
type Recorded = readonly string[] | DockleError;

interface Recording {
  readonly version: string;
  readonly images: Readonly<Record<string, Recorded>>;
  /** `made`: the beginning of the SHA-256 of what the image was made of. */
  readonly cases: Readonly<Record<string, { readonly made: string; readonly answer: Recorded }>>;
}

const folder = process.env['PLIMSOLL_DOCKLE_CASES'];
const file = join(import.meta.dirname, 'dockle/answers.json');
const nothing: Recording = { version: '', images: {}, cases: {} };
const recorded = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Recording) : nothing;

/** The version that answered. */
export const dockleVersion = recorded.version;

/** The made images are being collected: there is nothing to compare with. */
export const isCollecting = folder !== undefined;

function toAnswer(lines: Recorded): DockleAnswer | DockleError {
  if ('error' in lines) return lines;
  const answer = new Map<string, string[]>();
  for (const line of lines) {
    const [code = ''] = line.split(' ', 1);
    const places = answer.get(code) ?? [];
    answer.set(code, places);
    if (line.length > code.length) places.push(line.slice(code.length + 1));
  }
  return answer;
}

/** Its answers about the shared images, by their paths. */
export const dockleImages: ReadonlyMap<string, DockleAnswer | DockleError> = new Map(
  Object.entries(recorded.images).map(([path, said]) => [path, toAnswer(said)]),
);

/** An image that a test makes. */
export interface MadeImage {
  readonly name: string;
}

const hashOf = (made: MadeImage): string =>
  createHash('sha256').update(JSON.stringify(made)).digest('hex').slice(0, 12);

/** Leaves a made image where its answer is recorded from. */
export async function leaveCase(made: MadeImage, archive: Blob): Promise<void> {
  if (folder === undefined) throw new Error('no images are being collected');
  const path = join(folder, hashOf(made));
  writeFileSync(`${path}.tar`, new Uint8Array(await archive.arrayBuffer()));
  writeFileSync(`${path}.txt`, made.name);
}

/** Its answer about a made image. */
export function dockleOf(made: MadeImage): DockleAnswer | DockleError {
  const known = recorded.cases[made.name];
  if (!known || known.made !== hashOf(made))
    throw new Error('dockle was not asked about this image yet: npm run peers:dockle records its answer');
  return toAnswer(known.answer);
}
