// What BuildKit's planner and its copying say of a Dockerfile. They are a Go program (tests/peers/build-cache), and Go is
// not everywhere: its answers to cases.json are recorded in answers.json by `npm run peers:build-cache`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface PeerBuild {
  readonly name: string;
  readonly text: string;
  readonly files?: readonly string[];
  readonly before?: PeerGiven;
  readonly after?: PeerGiven;
}

export interface PeerGiven {
  readonly buildArgs?: Readonly<Record<string, string>>;
  readonly target?: string;
  /** Image (docker.io/library/debian:12) to something that another digest of it is made from. */
  readonly images?: Readonly<Record<string, string>>;
  /** Files whose contents are others than in the build before. */
  readonly changed?: readonly string[];
}

/** Lines that are operations of the builder, and those whose keys differ between the two builds; or where it stops. */
export type PeerAnswer =
  { readonly built: readonly number[]; readonly runs: readonly number[] } | { readonly error: string };

interface Cases {
  readonly copies: { readonly files: readonly string[]; readonly instructions: readonly string[] };
  readonly builds: readonly PeerBuild[];
}

interface Answers {
  readonly version: string;
  /** By instruction, the files that it takes, in order; null where the builder stops. */
  readonly taken: Readonly<Record<string, readonly string[] | null>>;
  /** By name. */
  readonly builds: Readonly<Record<string, PeerAnswer>>;
}

const read = (name: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, 'build-cache', name), 'utf8')) as unknown;

export const peerCases = read('cases.json') as Cases;
export const peerAnswers = read('answers.json') as Answers;
