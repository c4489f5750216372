// What BuildKit's own build checks say of a Dockerfile. They are a Go program (tests/peers/buildkit), and Go is not
// everywhere: its answers are recorded in answers.json by `npm run peers:buildkit`, which runs the tests once to collect
// the cases (PLIMSOLL_BUILDKIT_CASES names the file they go to), and the comparisons are made with the record.
import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LintConfig } from '../../src/lint/config.ts';

export interface BuildkitCase {
  readonly text: string;
  readonly dockerignore?: string;
  readonly buildArgs?: Readonly<Record<string, string>>;
  readonly target?: string;
  readonly platform?: string;
  /** Platform of every base image; otherwise it is the one that is asked for. */
  readonly basePlatform?: string;
  /** Environment of every base image, `NAME=value`; otherwise it is empty. */
  readonly baseEnv?: readonly string[];
}

export interface BuildkitWarning {
  readonly rule: string;
  readonly line: number;
  readonly detail: string;
}

export interface BuildkitAnswer {
  readonly warnings: readonly BuildkitWarning[];
  /** Where BuildKit stops. */
  readonly error?: string;
}

interface Recorded {
  readonly version: string;
  readonly answers: Readonly<Record<string, readonly string[]>>;
}

const collected = process.env['PLIMSOLL_BUILDKIT_CASES'];
const recorded = JSON.parse(readFileSync(join(import.meta.dirname, 'buildkit/answers.json'), 'utf8')) as Recorded;

/** The version that answered. */
export const buildkitVersion = recorded.version;

/** The cases are being collected: there is nothing to compare with. */
export const isCollecting = collected !== undefined;

export const keyOfCase = (one: BuildkitCase): string =>
  createHash('sha256').update(JSON.stringify(one)).digest('hex').slice(0, 12);

/** A case for a lint with this configuration: the dropped image's platform is that of its base image. */
export function toCase(text: string, config: LintConfig = {}, baseEnv?: readonly string[]): BuildkitCase {
  const { dockerignore, buildArgs, target, platform } = config;
  return {
    text,
    ...(dockerignore ? { dockerignore } : {}),
    ...(buildArgs ? { buildArgs } : {}),
    ...(target === undefined ? {} : { target }),
    ...(platform === undefined ? {} : { platform, basePlatform: platform }),
    ...(baseEnv ? { baseEnv } : {}),
  };
}

/** Registers a case; to be called where the tests are made, so that collecting finds it. */
export function askBuildkit(one: BuildkitCase): () => BuildkitAnswer {
  if (collected !== undefined) appendFileSync(collected, `${JSON.stringify(one)}\n`);
  return () => {
    const lines = recorded.answers[keyOfCase(one)];
    if (!lines)
      throw new Error('BuildKit was not asked about this case yet: npm run peers:buildkit records its answer');
    const errors = lines.filter((line) => line.startsWith('! ')).map((line) => line.slice(2));
    const warnings = lines
      .filter((line) => !line.startsWith('! '))
      .map((line) => {
        const [, rule = '', at = '', detail = ''] = /^(\w+)@(\d+) (.*)$/s.exec(line) ?? [];
        return { rule, line: Number(at), detail };
      });
    return errors[0] === undefined ? { warnings } : { warnings, error: errors[0] };
  };
}
