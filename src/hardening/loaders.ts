// What Linux needs to start a file: the loader that an ELF program names, the interpreter behind `#!` of a script.
import { libcOf, libcsIn } from './c-libraries.ts';
import type { HardenedImage } from './hardened-image.ts';
import { perImage } from './per-image.ts';
import { absolute, fileAt, placeOf } from './program-search.ts';
import { shown } from './shown.ts';
import { baseName } from './start-command.ts';

/** Why a file cannot be started, in sentences; or that this is not known. */
export type LoaderProblem =
  { readonly kind: 'missing'; readonly message: string } | { readonly kind: 'unknown'; readonly reason: string };

/** Interpreters may be scripts in their turn; Linux follows as many. */
const mostInterpreters = 4;

/** The C libraries whose loaders are there. */
const libcs = perImage(({ rootfs }) => libcsIn(rootfs));

const builtForGlibc =
  'Build it statically (for Go: CGO_ENABLED=0) or on a musl image, add gcompat (apk add gcompat), or take a base image with glibc.';
const builtForMusl = 'Build it statically or on a glibc image, or take a base image with musl, such as Alpine.';

/** What a missing loader says of the program, and what to do. */
function adviceOf(image: HardenedImage, interpreter: string): string {
  const libc = libcOf(baseName(interpreter));
  const there = libcs(image);
  if (libc === 'glibc' && there.has('musl')) return `It is built for glibc, this image has musl. ${builtForGlibc}`;
  if (libc === 'musl' && there.has('glibc')) return `It is built for musl, this image has glibc. ${builtForMusl}`;
  if (libc && there.size === 0) {
    return `It is built for ${libc}, this image has no C library. Build it statically (for Go: CGO_ENABLED=0), or take a base image with ${libc}.`;
  }
  return 'Build it statically, or copy what it is loaded by into the image with the libraries that it needs.';
}

/** By what programs are loaded, and what is said where that is not there: most programs of an image have one loader. */
const toldOf = perImage(() => new Map<string, string | null>());

/** What an ELF file is loaded by, and is not there; null where nothing is missing. */
export function missingLoader(image: HardenedImage, interpreter: string | null): string | null {
  if (interpreter === null) return null;
  const told = toldOf(image);
  const known = told.get(interpreter);
  if (known !== undefined) return known;
  const place = fileAt(image, absolute(interpreter, image.image.config));
  const isThere = place.node !== null;
  const message = isThere
    ? null
    : `It is loaded by ${shown(interpreter)}, which is not there. ${adviceOf(image, interpreter)}`;
  told.set(interpreter, message);
  return message;
}

const missing = (message: string): LoaderProblem => ({ kind: 'missing', message });

/** What `env` of a script's first line is to start; the words of the line behind it are one to it. */
function programOfEnv(words: readonly string[]): string | null {
  const [first = '', ...others] = words.slice(1);
  const split = first === '-S' || first === '--split-string';
  const named = split ? others : first.startsWith('-S') ? [first.slice(2), ...others] : words.slice(1);
  const program = named.find((word) => !/^\w+=/.test(word)) ?? null;
  return program?.startsWith('-') ? null : program;
}

const splitsWords = ([, first = '']: readonly string[]): boolean => /^(?:-[a-zA-Z]*S|--split-string)/.test(first);

function problemOfEnv(image: HardenedImage, words: readonly string[], depth: number): LoaderProblem | null {
  if (words.length > 2 && !splitsWords(words)) {
    const rest = shown(words.slice(1).join(' '));
    return missing(
      `Its first line hands “${rest}” to env as one word, so that no such program is found. Write env -S.`,
    );
  }
  const program = programOfEnv(words);
  if (program === null) return null;
  const place = placeOf(image, program);
  if (place.node !== null) return problemOfFile(image, place.node, depth + 1);
  return missing(`Its first line has env start ${shown(program)}. ${place.problem}`);
}

const otherShell = (image: HardenedImage, interpreter: string): string => {
  const isBash = baseName(interpreter) === 'bash' && fileAt(image, '/bin/sh').node !== null;
  return isBash ? ' The image has /bin/sh: write the script for it, or install bash.' : ' Install it, or name another.';
};

function problemOfScript(image: HardenedImage, words: readonly string[], depth: number): LoaderProblem | null {
  const [interpreter = ''] = words;
  if (words.at(-1)?.endsWith('\r')) {
    return missing(
      'Its first line (#!) ends with a carriage return, so that the interpreter is not found. Write the file with Unix line ends (LF).',
    );
  }
  const place = fileAt(image, absolute(interpreter, image.image.config));
  if (place.node === null) {
    const advice = otherShell(image, interpreter);
    return missing(`Its first line names the interpreter ${shown(interpreter)}, which is not there.${advice}`);
  }
  const problem = problemOfFile(image, place.node, depth + 1);
  if (problem?.kind === 'missing') {
    return missing(`Its interpreter ${shown(interpreter)} does not start. ${problem.message}`);
  }
  return problem ?? (baseName(interpreter) === 'env' ? problemOfEnv(image, words, depth) : null);
}

/** A file that is neither an ELF file nor a script. */
function problemOfOther({ rootfs }: HardenedImage, node: number): LoaderProblem {
  const { eventCopies, eventHeaderSizes, eventModes, eventSizes, lastEvents } = rootfs.columns;
  const copy = eventCopies[lastEvents[node] as number] as number;
  if (copy < 0) return { kind: 'unknown', reason: 'It is a hard link whose file the image does not have.' };
  if (eventSizes[copy] === 0) return missing('It is empty.');
  if (((eventModes[copy] as number) & 0o111) === 0) {
    return { kind: 'unknown', reason: 'Of files that nobody may execute, the first line is not read.' };
  }
  if (eventHeaderSizes[copy] === 0) return { kind: 'unknown', reason: 'Sparse files are not looked into.' };
  return missing(
    'It is neither an ELF program nor a script that begins with #! (exec format error). Let its first line name the interpreter: #!/bin/sh.',
  );
}

/** What keeps Linux from starting a file of the final tree; null where nothing is found. */
function problemOfFile(image: HardenedImage, node: number, depth: number): LoaderProblem | null {
  if (depth > mostInterpreters) return missing('Its interpreters are scripts themselves, more than Linux follows.');
  const elf = image.bodies.elfOf(node);
  if (elf) {
    const message = missingLoader(image, elf.interpreter);
    if (message !== null) return missing(message);
    const isRead = elf.interpreter !== null || elf.damage === null;
    return isRead ? null : { kind: 'unknown', reason: `What it is loaded by could not be read. ${elf.damage}` };
  }
  const words = image.bodies.scriptOf(node);
  return words ? problemOfScript(image, words, depth) : problemOfOther(image, node);
}

/** The same of a started program; shells and most others read a file that is none as a script of the shell. */
export function loaderProblem(image: HardenedImage, node: number, by: string | null): LoaderProblem | null {
  const isPlain = !image.bodies.elfOf(node) && !image.bodies.scriptOf(node);
  return isPlain && by !== null ? null : problemOfFile(image, node, 0);
}
