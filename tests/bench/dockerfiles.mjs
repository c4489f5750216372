import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/lib/run.mjs';
import { NotHere } from './archives.mjs';

const folder = join(root, '../shared/fixtures/dockerfiles');

/** The Dockerfiles that lie beside the project. */
export function sharedDockerfiles() {
  if (!existsSync(folder)) throw new NotHere('the shared Dockerfiles are not here');
  const names = readdirSync(folder).filter((name) => name.endsWith('.Dockerfile'));
  return names.map((name) => join(folder, name));
}

/** Milliseconds of one hadolint process over some files: the binary itself. */
export function timeHadolint(files) {
  const program = join(root, 'tests/.peers/bin/hadolint');
  if (!existsSync(program)) throw new NotHere('hadolint is not here');
  const start = performance.now();
  const { error } = spawnSync(program, files, { stdio: 'ignore' });
  if (error) throw error;
  return performance.now() - start;
}
