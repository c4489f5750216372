import type { Dockerfile } from '../dockerfile/model.ts';
import { parseDockerfile } from '../dockerfile/parse.ts';
import { baseFromDockerfile, type BaseBoundary } from '../history/base-boundary.ts';
import { layerLines, matchHistory } from '../history/match-history.ts';
import type { ArchiveImage } from '../image/model.ts';
import type { LintConfig } from './config.ts';
import type { Finding } from './finding.ts';
import { lintDockerfile, lintWithShellCheck } from './index.ts';
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

export interface HistoryOfImage extends Pick<ArchiveImage, 'history' | 'platform'> {
  readonly layerCount: number;
}

/** What is said of a Dockerfile as it stands. */
export interface DockerfileAudit {
  findings: Finding[];
  stages: { name: string | null; base: string; line: number; instructions: number }[];
  /** By layer of the image: the line of the instruction that made it, or null. */
  layerLines: (number | null)[];
  /** The base image, where the Dockerfile is clearly the one of the image. */
  base: BaseBoundary | null;
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

/** Throws a FaultError of kind `limit` for a file over the limits. */
export async function auditDockerfile(input: AuditInput): Promise<DockerfileAudit> {
  const { fileName, text, image } = input;
  const dockerfile = parseDockerfile(text, fileName);
  const lines = image ? layerLines(matchHistory(dockerfile, image.history), image.layerCount) : [];
  const platform = image && lines.some((line) => line !== null) ? image.platform : input.config.platform;
  const config = { ...input.config, platform };
  const asksShellCheck = config.shellcheck !== false;
  const answers = new KnownAnswers(input.answers);
  return {
    findings: asksShellCheck
      ? await lintWithShellCheck(dockerfile, config, answers)
      : lintDockerfile(dockerfile, config),
    stages: summariseStages(dockerfile),
    layerLines: lines,
    base: image && baseFromDockerfile(dockerfile, image.history, image.layerCount),
    questions: asksShellCheck ? questionsOf(dockerfile).filter((question) => !answers.has(question)) : [],
  };
}
