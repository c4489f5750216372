import { isIgnored, parseDockerignore } from '../../build-context/dockerignore.ts';
import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import { finalStageOf, stageAncestry } from '../../dockerfile/stages.ts';
import { describeCopies, type ImageEvidence } from '../evidence.ts';
import { filesSent, type SentFile } from './files-sent.ts';
import { ignoreEntries, outputEntries, usualPatterns, type IgnoreEntry } from './ignore-entries.ts';
import { appendLines } from './ignore-text.ts';
import { neededPaths, runsTests } from './ignore-needs.ts';
import { commentFor, leakedFiles, patternFor, type LeakedFile } from '../leaked-files.ts';
import { listed, tellKinds } from '../tell-leaks.ts';
import { copiesContext } from '../../dockerfile/places.ts';

export interface IgnoreProposal {
  readonly text: string;
  readonly evidence: string;
  readonly lines: readonly number[];
  readonly claims: readonly number[] | null;
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

export function claimsOf(image: ImageEvidence, files: readonly SentFile[]): number[] {
  return files.flatMap((file) => {
    const claims = [file.event];
    for (const copy of image.rootfs.storedCopies([file.node])) {
      // A later layer that only changed owner or mode stored the file once more.
      if (copy.event > file.event && image.isStoredAgain(copy)) claims.push(copy.event);
    }
    return claims;
  });
}

function describe(files: readonly SentFile[], patterns: readonly string[]): string {
  const parts = patterns.map((pattern) => {
    const matched = files.filter(({ sent }) => isIgnored([pattern], sent));
    return `${pattern} (${describeCopies(matched)})`;
  });
  return parts.join(', ');
}

/** ' Secrets were found in .env (an AWS access key) and …', of what is left out. */
function describeLeaks(leaked: readonly LeakedFile[], patterns: readonly string[]): string {
  const parts = patterns.flatMap((pattern) => {
    const leaks = leaked.filter(({ sent }) => isIgnored([pattern], sent)).flatMap((file) => file.leaks);
    return leaks.length > 0 ? [`${pattern} (${tellKinds(leaks)})`] : [];
  });
  return parts.length > 0 ? ` Secrets were found in ${listed(parts)}.` : '';
}

/** More than these are one folder, which is for the user to name. */
const leakedAtMost = 50;

/** A file that no pattern leaves out gets one of its own. */
function leakedPatterns(
  leaked: readonly LeakedFile[],
  patterns: readonly string[],
  needed: readonly string[],
): Map<string, LeakedFile> {
  const own = new Map<string, LeakedFile>();
  for (const file of leaked) {
    const pattern = isIgnored(patterns, file.sent) ? null : patternFor(file, needed);
    if (pattern !== null && own.size < leakedAtMost && !own.has(pattern)) own.set(pattern, file);
  }
  return own;
}

/** What they brought is in the image, and no layer is known to be theirs. */
function isUntold(dockerfile: Dockerfile, copies: readonly Instruction[], image: ImageEvidence): boolean {
  const final = finalStageOf(dockerfile);
  const shipped = final ? [...stageAncestry(dockerfile, final)].map(({ index }) => index) : [];
  const own = copies.filter(({ stage }) => shipped.includes(stage));
  return own.length > 0 && own.every(({ line }) => image.layerOfLine(line) === null);
}

/** What a build without an image to look at hardly needs. */
function proposeUsual(
  copies: readonly Instruction[],
  { ignored, needed, testing, given }: { ignored: string[]; needed: string[]; testing: boolean; given: string | null },
): IgnoreProposal | null {
  const usual = ignoreEntries.filter(
    ({ pattern }) => usualPatterns.has(pattern) && !isIgnored(ignored, pattern.replace('**/', '')),
  );
  const entries = usual.filter((entry) => mayLeaveOut(entry, needed, testing, []));
  if (entries.length === 0 || ignored.includes('*') || ignored.includes('**')) return null;
  const lines = copies.map(({ line }) => line);
  const evidence = `Line ${lines[0]} copies the whole build folder; the given .dockerignore names none of these.`;
  const text = appendLines(
    given,
    entries.map(({ pattern }) => pattern),
  );
  return { text, evidence, lines, claims: null };
}

/**
 * Lines to add to .dockerignore: only for what the image shows to have come in, and nothing that an instruction of the
 * better Dockerfile names, nor what is to be kept besides. Null where the given one will do.
 */
export function proposeDockerignore(
  result: Dockerfile,
  original: Dockerfile,
  image: ImageEvidence | null,
  given: string | null,
  kept: readonly string[] = [],
): IgnoreProposal | null {
  const copies = original.instructions.filter((instruction) => copiesContext(original, instruction));
  const ignored = parseDockerignore(given ?? '');
  const leaked = image ? leakedFiles(original, image, ignored) : [];
  if (copies.length === 0 && leaked.length === 0) return null;
  const needed = [...neededPaths(result, result.instructions), ...kept];
  const testing = runsTests(result);
  if (!image || (leaked.length === 0 && isUntold(original, copies, image))) {
    return proposeUsual(copies, { ignored, needed, testing, given });
  }
  const files = filesSent(original, copies, image).filter(({ sent }) => !isIgnored(ignored, sent));
  const names = files.map(({ sent }) => sent);
  const copied = neededPaths(
    result,
    result.instructions.filter(({ keyword }) => keyword === 'COPY' || keyword === 'ADD'),
  );
  const allowed = ignoreEntries.filter((entry) => mayLeaveOut(entry, needed, testing, names));
  const usual = entriesFor(names, [...allowed, ...outputsRemade(image, files, copied)]).map(({ pattern }) => pattern);
  const own = leakedPatterns(leaked, usual, needed);
  const patterns = [...usual, ...own.keys()];
  if (patterns.length === 0) return null;
  const all = [...new Map([...files, ...leaked].map((file) => [file.event, file])).values()];
  const left = all.filter(({ sent }) => isIgnored(patterns, sent));
  const layers = new Set(left.map(({ layer }) => layer));
  const lines = original.instructions
    .map(({ line }) => line)
    .filter((line) => layers.has(image.layerOfLine(line) ?? -1));
  const evidence = `Layer ${left[0]?.layer} holds, from line ${lines[0]}: ${describe(left, patterns)}.${describeLeaks(leaked, patterns)}`;
  const written = [...usual, ...[...own].flatMap(([pattern, file]) => [commentFor(file), pattern])];
  return { text: appendLines(given, written), evidence, lines, claims: claimsOf(image, left) };
}
