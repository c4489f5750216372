import { isIgnored, parseDockerignore } from '../build-cache/dockerignore.ts';
import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import { describeCopies, isBelow, type ImageEvidence, type PlacedCopy } from './evidence.ts';
import { ignoreEntries, outputEntries, usualPatterns, type IgnoreEntry } from './ignore-entries.ts';
import { neededPaths, runsTests } from './ignore-needs.ts';
import { copiesContext, copyPlaces } from '../dockerfile/places.ts';

export interface IgnoreProposal {
  readonly text: string;
  readonly title: string;
  readonly why: string;
  readonly evidence: string;
  readonly lines: readonly number[];
  readonly claims: readonly number[] | null;
}

/** A file that a `COPY . .` brought, by its path in the build context. */
interface SentFile extends PlacedCopy {
  readonly sent: string;
}

function filesSent(dockerfile: Dockerfile, copies: readonly Instruction[], image: ImageEvidence): SentFile[] {
  return copies.flatMap((copy) => {
    const layer = image.layerOfLine(copy.line);
    const places = copyPlaces(dockerfile, copy);
    if (layer === null || !places) return [];
    const below = image.copiesIn(layer).filter(({ path }) => isBelow(path, places.destination));
    const skip = places.destination === '/' ? 1 : places.destination.length + 1;
    return below.map((file) => ({ ...file, sent: file.path.slice(skip) }));
  });
}

/** Folders that came along although a later RUN writes their files again. */
function outputsRemade(image: ImageEvidence, files: readonly SentFile[], copies: readonly string[]): IgnoreEntry[] {
  return outputEntries.filter(({ pattern }) => {
    const inside = files.filter(({ sent }) => isIgnored([pattern], sent));
    const isRemade = inside.some((file) => file.reason === 'overwritten' && !isOnlyStoredAgain(image, file));
    return isRemade && !copies.some((path) => isIgnored([pattern], path.replace(/^\.\//, '')));
  });
}

function isOnlyStoredAgain(image: ImageEvidence, file: SentFile): boolean {
  const next = [...image.rootfs.storedCopies([file.node])].find(({ event }) => event > file.event);
  return next !== undefined && image.isStoredAgain(next);
}

/** Python and Rust projects may read their README while they are built. */
const readmeReaders = ['pyproject.toml', 'setup.py', 'setup.cfg', 'Cargo.toml'];

function mayLeaveOut(
  { pattern, kind }: IgnoreEntry,
  needed: readonly string[],
  testing: boolean,
  sent: readonly string[],
): boolean {
  if (kind === 'tests' && testing) return false;
  if (pattern.startsWith('README') && readmeReaders.some((name) => sent.includes(name))) return false;
  return !needed.some((path) => isIgnored([pattern], path.replace(/^\.\//, '')));
}

/** The entries that leave out a file which none before them does. */
function entriesFor(names: readonly string[], allowed: readonly IgnoreEntry[]): IgnoreEntry[] {
  const entries: IgnoreEntry[] = [];
  let left = names;
  for (const entry of allowed) {
    const remaining = left.filter((name) => !isIgnored([entry.pattern], name));
    if (remaining.length < left.length) entries.push(entry);
    left = remaining;
  }
  return entries;
}

function writeText(given: string | null, patterns: readonly string[]): string {
  const end = given?.includes('\r\n') ? '\r\n' : '\n';
  const lines = patterns.map((pattern) => `${pattern}${end}`).join('');
  if (given === null || given.trim() === '') return lines;
  return `${given}${given.endsWith('\n') ? '' : end}${lines}`;
}

function claimsOf(image: ImageEvidence, files: readonly SentFile[]): number[] {
  return files.flatMap((file) => {
    const claims = [file.event];
    for (const copy of image.rootfs.storedCopies([file.node])) {
      // A later layer that only changed owner or mode stored the file once more.
      if (copy.event > file.event && image.isStoredAgain(copy)) claims.push(copy.event);
    }
    return claims;
  });
}

function describe(files: readonly SentFile[], entries: readonly IgnoreEntry[]): string {
  const parts = entries.map(({ pattern }) => {
    const matched = files.filter(({ sent }) => isIgnored([pattern], sent));
    return `${pattern} (${describeCopies(matched)})`;
  });
  return parts.join(', ');
}

const title = 'Leave out of the build what the image does not need';
const why =
  'COPY . . takes along everything in the build folder that .dockerignore does not name. What stays out makes the image smaller, keeps secrets out of it, and no longer spoils the build cache when it changes. Hand .env files over when the container starts.';

/**
 * Lines to add to .dockerignore: only for what the image shows to have come in, and nothing that an instruction of the
 * better Dockerfile names. Null where the given one will do.
 */
export function proposeDockerignore(
  result: Dockerfile,
  original: Dockerfile,
  image: ImageEvidence | null,
  given: string | null,
): IgnoreProposal | null {
  const copies = original.instructions.filter((instruction) => copiesContext(original, instruction));
  if (copies.length === 0) return null;
  const lines = copies.map(({ line }) => line);
  const needed = neededPaths(result, result.instructions);
  const testing = runsTests(result);
  const ignored = parseDockerignore(given ?? '');
  if (!image) {
    const usual = ignoreEntries.filter(
      ({ pattern }) => usualPatterns.has(pattern) && !isIgnored(ignored, pattern.replace('**/', '')),
    );
    const entries = usual.filter((entry) => mayLeaveOut(entry, needed, testing, []));
    if (entries.length === 0 || ignored.includes('*') || ignored.includes('**')) return null;
    const evidence = `Line ${lines[0]} copies the whole build folder; the given .dockerignore names none of these.`;
    return {
      text: writeText(
        given,
        entries.map(({ pattern }) => pattern),
      ),
      title,
      why,
      evidence,
      lines,
      claims: null,
    };
  }
  const files = filesSent(original, copies, image).filter(({ sent }) => !isIgnored(ignored, sent));
  const names = files.map(({ sent }) => sent);
  const copied = neededPaths(
    result,
    result.instructions.filter(({ keyword }) => keyword === 'COPY' || keyword === 'ADD'),
  );
  const allowed = ignoreEntries.filter((entry) => mayLeaveOut(entry, needed, testing, names));
  const entries = entriesFor(names, [...allowed, ...outputsRemade(image, files, copied)]);
  if (entries.length === 0) return null;
  const patterns = entries.map(({ pattern }) => pattern);
  const left = files.filter(({ sent }) => isIgnored(patterns, sent));
  const evidence = `Layer ${left[0]?.layer} holds, from line ${lines[0]}: ${describe(left, entries)}.`;
  return { text: writeText(given, patterns), title, why, evidence, lines, claims: claimsOf(image, left) };
}
