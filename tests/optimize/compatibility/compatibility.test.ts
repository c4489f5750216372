import { describe, expect, test } from 'vitest';
import { fitsAsItIs } from '../../../src/optimize/compatibility/compatibility.ts';
import { targetKinds } from '../../../src/optimize/compatibility/target-kinds.ts';
import { startImage } from '../../support/start-image.ts';
import { askedOf, lettersOf, reasonsOf } from './asked.ts';
import { noPrograms } from '../../support/program-facts.ts';

/** Debian as far as it is looked at: glibc, a shell, a program of a package. */
const debian = `
    lib64/ld-linux-x86-64.so.2  100  0755  @library
    bin/sh  100  0755  @glibc
    var/lib/dpkg/info/dash.list  "/bin/sh\\n"
    var/lib/dpkg/info/libc6.list  "/lib64/ld-linux-x86-64.so.2\\n"
`;
const alpine = `
    lib/ld-musl-x86_64.so.1  100  0755  @library
    bin/sh  100  0755  @musl
    lib/apk/db/installed  "P:busybox\\nF:bin\\nR:sh\\nF:lib\\nR:ld-musl-x86_64.so.1\\n"
`;
const nodeBase = `${debian}
    usr/local/bin/node  1000  0755  @glibc
    usr/local/bin/docker-entrypoint.sh  "#!/bin/sh\\n"  0755
`;
const onNode = { baseLayers: 1, base: 'node:20-bookworm' };
const cmd = (...words: string[]): { Cmd: string[] } => ({ Cmd: words });

const asked = async (text: string, config: object, options: Parameters<typeof askedOf>[1] = {}) =>
  askedOf(await startImage(text, { ...config }), options);

describe('programs', () => {
  test.each([
    ['static', 'ffff'],
    ['glibc', 'fn?n'],
    ['musl', 'nfnn'],
    ['cut', '????'],
  ])('%s: %s', async (kind, letters) => {
    expect(lettersOf(await asked(`    app/run  100  0755  @${kind}`, cmd('/app/run')))).toBe(letters);
  });

  test('one for glibc in an Alpine image is named, and what it is loaded by decides, not the image', async () => {
    const said = await asked(
      `${alpine}    opt/agent  100  0755  @glibc\n    app/run  100  0755  @static`,
      cmd('/app/run'),
    );
    expect(lettersOf(said)).toBe('fn?n');
    expect(reasonsOf(said, 'alpine')).toContain(
      'against native code: 1 program built for glibc: /opt/agent. An Alpine image has musl. Programs have to be compiled again there, or linked statically (for Go: CGO_ENABLED=0).',
    );
  });

  test('those of packages and of the base image say nothing', async () => {
    const own = `${debian}    usr/bin/tool  100  0755  @glibc\n    var/lib/dpkg/info/tool.list  "/usr/bin/tool\\n"\n`;
    const program = 'layer  COPY run /app/\n    app/run  100  0755  @static';
    expect(lettersOf(await asked(`${own}${program}`, cmd('/app/run')))).toBe('ffff');
    const based = `${debian}    opt/base/tool  100  0755  @glibc\n${program}`;
    expect(lettersOf(await asked(based, cmd('/app/run')))).toBe('fn?n');
    expect(lettersOf(await asked(based, cmd('/app/run'), { baseLayers: 1 }))).toBe('ffff');
  });

  test('of files that nobody looked into, only names speak', async () => {
    const text = `${nodeBase}layer  COPY . /app\n    app/node_modules/a/build/Release/a.node  100\n    app/run  100  0755  @static`;
    const said = await asked(text, cmd('/app/run'), { ...onNode, programs: null });
    expect(lettersOf(said)).toBe('?n?n');
    expect(reasonsOf(said, 'debian-slim')).toContain(
      'unknown reading: The image’s programs were not looked into: names alone are known of them.',
    );
    expect(said.some(fitsAsItIs)).toBe(false);
  });

  test('what is cut off may speak against it', async () => {
    const said = await asked('    app/run  100  0755  @static', cmd('/app/run'), {
      programs: { ...noPrograms, isCut: true },
    });
    expect(lettersOf(said)).toBe('????');
  });
});

