import type { Dockerfile } from '../dockerfile/model.ts';
import { parseDockerfile } from '../dockerfile/parse.ts';
import { baseFromDockerfile, type BaseBoundary } from '../history/base-boundary.ts';
import type { DockerfileMatch } from '../history/dockerfile-match.ts';
import { layerLines } from '../history/layer-lines.ts';
import { matchImage, type ImageBeside } from '../history/match-image.ts';
import type { ArchiveImage } from '../image/model.ts';
import type { DockerfileSecret } from '../secrets/found-secret.ts';
import { redactionsFor, type Redaction } from '../secrets/redactions.ts';
import type { LintConfig } from './config.ts';
import { describeSecrets } from './describe-secrets.ts';
import type { Finding } from './finding.ts';
import { findByRules, withShellCheck, type Found } from './index.ts';
import { secretsIn } from './secrets-in-dockerfile.ts';
import { pairsOf } from './pairs.ts';
import { pinnedPackages, type PinnedPackage } from './pins/pinned-packages.ts';
import { questionsOf } from './shellcheck/check-scripts.ts';
import { KnownAnswers, type Answered } from './shellcheck/known-answers.ts';

export interface AuditInput {
  readonly fileName: string;
  readonly text: string;
  readonly config: LintConfig;
  /** The image that it may have built. */
  readonly image: HistoryOfImage | null;
  /** What ShellCheck has said so far, of this text or an earlier one. */
  readonly answers: readonly Answered[];
}

export type HistoryOfImage = ImageBeside & Pick<ArchiveImage, 'platform'>;

/** What is said of a Dockerfile as it stands. */
export interface DockerfileAudit {
  findings: Finding[];
  stages: { name: string | null; base: string; line: number; instructions: number }[];
  /** Names of ARG and ENV, each once. */
  variables: string[];
  /** Packages that commands ask for in one version, and where it is written. */
  pins: PinnedPackage[];
  /** By layer of the image: the line of the instruction that made it, or null. */
  layerLines: (number | null)[];
  /** The Dockerfile beside the image's history; null where there is no image. */
  match: DockerfileMatch | null;
  /** The base image, where the Dockerfile is clearly the one of the image. */
  base: BaseBoundary | null;
  /** What PL1016 tells, for the list of all secrets: whatever the settings say of rules, and in order of the text. */
  secrets: DockerfileSecret[];
  /** What hides every secret in whatever repeats the text. */
  redactions: Redaction[];
  /** What ShellCheck is still to be asked; its findings on these scripts are not among the others yet. */
  questions: string[];
}

function summariseStages({ stages }: Dockerfile): DockerfileAudit['stages'] {
  return stages.map(({ name, image, from, instructions }) => ({
    name,
    base: image,
    line: from.line,
    instructions: instructions.length,
  }));
}

function variablesOf({ instructions }: Dockerfile): string[] {
  const setting = instructions.filter(({ keyword }) => keyword === 'ARG' || keyword === 'ENV');
  return [...new Set(setting.flatMap((instruction) => pairsOf(instruction).map(({ name }) => name)))];
}

interface Ruled {
  readonly dockerfile: Dockerfile;
  readonly found: Found;
}

/** What the rules found in the texts that were audited last: the audit with ShellCheck's answers follows soon. */
const recent = new Map<string, Ruled>();
const charactersKept = 2_000_000;
let characters = 0;

function applyRules(text: string, fileName: string, config: LintConfig): Ruled {
  const key = `${JSON.stringify(config)}\n${text}`;
  const known = recent.get(key);
  if (known) return known;
  const dockerfile = parseDockerfile(text, fileName);
  const ruled = { dockerfile, found: findByRules(dockerfile, config) };
  recent.set(key, ruled);
  characters += key.length;
  for (const oldest of recent.keys()) {
    if (characters <= charactersKept) break;
    recent.delete(oldest);
    characters -= oldest.length;
  }
  return ruled;
}

/** Throws a FaultError of kind `limit` for a file over the limits. */
export async function auditDockerfile(input: AuditInput): Promise<DockerfileAudit> {
  const { fileName, text, image } = input;
  const bare = parseDockerfile(text, fileName);
  const match = image && matchImage(bare, image);
  const lines = match ? layerLines(match, image?.layerCount ?? 0) : [];
  const platform = image && lines.some((line) => line !== null) ? image.platform : input.config.platform;
  const config = { ...input.config, platform };
  const { dockerfile, found } = applyRules(text, fileName, config);
  const answers = config.shellcheck === false ? null : new KnownAnswers(input.answers);
  return {
    findings: await withShellCheck(dockerfile, config, found, answers),
    stages: summariseStages(dockerfile),
    variables: variablesOf(dockerfile),
    pins: pinnedPackages(dockerfile),
    layerLines: lines,
    match,
    // One that was rebuilt rests on what was known of the base image before.
    base: image && !image.rebuilt ? baseFromDockerfile(bare, image.history, image.layerCount) : null,
    secrets: await describeSecrets(dockerfile, config.ownPatterns),
    redactions: redactionsFor(text, secretsIn(dockerfile, config.ownPatterns)),
    questions: answers ? questionsOf(dockerfile).filter((question) => !answers.has(question)) : [],
  };
}
