import type { Bytes } from '../bytes/units.ts';
import type { Redaction } from '../secrets/redactions.ts';

/** One proposed change to a Dockerfile. */
export interface Change {
  /** Name of the rewrite, with a number where it applies more than once: `clean-up-apt-lists`, `…-2`. */
  id: string;
  title: string;
  why: string;
  /** Lines of the original that it touches, from 1. */
  lines: number[];
  /** Bytes that the dropped image shows it saves, those counted by an earlier change left out; null: not measured. */
  saves: Bytes | null;
  /** What in the image or the Dockerfile speaks for it. */
  evidence: string;
  on: boolean;
}

/** What would make a Dockerfile better. */
export interface DockerfileReview {
  /** Null where there is nothing to propose. */
  proposal: { text: string; changes: Change[]; saves: Bytes } | null;
  /** The proposed .dockerignore; null where the given one will do. */
  dockerignore: string | null;
  /** Why the image that was given tells nothing of it: another Dockerfile built that. Null where it does, and without an image. */
  unmeasured: string | null;
  /** What hides the secrets that the proposal still holds: it may write them in another way than the Dockerfile. */
  redactions: Redaction[];
}