describe('native add-ons and wheels', () => {
  const withFile = (path: string, base = nodeBase) =>
    asked(`${base}layer  RUN npm ci\n    ${path}  100  @library`, cmd('node', 'server.js'), onNode);
  const alpineOf = async (path: string) => (await withFile(path))[1]?.verdict;

  test.each([
    'app/node_modules/bcrypt/lib/binding/napi-v3/bcrypt_lib.node',
    'app/node_modules/@img/sharp-linux-x64/lib/sharp-linux-x64.node',
    'app/node_modules/@next/swc-linux-x64-gnu/next-swc.linux-x64-gnu.node',
    'usr/local/lib/python3.12/site-packages/numpy/core/_multiarray.cpython-312-x86_64-linux-gnu.so',
    'usr/local/lib/python3.12/site-packages/cryptography/_rust.abi3.so',
    'usr/local/lib/python3.12/site-packages/numpy.libs/libopenblas64.so',
    'usr/local/lib/python3.12/site-packages/numpy.libs/libgfortran-040039e1.so.5.0.0',
    'opt/app/libthing.so',
  ])('%s speaks against Alpine', async (path) => expect(await alpineOf(path)).toBe('does not fit'));

  test.each([
    'app/node_modules/x/prebuilds/darwin-arm64/node.napi.node',
    'app/node_modules/x/prebuilds/win32-x64/node.napi.node',
    'app/node_modules/@img/sharp-linuxmusl-x64/lib/sharp-linuxmusl-x64.node',
    'app/node_modules/a/node.d.ts',
    'app/node_modules/node',
  ])('%s does not', async (path) => expect(await alpineOf(path)).toBe('fits'));

  test('a build for musl beside the one for glibc fits both', async () => {
    const both = ['linux-x64/lib/sharp-linux-x64', 'linuxmusl-x64/lib/sharp-linuxmusl-x64'];
    const files = both.map((name) => `    app/node_modules/@img/sharp-${name}.node  100  @library`).join('\n');
    const said = await asked(`${nodeBase}layer  RUN npm ci\n${files}`, cmd('node'), onNode);
    expect(lettersOf(said)).toBe('ff?n');
  });

  test('one for musl speaks against Debian', async () => {
    const path = 'app/node_modules/@img/sharp-linuxmusl-x64/lib/sharp-linuxmusl-x64.node';
    const said = await withFile(path);
    expect(said[0]?.verdict).toBe('does not fit');
    expect(said[0]?.reasons[0]?.paths).toEqual([`/${path}`]);
  });

  test('in an image with musl, what says nothing of itself was built for musl', async () => {
    const base = `${alpine}    usr/local/bin/node  1000  0755  @musl\n`;
    const said = await asked(`${base}layer  RUN npm ci\n    app/node_modules/a/a.node  100  @library`, cmd('node'), {
      baseLayers: 1,
      base: 'node:20-alpine',
    });
    expect(lettersOf(said)).toBe('nfnn');
  });

  test('without a C library in the image, nothing tells for which one a library was built', async () => {
    const said = await asked('    app/run  100  0755  @static\n    app/libthing.so  100  @library', cmd('/app/run'));
    expect(lettersOf(said)).toBe('????');
    expect(reasonsOf(said, 'scratch')[0]).toBe(
      'unknown native code: 1 shared library of which nothing tells the C library: /app/libthing.so.',
    );
  });

  test('jars may hold libraries', async () => {
    const base = `${debian}    opt/java/bin/java  100  0755  @glibc\n`;
    const said = await asked(`${base}layer  COPY app.jar /app/\n    app/app.jar  5000`, {
      ...cmd('/opt/java/bin/java', '-jar', '/app/app.jar'),
    }, { baseLayers: 1, base: 'eclipse-temurin:21-jre-jammy' }); // prettier-ignore
    expect(lettersOf(said)).toBe('f?fn');
    expect(reasonsOf(said, 'alpine')[0]).toBe(
      'unknown native code: 1 archive of Java: /app/app.jar. Whether there are libraries for glibc inside of them is not looked at.',
    );
  });
});

