import { detectors } from './detectors/index.ts';
import { secretFiles } from './files/index.ts';
import type { Severity } from '../severity.ts';

/** What is said of a kind of secret. */
export interface SecretKind {
  readonly title: string;
  readonly severity: Severity;
  /** Where it is ended at its issuer, as one sentence. */
  readonly rotate: string;
}

const kinds = new Map<string, SecretKind>([...secretFiles, ...detectors].map((kind) => [kind.id, kind]));

/** By the id of a detector or a kind of file; of a pattern of the user's own, which has none here, the id tells. */
export const kindOf = (id: string): SecretKind =>
  kinds.get(id) ?? {
    title: id,
    severity: 'error',
    rotate: 'Revoke it where it was issued, and have a new one issued.',
  };
