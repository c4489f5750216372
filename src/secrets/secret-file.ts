import type { Severity } from '../severity.ts';

/** A file that is a secret as a whole, such as a store of keys: told by its path or its first bytes. */
export interface SecretFile {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  selects(path: string, head: Uint8Array): boolean;
  readonly rotate: string;
}