describe('what is started', () => {
  const app = 'layer  COPY . /app\n    app/server.js  100\n';
  const started = async (config: object, more = '') =>
    asked(`${nodeBase}${app}${more}`, { WorkingDir: '/app', ...config }, onNode);

  test('node by the image’s own start script: its family has images of each kind', async () => {
    const said = await started({ Entrypoint: ['docker-entrypoint.sh'], ...cmd('node', 'server.js') });
    expect(lettersOf(said)).toBe('fffn');
    expect(said.map(fitsAsItIs)).toEqual([true, true, false, false]);
    expect(reasonsOf(said, 'debian-slim')).toContain(
      'for start: The image starts node (/usr/local/bin/node): node:20-bookworm-slim has it.',
    );
    expect(reasonsOf(said, 'distroless')).toContain(
      'needs start: The image starts node (/usr/local/bin/node): gcr.io/distroless/nodejs20-debian13:nonroot has it. Its ENTRYPOINT is node: CMD names the script alone.',
    );
  });

  test('a shell speaks against images without one', async () => {
    const said = await started(cmd('/bin/sh', '-c', 'node server.js'));
    expect(lettersOf(said)).toBe('ffnn');
    expect(reasonsOf(said, 'distroless')[0]).toBe(
      'against start: The image starts /bin/sh, and a distroless image has no shell. Start the program itself: ENTRYPOINT and CMD as a JSON array.',
    );
  });

  test('npm is not in distroless images', async () => {
    const npm = '    usr/local/bin/npm  "#!/usr/bin/env node\\n"  0755\n';
    const said = await asked(`${nodeBase}${npm}${app}`, cmd('npm', 'start'), onNode);
    expect(lettersOf(said)).toBe('ffnn');
  });

  test('a script for bash needs bash on Alpine, and none runs without a shell', async () => {
    const script = '    app/start.sh  "#!/bin/bash\\nexec node server.js"  0755';
    const said = await started(cmd('/app/start.sh'), script);
    expect(lettersOf(said)).toBe('ffnn');
    expect(reasonsOf(said, 'alpine')[0]).toBe(
      'needs start: The image starts /app/start.sh; an Alpine image has no bash: apk add bash.',
    );
    expect(said.map(fitsAsItIs)).toEqual([true, false, false, false]);
    expect(reasonsOf(said, 'distroless')[0]).toBe(
      'against start: The image starts /app/start.sh, a script for bash; a distroless image has no bash. Start the program itself.',
    );
  });

  test('scripts beside the program may be called by it; those of packages hardly', async () => {
    const scripts = `    app/bin/migrate  "#!/usr/bin/env bash\\n"  0755
    app/node_modules/x/run.sh  "#!/bin/bash\\n"  0755\n    srv/other.sh  "#!/bin/bash\\n"  0755`;
    const said = await started(cmd('node', 'server.js'), scripts);
    expect(lettersOf(said)).toBe('ff?n');
    expect(reasonsOf(said, 'alpine')[0]).toBe(
      'needs scripts: 1 script for bash beside the program: /app/bin/migrate. An Alpine image has no bash: apk add bash, if the program calls one.',
    );
    expect(reasonsOf(said, 'distroless')[0]).toBe(
      'unknown scripts: 1 script for bash beside the program: /app/bin/migrate. A distroless image has no shell: whether the program calls one is not seen.',
    );
  });

  test('curl in a health check has to be installed, or there is none', async () => {
    const health = { Healthcheck: { Test: ['CMD', 'curl', '-f', 'http://localhost:3000/'] } };
    const curl = `${nodeBase}    usr/bin/curl  100  0755  @glibc\n`;
    const said = await asked(`${curl}${app}`, { ...cmd('node', 'server.js'), ...health }, onNode);
    expect(lettersOf(said)).toBe('ffnn');
    expect(reasonsOf(said, 'debian-slim')).toContain(
      'needs health check: HEALTHCHECK runs curl (/usr/bin/curl); a slim Debian image has no curl: apt-get install curl.',
    );
    expect(reasonsOf(said, 'distroless')[0]).toBe(
      'against health check: HEALTHCHECK runs curl (/usr/bin/curl), which a distroless image has not. Let the program check itself: HEALTHCHECK CMD ["/app", "--health"], or leave it to the platform.',
    );
    const slim = await asked(
      `${curl}${app}`,
      { ...cmd('node', 'server.js'), ...health },
      { ...onNode, base: 'node:20-slim' },
    );
    expect(slim.map(fitsAsItIs)[0]).toBe(true);
  });

  test('wget of BusyBox will do on Alpine', async () => {
    const health = { Healthcheck: { Test: ['CMD-SHELL', 'wget -q --spider http://localhost/'] } };
    const wget = `${nodeBase}    usr/bin/wget  100  0755  @glibc\n`;
    const said = await asked(`${wget}${app}`, { ...cmd('node', 'server.js'), ...health }, onNode);
    expect(said.map(fitsAsItIs)).toEqual([false, true, false, false]);
  });

  test('ps is not in slim images, and perl not in Alpine', async () => {
    const tools = `${nodeBase}    bin/ps  100  0755  @glibc\n    usr/bin/perl  100  0755  @glibc\n${app}`;
    const health = (program: string) => ({ ...cmd('node', 'x.js'), Healthcheck: { Test: ['CMD', program] } });
    expect((await asked(tools, health('ps'), onNode)).map(fitsAsItIs)).toEqual([false, true, false, false]);
    expect((await asked(tools, health('perl'), onNode)).map(fitsAsItIs)).toEqual([true, false, false, false]);
  });

  test('of a base that nobody knows, no other is said to have its programs', async () => {
    const said = await asked(`${nodeBase}${app}`, cmd('node', 'server.js'), { baseLayers: 1, base: 'example/node:3' });
    expect(lettersOf(said)).toBe('???n');
  });

  test('a server of the base has images of its family, or none that is known', async () => {
    const nginx = `${debian}    usr/sbin/nginx  100  0755  @glibc\n    etc/x  1\nlayer  COPY x /\n    srv/index.html  10`;
    expect(lettersOf(await asked(nginx, cmd('nginx'), { baseLayers: 1, base: 'nginx:1.27' }))).toBe('ffnn');
    expect(lettersOf(await asked(nginx, cmd('nginx'), { baseLayers: 1 }))).toBe('??nn');
  });

  test('what is not there, or not said, is not known', async () => {
    expect(lettersOf(await asked(`${debian}`, cmd('java'), { baseLayers: 1 }))).toBe('????');
    expect(lettersOf(await asked(`${debian}`, {}, { baseLayers: 1 }))).toBe('????');
  });
});

