// The text of `created_by` in its three dialects: docker's classic builder and buildah (`/bin/sh -c #(nop) COPY …`,
// `/bin/sh -c apt-get update`), and BuildKit (`COPY . . # buildkit`, `RUN /bin/sh -c … # buildkit`).

/** What a history entry says of the instruction behind it. */
export interface CreatedBy {
  readonly keyword: string;
  /** What follows the keyword; for RUN the command, without the shell and the build arguments before it. */
  readonly text: string;
}

const nop = '#(nop)';
const buildkitMark = '# buildkit';

function takeKeyword(text: string): CreatedBy {
  const trimmed = text.trim();
  const split = trimmed.indexOf(' ');
  if (split < 0) return { keyword: trimmed.toUpperCase(), text: '' };
  return { keyword: trimmed.slice(0, split).toUpperCase(), text: trimmed.slice(split + 1).trim() };
}

/** Where a build argument may begin in `A=1 B=two words`. */
const argumentStart = /(?:^| )(?=[A-Za-z_]\w*=)/;

/** `|2 A=1 B=2 /bin/sh -c command`: the build arguments, and the command from its shell on. */
interface Split {
  /** Without the count. */
  readonly given: string;
  readonly count: number;
  readonly command: string;
}

const counted = /^\|(\d{1,4}) /;

/**
 * The values of build arguments may hold blanks, so the first shell behind as many of them as are announced ends them. An
 * exec form has no shell: there each argument is taken for one word.
 */
function splitBuildArguments(text: string, shells: readonly string[]): Split | null {
  const [announced, digits] = counted.exec(text) ?? [];
  if (announced === undefined) return null;
  const count = Number(digits);
  const starts = shells
    .map((shell) => text.indexOf(` ${shell} `, announced.length - 1))
    .filter((at) => at >= 0)
    .sort((a, b) => a - b);
  for (const at of starts) {
    const given = text.slice(announced.length, at);
    if (given.split(argumentStart).length >= count) return { given, count, command: text.slice(at + 1) };
  }
  const words = text.slice(announced.length).split(' ');
  if (!words.slice(0, count).every((word) => /^[A-Za-z_]\w*=/.test(word))) return null;
  return { given: words.slice(0, count).join(' '), count, command: words.slice(count).join(' ') };
}

/**
 * The build arguments that a RUN entry tells, by name. `known`: names that the Dockerfile declares; a value may hold what
 * looks like another argument. None where they can't be told apart.
 */
export function buildArgumentsOf(
  createdBy: string,
  shells: readonly string[],
  known: ReadonlySet<string>,
): Map<string, string> {
  const text = createdBy.trim();
  const split = splitBuildArguments(text.startsWith('RUN ') ? text.slice(4).trim() : text, shells);
  const given = new Map<string, string>();
  if (!split) return given;
  const pieces = split.given.split(argumentStart);
  const separate = pieces.length === split.count;
  let last = '';
  for (const piece of pieces) {
    const equals = piece.indexOf('=');
    const name = piece.slice(0, equals);
    const isNew = equals > 0 && (separate || known.has(name));
    if (!isNew && last === '') return new Map();
    if (isNew) given.set(name, piece.slice(equals + 1));
    else given.set(last, `${given.get(last)} ${piece}`);
    if (isNew) last = name;
  }
  return given.size === split.count ? given : new Map();
}

/** Shells that RUN may stand behind; the longest first. */
export const defaultShells = [
  '/bin/bash -o pipefail -c',
  '/bin/ash -eo pipefail -c',
  '/bin/bash -c',
  '/bin/ash -c',
  '/bin/sh -c',
] as const;

function runCommand(text: string, shells: readonly string[]): string {
  const bare = splitBuildArguments(text, shells)?.command ?? text;
  const shell = shells.find((candidate) => bare.startsWith(`${candidate} `));
  return shell ? bare.slice(shell.length).trim() : bare.trim();
}

/** Reads a `created_by`. `shells`: what SHELL set, joined by blanks, before the defaults. */
export function parseCreatedBy(createdBy: string, shells: readonly string[] = defaultShells): CreatedBy {
  const text = createdBy.endsWith(buildkitMark) ? createdBy.slice(0, -buildkitMark.length).trim() : createdBy.trim();
  // A command that BuildKit ran may hold the mark of the others.
  const nopAt = text.startsWith('RUN ') ? -1 : text.indexOf(nop);
  if (nopAt >= 0) return takeKeyword(text.slice(nopAt + nop.length));
  const first = takeKeyword(text);
  if (first.keyword === 'RUN' && text.startsWith('RUN '))
    return { keyword: 'RUN', text: runCommand(first.text, shells) };
  // Only BuildKit writes the keyword in front; a command of the classic builder may well be called `copy`.
  if (
    /^(?:COPY|ADD|WORKDIR|ENV|ARG|LABEL|CMD|ENTRYPOINT|EXPOSE|USER|VOLUME|SHELL|STOPSIGNAL|HEALTHCHECK|ONBUILD|MAINTAINER) /.test(
      text,
    )
  ) {
    return first;
  }
  return { keyword: 'RUN', text: runCommand(text, shells) };
}
