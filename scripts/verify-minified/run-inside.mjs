// Starts what an image starts in its root file system: its command, environment, user and working directory, under chroot, in a
// network, a process space and mounts of its own.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { straceOf } from './traced.mjs';

/** What every engine puts into a container, whatever the image holds. */
function prepare(rootfs, directory) {
  for (const folder of ['dev', 'proc', 'etc', directory]) mkdirSync(join(rootfs, folder), { recursive: true });
  writeFileSync(join(rootfs, 'etc/hosts'), '127.0.0.1 localhost\n');
  writeFileSync(join(rootfs, 'etc/resolv.conf'), 'nameserver 127.0.0.1\n');
}

const lines = (rootfs, file) => {
  const path = join(rootfs, file);
  return existsSync(path)
    ? readFileSync(path, 'utf8')
        .split('\n')
        .map((line) => line.split(':'))
    : [];
};

/** Numbers of `USER`, by the image's own lists. */
export function userOf(rootfs, user = '') {
  const [name, group] = user.split(':');
  const known = lines(rootfs, 'etc/passwd').find(
    ([one, , id]) => one === (name || 'root') || (name !== '' && id === name),
  );
  const uid = known?.[2] ?? (/^\d+$/.test(name) ? name : '0');
  const ofGroup = group && (lines(rootfs, 'etc/group').find(([one]) => one === group)?.[2] ?? group);
  return { uid, gid: ofGroup || known?.[3] || '0', home: known?.[5] || '/' };
}

export function commandIn(rootfs, { Env = [], WorkingDir }, { uid, gid, home }, words) {
  const environment = Env.some((pair) => pair.startsWith('HOME=')) ? Env : [...Env, `HOME=${home}`];
  const inside = ['/usr/bin/unshare', '-R', rootfs, '-w', WorkingDir || '/', '-S', uid, '-G', gid, '--'];
  // The name that an engine gives comes first: an image may have another, as Next.js asks for.
  return ['/usr/bin/env', '-i', 'HOSTNAME=container', ...environment, ...inside, ...words];
}

function healthcheckOf({ Healthcheck, Shell }) {
  const [kind, ...words] = Healthcheck?.Test ?? [];
  if (kind === 'CMD') return words;
  return kind === 'CMD-SHELL' ? [...(Shell ?? ['/bin/sh', '-c']), words.join(' ')] : null;
}

const mounts = 'mount --rbind /dev "$1/dev" && mount --bind /proc "$1/proc" && shift && exec "$@"';

/** `trace`: the file that strace writes; null where it is not asked for. */
export function smokeInside(rootfs, config, { args = [], ...smoke }, trace = null) {
  prepare(rootfs, config.WorkingDir || '/');
  const user = userOf(rootfs, config.User);
  const words = [...(config.Entrypoint ?? []), ...(config.Cmd ?? []), ...args];
  const start = commandIn(rootfs, config, user, words);
  const health = healthcheckOf(config);
  const healthcheck = health && [
    ...(trace ? straceOf(`${trace}.health`) : []),
    ...commandIn(rootfs, config, user, health),
  ];
  const command = [...(trace ? straceOf(trace) : []), ...start];
  const file = `${rootfs}.smoke.json`;
  writeFileSync(file, JSON.stringify({ command, healthcheck, smoke }));
  const apart = ['--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc'];
  const runner = [process.execPath, join(import.meta.dirname, '../verify-builds/smoke-run.mjs'), file];
  const { status, stdout, stderr } = spawnSync('unshare', [...apart, 'sh', '-c', mounts, 'sh', rootfs, ...runner], {
    encoding: 'utf8',
    timeout: ((smoke.seconds ?? 40) + 90) * 1000,
  });
  if (status !== 0)
    return { faults: [`the test itself ended with ${status}: ${stderr}`], answers: [], output: '', code: null };
  return { hasHealthcheck: health !== null, ...JSON.parse(stdout) };
}
