import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../scripts/lib/run.mjs';

const limitMs = 400_000;

/** What dive needs for the same archive, in words: a time, or why there is none. */
export function diveNote(file) {
  const own = join(root, 'tests/.peers/bin/dive');
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-bench-'));
  const start = performance.now();
  const { status, error } = spawnSync(
    existsSync(own) ? own : 'dive',
    ['--source', 'docker-archive', file, '--json', join(folder, 'dive.json')],
    { stdio: 'ignore', timeout: limitMs, killSignal: 'SIGKILL', env: { ...process.env, CI: 'true' } },
  );
  const ms = performance.now() - start;
  rmSync(folder, { recursive: true, force: true });
  if (error?.code === 'ENOENT') return 'dive is not here';
  if (error?.code === 'ETIMEDOUT') return `dive: no result in ${limitMs / 1000} s`;
  return status === 0 ? `dive: ${(ms / 1000).toFixed(1)} s` : `dive ended with ${status}`;
}
