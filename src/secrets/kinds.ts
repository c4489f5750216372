import { detectors } from './detectors/index.ts';
import { secretFiles } from './files/index.ts';

/** What is said of a kind of secret. */
export interface SecretKind {
  readonly title: string;
  /** Where it is ended at its issuer, as one sentence. */
  readonly rotate: string;
}

const kinds = new Map<string, SecretKind>([...secretFiles, ...detectors].map((kind) => [kind.id, kind]));

/** By the id of a detector, or of a kind of file. */
export const kindOf = (id: string): SecretKind =>
  kinds.get(id) ?? { title: id, rotate: 'Revoke it where it was issued, and have a new one issued.' };
