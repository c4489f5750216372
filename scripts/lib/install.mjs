import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './run.mjs';

const oldest = [20, 19];

export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return;
  throw new Error(`Plimsoll needs Node ${oldest.join('.')} or newer; this is ${process.versions.node}.`);
}

/** Installs the packages that package-lock.json names, where they are not there as it says. */
export function installMissing() {
  if (isInstalled()) return 'up to date';
  run('npm', ['ci', '--no-audit', '--no-fund']);
  return 'installed';
}

// npm keeps a lock file of its own beside what it installed, without the packages for other systems.
function isInstalled() {
  const wanted = packagesIn('package-lock.json');
  const present = packagesIn('node_modules/.package-lock.json');
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || optional || present[path]?.version === version,
  );
}

/** @returns {Record<string, { version?: string, optional?: boolean }> | null} */
function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
  } catch {
    return null;
  }
}
