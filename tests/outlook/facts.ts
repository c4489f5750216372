import type { ComparedChange, SimulatedBuild } from '../../src/build-cache/simulation.ts';
import { noChange } from '../../src/build-cache/simulation.ts';
import { contextTreeOf } from '../../src/build-context/context-tree.ts';
import type { ContextAudit } from '../../src/build-context/context-audit.ts';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import type { Finding } from '../../src/lint/finding.ts';
import type { Change, DockerfileReview } from '../../src/optimize/review.ts';
import {
  nothingKnown,
  type ContextFacts,
  type DockerfileFacts,
  type ImageFacts,
  type OutlookFacts,
} from '../../src/outlook/outlook-facts.ts';

export const imageFacts = (given: Partial<ImageFacts> = {}): ImageFacts => ({
  stored: 1000,
  wasted: 300,
  compressed: null,
  layers: 7,
  unread: 0,
  base: { layers: 3, from: 'dockerfile', estimate: false, reason: 'The Dockerfile names it.', name: 'debian:12' },
  workingDir: '/app',
  checks: null,
  secrets: null,
  unsearched: 0,
  ...given,
});

export const change = (id: string, saves: number | null, given: Partial<Change> = {}): Change => ({
  id,
  title: `Title of ${id}`,
  why: 'why',
  lines: [1],
  saves,
  range: null,
  evidence: '',
  risk: 'none',
  test: '',
  alters: {},
  profile: 'safe',
  on: true,
  ...given,
});

/** As the review counts: what the changes that are on save together. */
export function reviewOf(changes: Change[], text = 'FROM debian:12\nRUN true\n'): DockerfileReview {
  const saves = changes.reduce((sum, { on, saves }) => sum + (on ? (saves ?? 0) : 0), 0);
  const proposal = { text, changes, saves, wasteSaved: 0 };
  const ignore = { dockerignore: null, ignorePath: '.dockerignore' };
  return {
    proposal,
    ...ignore,
    ecosystems: [],
    notes: [],
    keptBack: [],
    compatibility: [],
    unmeasured: null,
    redactions: [],
  };
}

export const finding = (code: string, given: Partial<Finding> = {}): Finding => ({
  code,
  source: 'hadolint',
  also: [],
  severity: 'warning',
  message: `${code} is so.`,
  line: 2,
  help: '',
  ...given,
});

export function dockerfileFacts(text: string, given: Partial<DockerfileFacts> = {}): DockerfileFacts {
  return {
    dockerfile: parseDockerfile(text),
    findings: [],
    secrets: 0,
    review: null,
    measured: 'measured',
    better: null,
    ...given,
  };
}

export const factsOf = (given: Partial<OutlookFacts>): OutlookFacts => ({ ...nothingKnown, ...given });

export function buildOf(given: Partial<SimulatedBuild> = {}): SimulatedBuild {
  return {
    steps: [],
    running: 2,
    reused: 3,
    seconds: 60,
    untimed: 0,
    bytes: 5000,
    unsized: 0,
    problems: [],
    ...given,
  };
}

export const comparedSource = (today: SimulatedBuild, better: SimulatedBuild | null): ComparedChange => ({
  change: { id: 'source', title: 'A source file is edited', example: 'src/a.js', change: noChange },
  today,
  better,
});

export function contextAudit(given: Partial<ContextAudit> = {}): ContextAudit {
  const figures = { files: 10, bytes: 1000, unsized: 0 };
  return {
    dropped: figures,
    now: figures,
    proposed: null,
    ignoreFile: null,
    ignoreProblems: [],
    ignored: new Uint8Array(1),
    ignoredAsProposed: null,
    sums: { files: new Uint32Array(1), bytes: new Float64Array(1), unsized: new Uint32Array(1) },
    sumsAsProposed: null,
    risky: [],
    uses: null,
    unused: null,
    proposal: null,
    ...given,
  };
}

export const contextFacts = (audit: ContextAudit, paths: readonly string[] = []): ContextFacts => ({
  audit,
  tree: contextTreeOf(paths.map((path) => ({ path, size: 1 }))),
});
