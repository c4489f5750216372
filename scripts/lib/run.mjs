import { spawnSync } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

// npm and npx are .cmd files on Windows, which start through a shell only.
const shell = process.platform === 'win32';

/**
 * Runs a command in the project's folder with its output shown; throws unless it ends well.
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string>} [env] added to the environment
 */
export function run(command, args, env = {}) {
  const { status, signal, error } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell,
    env: { ...process.env, ...env },
  });
  if (status === 0) return;
  const why = error ? error.message : signal ? `was ended by ${signal}` : `ended with ${status}`;
  throw new Error(`${[command, ...args].join(' ')}: ${why}`);
}

/**
 * Whether a command can be run at all, and ends well.
 * @param {string} command
 * @param {string[]} [args]
 */
export function works(command, args = ['--version']) {
  return spawnSync(command, args, { stdio: 'ignore', timeout: 60_000 }).status === 0;
}
