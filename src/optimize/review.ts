import type { Bytes } from '../bytes/units.ts';
import type { BaseBoundary } from '../history/base-boundary.ts';
import type { Finding } from '../lint/finding.ts';

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

/** Everything that is said of one Dockerfile. */
export interface DockerfileReview {
  findings: Finding[];
  stages: { name: string | null; base: string; line: number; instructions: number }[];
  /** By layer of the image: the line of the instruction that made it, or null. */
  layerLines: (number | null)[];
  /** The base image, where the Dockerfile is clearly the one of the image. */
  base: BaseBoundary | null;
  /** Null where there is nothing to propose. */
  proposal: { text: string; changes: Change[]; saves: Bytes } | null;
  /** The proposed .dockerignore; null where the given one will do. */
  dockerignore: string | null;
}
