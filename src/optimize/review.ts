import type { Bytes } from '../bytes/units.ts';
import type { Redaction } from '../secrets/redactions.ts';
import type { Compatibility } from './compatibility/compatibility.ts';
import type { FoundEcosystem } from './ecosystem.ts';
import type { Alterations } from './runtime-config.ts';

/**
 * Which changes are on by themselves. `safe`: the same family of base images, and the program runs as it did. `balanced`: other
 * users and stages too. `smallest`: the smallest base that the evidence allows, with no shell in it where it needs none.
 */
export const profiles = ['safe', 'balanced', 'smallest'] as const;
export type Profile = (typeof profiles)[number];

/** Whether a profile has a change on by itself. */
export const isInProfile = (change: { readonly profile: Profile }, profile: Profile): boolean =>
  profiles.indexOf(change.profile) <= profiles.indexOf(profile);

/** `none`: nothing can break by it. `check`: look at what is named, then build. `test`: run the program as the test says. */
export type Risk = 'none' | 'check' | 'test';

/** What a change may save where the image cannot show it: an estimate. */
export interface SavingRange {
  readonly least: Bytes;
  readonly most: Bytes;
  /** What the estimate rests on, with its date. */
  readonly basis: string;
}

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
  /** Where nothing is measured: what it may save; null: nobody knows. */
  range: SavingRange | null;
  /** What in the image or the Dockerfile speaks for it. */
  evidence: string;
  risk: Risk;
  /** How to find out that nothing broke, in one or two sentences; '' where nothing can. */
  test: string;
  /** What a user of the image finds otherwise once it is on. */
  alters: Alterations;
  /** The first profile that has it on. */
  profile: Profile;
  on: boolean;
}

/** A change that is not proposed, as something in the image needs what it would take out. */
export interface KeptBack {
  readonly title: string;
  /** Of the original. */
  readonly line: number;
  /** In a sentence. */
  readonly reason: string;
}

/** What would make a Dockerfile better. */
export interface DockerfileReview {
  /** Null where there is nothing to propose. `wasteSaved`: of what is saved, what the image hides today. */
  proposal: { text: string; changes: Change[]; saves: Bytes; wasteSaved: Bytes } | null;
  /** The proposed .dockerignore; null where the given one will do. */
  dockerignore: string | null;
  /** The path of that file in the folder: `.dockerignore`, or the Dockerfile's own. */
  ignorePath: string;
  /** What the project is made with, by the evidence for it. */
  ecosystems: FoundEcosystem[];
  /** What keeps anything from being proposed, for people: a template, Windows. One sentence or two each. */
  notes: string[];
  /** What could be left out, were it not needed. */
  keptBack: readonly KeptBack[];
  /** Whether what the image runs would run on other kinds of base images; none without an image that the Dockerfile built. */
  compatibility: readonly Compatibility[];
  /** Why the image that was given tells nothing of it: another Dockerfile built that. Null where it does, and without an image. */
  unmeasured: string | null;
  /** What hides the secrets that the proposal still holds: it may write them in another way than the Dockerfile. */
  redactions: Redaction[];
}
