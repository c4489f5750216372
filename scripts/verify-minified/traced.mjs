// What a program asked the system for, as `strace -f -y` wrote it down: names of files that were there.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const calls =
  'chroot,open,openat,execve,execveat,readlink,readlinkat,stat,lstat,newfstatat,statx,access,faccessat,faccessat2';

export const straceOf = (file) => ['strace', '-D', '-f', '-y', '-s', '4096', '-o', file, '-e', `trace=${calls}`];

export const hasStrace = () => spawnSync('strace', ['--version']).status === 0;

const opening = new Set(['open', 'openat', 'execve', 'execveat']);

/** Each call in one line, also where another process came between its beginning and its end. */
function* wholeLines(text) {
  const begun = new Map();
  for (const line of text.split('\n')) {
    const [, process, rest] = /^(\d+) +(.*)$/.exec(line) ?? [];
    if (process === undefined) continue;
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(rest);
    if (rest.endsWith('<unfinished ...>')) begun.set(process, rest.slice(0, -'<unfinished ...>'.length));
    else yield resumed ? (begun.get(process) ?? '') + resumed[1] : rest;
  }
}

/** strace writes bytes that are no printable letters as octal numbers. */
function unescaped(text) {
  const bytes = text.replace(/\\(?:([0-7]{1,3})|(.))/g, (_, octal, letter) =>
    octal === undefined
      ? ({ n: '\n', t: '\t', r: '\r', v: '\v', f: '\f' }[letter] ?? letter)
      : String.fromCharCode(parseInt(octal, 8)),
  );
  return Buffer.from(bytes, 'latin1').toString();
}

/** A folder of the machine as the program knows it; null where it is none of the root's. */
function insideOf(rootfs, path) {
  if (path === rootfs) return '/';
  return path.startsWith(`${rootfs}/`) ? path.slice(rootfs.length) : null;
}

/** By path: whether it was opened or started, or only asked for. Paths without a folder are of the working directory. */
export function tracedPaths(file, rootfs, workingDirectory) {
  const found = new Map();
  let isInside = false;
  for (const line of wholeLines(readFileSync(file, 'utf8'))) {
    if (line.startsWith('chroot(') && line.endsWith(' = 0')) isInside = true;
    const call = /^(\w+)\((?:[\w-]+<([^>]*)>, )?"((?:[^"\\]|\\.)*)"/.exec(line);
    if (!isInside || !call || call[1] === 'chroot' || / = -1 \w+/.test(line) || !/ = \d/.test(line)) continue;
    const [, name, folder, given] = call;
    const path = unescaped(given);
    const base = folder === undefined ? workingDirectory : (insideOf(rootfs, unescaped(folder)) ?? '/');
    const whole = path.startsWith('/') ? path : `${base}/${path}`;
    found.set(whole, found.get(whole) === true || opening.has(name));
  }
  return found;
}
