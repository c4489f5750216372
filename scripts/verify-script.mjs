// Runs the script that Before & after offers (verify.sh) with real containers of podman: two images that answer alike, two
// that do not, and one whose program ends. It needs root, Linux, podman with crun and slirp4netns, and busybox, and asks no registry: the
// base image is busybox alone. Where cgroups of both versions are mounted, which crun refuses, they are put aside in a mount
// namespace of its own.
//   npm run verify:script
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'vite';

const base = 'localhost/plimsoll-busybox:1';
const serving = 'CMD ["httpd", "-f", "-p", "8080", "-h", "/srv/www"]';
const original = ['FROM ' + base, 'WORKDIR /srv', 'COPY . .', 'RUN dd if=/dev/zero of=/srv/log bs=1000 count=3000', 'RUN rm /srv/log', 'EXPOSE 8080', serving]; // prettier-ignore
const better = ['FROM ' + base, 'WORKDIR /srv', 'COPY www www', 'RUN dd if=/dev/zero of=/srv/log bs=1000 count=3000 && rm /srv/log', 'EXPOSE 8080', serving]; // prettier-ignore
const cases = [
  { name: 'alike', lines: better, code: 0, says: /^\/health +200, 3 bytes +200, 3 bytes +same$/m },
  { name: 'another answer', lines: better.with(4, 'RUN echo no > www/health'), code: 1, says: /1 of 3 answers differ/ },
  { name: 'a file is missing', lines: better.with(4, 'RUN rm www/health'), code: 1, says: /DIFFERS: status/ },
  { name: 'the program ends', lines: better.with(5, 'CMD ["false"]'), code: 2, says: /ended before it answered/ },
  { name: 'it does not build', lines: better.with(3, 'RUN false'), code: 2, says: /does not build/ },
];

const work = mkdtempSync(join(tmpdir(), 'plimsoll-podman-'));
const put = (path, text, mode = 0o644) => writeFileSync(join(work, path), text, { mode });

function prepare() {
  for (const folder of ['base/bin', 'base/tmp', 'context/www', 'bin', 'storage']) mkdirSync(join(work, folder), { recursive: true }); // prettier-ignore
  const busybox = realpathSync(execFileSync('sh', ['-c', 'command -v busybox'], { encoding: 'utf8' }).trim());
  copyFileSync(busybox, join(work, 'base/bin/busybox'));
  for (const name of execFileSync(busybox, ['--list'], { encoding: 'utf8' }).trim().split('\n')) {
    if (name !== 'busybox') symlinkSync('busybox', join(work, 'base/bin', name));
  }
  put('base.Dockerfile', 'FROM scratch\nCOPY bin /bin\nCOPY tmp /tmp\nENV PATH=/bin\n');
  put('context/www/index.html', '<h1>hello</h1>\n');
  put('context/www/health', 'ok\n');
  // A docker that may be there is not what is tried.
  put('bin/docker', '#!/bin/sh\nexit 1\n', 0o755);
  put(
    'storage.conf',
    `[storage]\ndriver = "vfs"\ngraphroot = "${work}/storage/root"\nrunroot = "${work}/storage/run"\n`,
  );
  const limits = '["nofile=1024:1024", "nproc=1000:1000"]';
  const containers = `[containers]\ncgroups = "disabled"\ndefault_ulimits = ${limits}\nseccomp_profile = "unconfined"\nnetns = "slirp4netns"\n`;
  put(
    'containers.conf',
    `${containers}[engine]\nruntime = "crun"\ncgroup_manager = "cgroupfs"\nevents_logger = "file"\n`,
  );
}

/** In mounts of its own, with cgroups of version 2 alone. */
function inside(command) {
  const mounts = 'mount --make-rprivate / && umount -R /sys/fs/cgroup && mount -t cgroup2 none /sys/fs/cgroup';
  const env = {
    ...process.env,
    PATH: `${work}/bin:${process.env.PATH}`,
    CONTAINERS_STORAGE_CONF: join(work, 'storage.conf'),
    CONTAINERS_CONF: join(work, 'containers.conf'),
    BUILDAH_ISOLATION: 'chroot',
  };
  const { status, stdout, stderr } = spawnSync('unshare', ['-m', 'sh', '-c', `${mounts} && ${command}`], {
    cwd: work,
    env,
    encoding: 'utf8',
    timeout: 300_000,
  });
  return { code: status, said: `${stdout}\n${stderr}` };
}

async function writer() {
  const server = await createServer({
    server: { middlewareMode: true, hmr: false },
    appType: 'custom',
    logLevel: 'error',
  });
  const { writeVerifyScript } = await server.ssrLoadModule('/src/outlook/verify/verify-script.ts');
  return { write: writeVerifyScript, close: () => server.close() };
}

const text = (lines) => `${lines.join('\n')}\n`;
let failed = 0;
const { write, close } = await writer();
try {
  prepare();
  const made = inside(`podman build -q -f base.Dockerfile -t ${base} base`);
  if (made.code !== 0) throw new Error(`podman made no base image:\n${made.said}`);
  for (const { name, lines, code, says } of cases) {
    const settings = { port: 8080, paths: ['/', '/health', '/none'], environment: ["A=it's $HOME"], wait: 20 };
    const built = { dockerfile: text(lines), dockerignore: null };
    put('verify.sh', write({ original: { dockerfile: text(original), dockerignore: null }, better: built, settings }));
    const ended = inside('sh verify.sh context');
    const isRight = ended.code === code && says.test(ended.said);
    console.log(`${isRight ? 'ok    ' : 'FAILED'} ${name}: ended with ${ended.code}, ${code} was expected`);
    if (isRight && code === 0) console.log(ended.said.split('\n').filter((line) => /^ {20}|^size|^layers|^\//.test(line)).join('\n')); // prettier-ignore
    if (!isRight) console.log(ended.said.split('\n').slice(-12).join('\n'));
    failed += isRight ? 0 : 1;
  }
} finally {
  inside('podman rm -fa; podman rmi -fa');
  await close();
  rmSync(work, { recursive: true, force: true });
}
process.exit(failed === 0 ? 0 : 1);