describe('what a program finds around itself', () => {
  const run = 'layer  COPY run /app/\n    app/run  100  0755  @static\n';
  const weights = async (text: string, config: object, aspect: string, base: string | null = null) => {
    const said = await asked(`${debian}${run}${text}`, { ...cmd('/app/run'), ...config }, { baseLayers: 1, base });
    return targetKinds.map(
      (kind) => said.find(({ target }) => target === kind)?.reasons.find((one) => one.aspect === aspect)?.weight ?? '-',
    );
  };

  test.each([
    ['locale', '', { Env: ['LANG=C.UTF-8'] }, '- - - -'],
    ['locale', '', { Env: ['LANG=de_DE.UTF-8'] }, 'note note note note'],
    ['locale', '    usr/lib/locale/locale-archive  5000', { Env: ['LC_ALL=de_DE.UTF-8'] }, 'needs unknown unknown unknown'],
    ['names', '', {}, '- note - -'],
    ['names', '    usr/lib/x86_64-linux-gnu/libnss_sss.so.2  100', {}, '- against - against'],
    ['time zone', '', { Env: ['TZ=Europe/Berlin'] }, 'needs needs - needs'],
    ['time zone', '', { Env: ['TZ=Etc/UTC'] }, '- - - -'],
    ['time zone', '    etc/localtime -> /usr/share/zoneinfo/Asia/Tokyo', {}, 'needs needs - needs'],
    ['certificates', '', {}, '- - - -'],
    ['certificates', '    etc/ssl/certs/ca-certificates.crt  9000', {}, 'for - - for'],
    ['certificates', '    etc/ssl/certs/ca-certificates.crt  9000\n    usr/share/ca-certificates/mozilla/a.crt  9', {}, 'needs - - needs'],
    ['certificates', '    usr/local/share/ca-certificates/corp.crt  900', {}, 'needs needs needs needs'],
    ['user', '', { User: '10001' }, '- - - -'],
    ['user', '', { User: 'app:app' }, '- - needs needs'],
    ['user', '', { User: 'nonroot' }, '- - - needs'],
    ['packages', '    var/lib/dpkg/info/libpq5:amd64.list  "/usr/lib/libpq.so.5\\n"', {}, 'for unknown unknown unknown'],
    ['packages', '    var/lib/dpkg/info/dash.list  "/bin/sh\\n/bin/dash\\n"', {}, '- - - -'],
  ])('%s: %s %o', async (aspect, text, config, expected) => {
    expect((await weights(text, config, aspect)).join(' ')).toBe(expected);
  }); // prettier-ignore

  test('packages are named without their architecture', async () => {
    const text = '    var/lib/dpkg/info/libpq5:amd64.list  "/x\\n"\n    var/lib/dpkg/info/curl.list  "/y\\n"';
    const said = await asked(`${debian}${run}${text}`, cmd('/app/run'), { baseLayers: 1 });
    expect(reasonsOf(said, 'distroless')[0]).toBe(
      'unknown packages: 2 Debian packages came above the base image: curl, libpq5. A distroless image has no packages: whether the program needs any of these is not seen.',
    );
  });

  test('certificates that the base of the same kind brings stay', async () => {
    const base = `${nodeBase}    etc/ssl/certs/ca-certificates.crt  9000\n${run}`;
    const weightOf = async (reference: string) => {
      const [slim] = await asked(base, cmd('/app/run'), { baseLayers: 1, base: reference });
      return slim?.reasons.find(({ aspect }) => aspect === 'certificates')?.weight;
    };
    expect(await weightOf('node:20-slim')).toBeUndefined();
    expect(await weightOf('node:20')).toBe('needs');
  });
});

