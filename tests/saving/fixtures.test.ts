// The merged tree of real images as a tar, unpacked by GNU tar, against what umoci makes of the same archive.
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { lstatSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readTar } from '../archive/read-tar.ts';
import { archiveIn, scanBlob } from '../support/open-image.ts';
import { sharedFixtures } from '../support/shared-fixtures.ts';
import { save } from './support.ts';

const fixtures = sharedFixtures();
const runs = (...command: string[]): boolean => spawnSync(command[0]!, command.slice(1)).status === 0;
const isRoot = process.getuid?.() === 0;
const ready =
  fixtures && isRoot && runs('umoci', '--version') && runs('skopeo', '--version') && runs('tar', '--version');

let folder = '';
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'plimsoll-saved-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...[command = '', ...args]: string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
}

/** Paths below a folder, links to folders not followed. */
function pathsBelow(folder: string, within = ''): string[] {
  const entries = readdirSync(Buffer.from(join(folder, within), 'latin1'), { encoding: 'latin1', withFileTypes: true });
  return entries.flatMap((entry) => {
    const path = join(within, entry.name);
    return entry.isDirectory() ? [path, ...pathsBelow(folder, path)] : [path];
  });
}

/**
 * Everything of a tree by path: type, rights, owner, time, and contents or target; names of one file share a number.
 * `untimed`: files of whose time nothing is said.
 */
function listing(root: string, untimed: ReadonlySet<string>): Map<string, string> {
  const found = new Map<string, string>();
  const inodes = new Map<number, number>();
  for (const path of pathsBelow(root).sort()) {
    const full = Buffer.from(join(root, path), 'latin1');
    const stat = lstatSync(full);
    const { mode, uid, gid, mtimeMs, size, rdev, ino, nlink } = stat;
    const contents = stat.isSymbolicLink()
      ? readlinkSync(full)
      : stat.isFile()
        ? `${size} ${createHash('sha256').update(readFileSync(full)).digest('hex')}`
        : rdev;
    if (!inodes.has(ino)) inodes.set(ino, inodes.size);
    // Of files alone: umoci makes directories that no layer names anew.
    const time = stat.isFile() && !untimed.has(path) ? Math.floor(mtimeMs / 1000) : '';
    const shared = stat.isFile() && nlink > 1 ? ` inode ${inodes.get(ino)}` : '';
    found.set(path, `${mode.toString(8)} ${uid}:${gid} ${time} ${contents}${shared}`);
  }
  return found;
}

const images = [
  ['whiteouts/whiteouts.tar', 'docker-archive'],
  ['apk-based/apk-based.tar', 'docker-archive'],
  ['distroless-like/distroless-like.tar', 'docker-archive'],
  ['go-static/go-static.tar', 'docker-archive'],
  ['rpm-based/rpm-sqlite-gzip.oci.tar', 'oci-archive'],
  ['python-app/python-app.tar', 'docker-archive'],
  ['java-fat/java-fat.tar', 'docker-archive'],
  ['node-bloated/node-bloated.tar', 'docker-archive'],
  ['whiteouts-crafted/whiteouts-crafted-zstd.oci.tar', 'oci-archive'],
  ['rpm-based/rpm-sqlite-zstd-chunked.oci.tar', 'oci-archive'],
] as const;

async function timesIn(tar: Uint8Array<ArrayBuffer>, paths: ReadonlySet<string>): Promise<Record<string, number>> {
  const { entries } = await readTar(tar);
  return Object.fromEntries(entries.filter(({ path }) => paths.has(path)).map(({ path, mtime }) => [path, mtime]));
}

/** Times behind the year 2262, where Go's nanoseconds end, and 2446, where ext4's seconds do. */
const lateTimes: Readonly<Record<string, Record<string, number>>> = {
  'whiteouts-crafted/whiteouts-crafted-zstd.oci.tar': { 'opt/year-2500': Date.UTC(2500, 0) / 1000 },
};

describe.skipIf(!ready)(
  'a merged tree, unpacked by GNU tar as root, is what umoci unpacks',
  { timeout: 240_000 },
  () => {
    test.each(images)('%s', async (name, transport) => {
      const path = join(fixtures!.images, name);
      const own = join(folder, name.replaceAll('/', '-'));
      run('mkdir', '-p', `${own}/ours`);
      // umoci 0.4.7 reads no zstd.
      const copy = ['--insecure-policy', 'copy', '-q', '--dest-compress-format', 'gzip'];
      run('skopeo', ...copy, `${transport}:${path}`, `oci:${own}/layout:it`);
      run('umoci', 'unpack', '--image', `${own}/layout:it`, `${own}/bundle`);
      const file = await archiveIn(path);
      const saved = await save(file, await scanBlob(file, name));
      expect(saved).toMatchObject({ missing: 0, leftOut: 0, fault: null });
      const late = lateTimes[name] ?? {};
      const untimed = new Set(Object.keys(late));
      if (untimed.size > 0) expect(await timesIn(saved.bytes, untimed)).toEqual(late);
      writeFileSync(`${own}/ours.tar`, saved.bytes);
      run('tar', '--numeric-owner', '-C', `${own}/ours`, '-xpf', `${own}/ours.tar`);
      const ours = listing(`${own}/ours`, untimed);
      expect(ours.size).toBeGreaterThan(5);
      expect(ours).toEqual(listing(`${own}/bundle/rootfs`, untimed));
      run('rm', '-rf', own);
    });
  },
);
