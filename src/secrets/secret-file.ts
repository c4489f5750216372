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

/** Whether the bytes begin with these. Every file is asked by a dozen kinds, and most end at their first byte. */
export function beginsWith(bytes: Uint8Array, start: readonly number[] | string): boolean {
  if (start.length > bytes.length) return false;
  for (let at = 0; at < start.length; at++) {
    const wanted = typeof start === 'string' ? start.charCodeAt(at) : start[at];
    if (bytes[at] !== wanted) return false;
  }
  return true;
}