describe('hostile images', () => {
  test('names are shown as text that can be read, and lists are short', async () => {
    const files = Array.from({ length: 60 }, (_, at) => `    app/node_modules/a\u202e${at}/b.node  10  @library`).join(
      '\n',
    );
    const said = await asked(`${nodeBase}layer  RUN x\n${files}`, cmd('node'), onNode);
    const [first] = said[1]?.reasons ?? [];
    expect(first?.count).toBe(60);
    expect(first?.paths).toHaveLength(20);
    expect(first?.message).not.toContain('\u202e');
    expect(first?.message.length).toBeLessThan(600);
  });

  test('words, variables and working directories of any length and kind', async () => {
    const long = '/'.repeat(70_000);
    for (const config of [
      { Cmd: [long], WorkingDir: long, Env: [`TZ=${long}`, `LANG=${long}`], User: long },
      { Cmd: ['\u0000', ''], Entrypoint: ['entrypoint'], Healthcheck: { Test: ['CMD'] } },
      { Cmd: ['__proto__'], Entrypoint: ['constructor'], User: '__proto__' },
    ]) {
      const said = await asked(debian, config, { baseLayers: 1, base: 'constructor' });
      expect(said).toHaveLength(4);
      for (const { message } of said.flatMap(({ reasons }) => reasons)) expect(message.length).toBeLessThan(2000);
    }
  });
});
