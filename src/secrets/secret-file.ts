import type { Severity } from '../severity.ts';

/** A file that is a secret as a whole, such as a store of keys: told by its path or its bytes. */
export interface SecretFile {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** By absolute path and the first bytes: all of them, but of files of more than 1 MB. Such a store without keys is none. */
  selects(path: string, bytes: Uint8Array): boolean;
  readonly rotate: string;
}

/** Whether the bytes begin with these. */
export const beginsWith = (bytes: Uint8Array, start: readonly number[] | string): boolean =>
  typeof start === 'string'
    ? start.length <= bytes.length && [...start].every((character, at) => bytes[at] === character.charCodeAt(0))
    : start.length <= bytes.length && start.every((byte, at) => bytes[at] === byte);
