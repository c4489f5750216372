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

/** `|2 A=1 B=2 /bin/sh -c command`: the build arguments stand in front. Their values may hold blanks. */
function dropBuildArguments(text: string, shells: readonly string[]): string {
  if (!text.startsWith('|')) return text;
  let first = -1;
  for (const shell of shells) {
    const at = text.indexOf(` ${shell} `);
    if (at >= 0 && (first < 0 || at < first)) first = at;
  }
  return first < 0 ? text : text.slice(first + 1);
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
  const bare = dropBuildArguments(text, shells);
  const shell = shells.find((candidate) => bare.startsWith(`${candidate} `));
  return shell ? bare.slice(shell.length).trim() : bare.trim();
}

/** Reads a `created_by`. `shells`: what SHELL set, joined by blanks, before the defaults. */
export function parseCreatedBy(createdBy: string, shells: readonly string[] = defaultShells): CreatedBy {
  const text = createdBy.endsWith(buildkitMark) ? createdBy.slice(0, -buildkitMark.length).trim() : createdBy.trim();
  const nopAt = text.indexOf(nop);
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
