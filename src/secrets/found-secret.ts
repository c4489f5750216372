import type { Bytes } from '../bytes/units.ts';
import type { Severity } from '../severity.ts';

/** A secret in a file of a layer, or in another text. The value itself is not here: it stays where it was found. */
export interface FoundSecret {
  /** Id of its detector, or of its kind of file. */
  readonly detector: string;
  readonly severity: Severity;
  /** In a container the name of what holds it, `BOOT-INF/application.yml`; '' where it is the whole; null outside of any. */
  readonly inside: string | null;
  /** Id of the container: 'git object'. */
  readonly container: string | null;
  /** From 1; null in what has no lines. */
  readonly line: number | null;
  /** Where the value stands: offset and length in what is stored of the file, or in what the container holds. */
  readonly offset: Bytes;
  readonly length: Bytes;
  /** Of UTF-16, two bytes are one character of the value. */
  readonly width: 1 | 2;
  /** Redacted. */
  readonly excerpt: string;
  /** SHA-256 of the value, in hex; '' where the file as a whole is the secret. */
  readonly hash: string;
}

/** A secret that is written into a Dockerfile. */
export interface DockerfileSecret extends FoundSecret {
  readonly line: number;
  readonly column: number;
  /** The last of its lines. */
  readonly endLine: number;
  /** What it stands in: `ENV NPM_TOKEN`, `RUN`; '' in a comment. */
  readonly holder: string;
}
