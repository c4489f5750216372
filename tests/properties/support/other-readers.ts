// Programs that are not ours, which read what we write. A test that wants one that is not here is skipped by its name.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const hasProgram = (name: string): boolean => spawnSync(name, ['--version']).error === undefined;

/** What a program prints, as latin-1; a complaint of it is an error. */
export const told = (command: string, ...args: string[]): string => toldBut(undefined, command, ...args);

/** The same where each line of what it complains of may be such a one. */
export function toldBut(tolerated: RegExp | undefined, command: string, ...args: string[]): string {
  const env = { ...process.env, LC_ALL: 'C.UTF-8', TZ: 'UTC' };
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'latin1', maxBuffer: 1e9, env });
  const complaints = stderr.split('\n').filter((line) => line !== '' && !tolerated?.test(line));
  if (complaints.length > 0 || (status !== 0 && !(status === 1 && tolerated)))
    throw new Error(`${command} ended with ${status}: ${complaints.join('\n').slice(0, 2000)}`);
  return stdout;
}

export interface ReadByPython {
  readonly path: string;
  readonly mode: number;
  readonly size: number;
  readonly sha256: string | null;
}

export interface TarReadByPython extends ReadByPython {
  readonly flag: string;
  readonly link: string;
  readonly uid: number;
  readonly gid: number;
  readonly mtime: number;
  readonly device: readonly [number, number] | null;
}

const script = fileURLToPath(new URL('read-back.py', import.meta.url));

/** The entries of each archive, names as latin-1 of their bytes. */
export function readByPython(format: 'tar', files: readonly string[]): TarReadByPython[][];
export function readByPython(format: 'zip', files: readonly string[]): ReadByPython[][];
export function readByPython(format: string, files: readonly string[]): ReadByPython[][] {
  const lines = told('python3', script, format, ...files).trimEnd();
  return lines.split('\n').map((line) => JSON.parse(line) as ReadByPython[]);
}
