import type { Dockerfile } from '../../dockerfile/model.ts';
import { finalStageOf, stageAncestry } from '../../dockerfile/stages.ts';

/** How both images are run and asked, as the user writes it. */
export interface VerifySettings {
  /** The port on which the program listens in its container. */
  readonly port: number | null;
  /** What is asked of it, each with a slash before it. */
  readonly paths: readonly string[];
  /** `NAME=value`, or `NAME` for the value that it has where the script runs. */
  readonly environment: readonly string[];
  /** Seconds to wait for the first answer. */
  readonly wait: number;
}

export const usualWait = 60;
/** More are asked by no one, and a script has to be read. */
const mostLines = 100;
const longestLine = 2000;

export type ReadLines = { readonly lines: readonly string[] } | { readonly problem: string };

function linesOf(text: string, what: string): ReadLines {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length > mostLines) return { problem: `At most ${mostLines} ${what} are taken.` };
  const long = lines.find((line) => line.length > longestLine);
  return long === undefined ? { lines } : { problem: `A line is longer than ${longestLine} characters.` };
}

const path = /^\/[\x21-\x7e]*$/;

/** One path of a line, as it stands in a URL: `/health?full=1`. */
export function readPaths(text: string): ReadLines {
  const read = linesOf(text, 'paths');
  if ('problem' in read) return read;
  const wrong = read.lines.find((line) => !path.test(line));
  if (wrong === undefined) return { lines: [...new Set(read.lines)] };
  return {
    problem: `“${wrong}” is no path: it begins with a slash, and blanks and letters beyond ASCII are written as in a URL (%20).`,
  };
}

const variable = /^[A-Za-z_][A-Za-z0-9_]*(?:=[^\r\n]*)?$/;

export function readEnvironment(text: string): ReadLines {
  const read = linesOf(text, 'variables');
  if ('problem' in read) return read;
  const wrong = read.lines.find((line) => !variable.test(line));
  return wrong === undefined ? read : { problem: `“${wrong}” is no variable: write NAME=value, or NAME alone.` };
}

export function readPort(text: string): { readonly port: number | null } | { readonly problem: string } {
  const trimmed = text.trim();
  if (trimmed === '') return { port: null };
  const port = /^\d{1,5}$/.test(trimmed) ? Number(trimmed) : 0;
  return port >= 1 && port <= 65_535 ? { port } : { problem: 'A port is a whole number from 1 to 65535.' };
}

const tcpPort = /^(\d{1,5})(?:\/tcp)?$/i;

/** The first TCP port that the image or its Dockerfile exposes. */
export function exposedPort(exposed: readonly string[], dockerfile: Dockerfile | null): number | null {
  const stage = dockerfile && finalStageOf(dockerfile);
  const stages = dockerfile && stage ? [...stageAncestry(dockerfile, stage)] : [];
  const written = stages.flatMap(({ instructions }) =>
    instructions.filter(({ keyword }) => keyword === 'EXPOSE').flatMap(({ words }) => words.map(({ value }) => value)),
  );
  for (const one of [...exposed, ...written]) {
    const port = Number(tcpPort.exec(one)?.[1] ?? 0);
    if (port >= 1 && port <= 65_535) return port;
  }
  return null;
}
