import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../scripts/lib/run.mjs';

/** Milliseconds that dive needs for the same archive, or why there is no such time. */
export function timeDive(file) {
  const own = join(root, 'tests/.peers/bin/dive');
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-bench-'));
  const start = performance.now();
  const { status, error } = spawnSync(
    existsSync(own) ? own : 'dive',
    ['--source', 'docker-archive', file, '--json', join(folder, 'dive.json')],
    { stdio: 'ignore', timeout: 300_000, env: { ...process.env, CI: 'true' } },
  );
  const ms = performance.now() - start;
  rmSync(folder, { recursive: true, force: true });
  if (error) return error.code === 'ENOENT' ? 'not here' : error.message;
  return status === 0 ? ms : `ended with ${status}`;
}
