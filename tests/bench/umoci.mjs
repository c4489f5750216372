import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { works } from '../../scripts/lib/run.mjs';

const timeout = 400_000;

function seconds(command, args) {
  const start = performance.now();
  const { status, error } = spawnSync(command, args, { stdio: 'ignore', timeout, killSignal: 'SIGKILL' });
  if (status !== 0) throw new Error(error ? error.message : `${command} ended with ${status}`);
  return ((performance.now() - start) / 1000).toFixed(1);
}

/** What umoci takes to unpack the same image onto the disk, in words: skopeo has to bring it into umoci's form before. */
export function umociNote(file) {
  if (process.getuid?.() !== 0 || !works('umoci') || !works('skopeo')) return 'umoci and skopeo, as root, are not here';
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-bench-'));
  const layout = `${folder}/layout:it`;
  try {
    const copied = seconds('skopeo', ['--insecure-policy', 'copy', '-q', `docker-archive:${file}`, `oci:${layout}`]);
    const unpacked = seconds('umoci', ['unpack', '--image', layout, `${folder}/bundle`]);
    return `umoci unpack: ${unpacked} s, after ${copied} s of skopeo copy`;
  } catch (error) {
    return error.message;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
