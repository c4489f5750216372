// An image's root file system, unpacked by programs that are not ours, and what lies in it.
import { execFileSync } from 'node:child_process';
import { lstatSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const run = (program, args) => execFileSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28, stdio: 'pipe' });

export const configOf = (path) =>
  JSON.parse(run('skopeo', ['inspect', '--config', '--raw', `docker-archive:${path}`])).config;

/** The folder of the root file system. */
export function unpack(path, folder, name) {
  const layout = join(folder, `${name}-oci`);
  run('skopeo', ['copy', '--quiet', '--dest-compress-level', '1', `docker-archive:${path}`, `oci:${layout}:image`]);
  run('umoci', ['unpack', '--keep-dirlinks', '--image', `${layout}:image`, join(folder, name)]);
  rmSync(layout, { recursive: true });
  return join(folder, name, 'rootfs');
}

/** All paths, and the bytes and number of regular files: one with several names counts once. */
export function listed(rootfs) {
  const paths = new Set();
  const inodes = new Set();
  let [bytes, files] = [0, 0];
  const walk = (directory) => {
    for (const name of readdirSync(join(rootfs, directory))) {
      const path = `${directory}/${name}`;
      const stat = lstatSync(join(rootfs, path));
      paths.add(path);
      if (stat.isDirectory()) walk(path);
      if (!stat.isFile()) continue;
      files++;
      if (!inodes.has(stat.ino)) bytes += stat.size;
      inodes.add(stat.ino);
    }
  };
  walk('');
  return { paths, bytes, files };
}

const mostLinks = 40;

/** All names that lead to a path inside of a root: of each link on the way, and of what it is in the end. */
export function namesOnTheWay(rootfs, path) {
  const names = [];
  let waiting = path.split('/');
  let at = '';
  for (let links = 0; waiting.length > 0;) {
    const [part, ...rest] = waiting;
    waiting = rest;
    if (part === '' || part === '.') continue;
    if (part === '..') {
      at = at.slice(0, at.lastIndexOf('/'));
      continue;
    }
    const next = `${at}/${part}`;
    const target = linkAt(join(rootfs, next));
    names.push(next);
    if (target === null) at = next;
    else if (++links > mostLinks) return names;
    else {
      waiting = [...target.split('/'), ...waiting];
      if (target.startsWith('/')) at = '';
    }
  }
  return names;
}

function linkAt(path) {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}
