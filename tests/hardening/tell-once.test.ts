import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { verdictOf, type Failure, type HardeningCheck, type ToldBy } from '../../src/hardening/check.ts';
import { checks } from '../../src/hardening/checks/index.ts';
import { findingsOf, harden, scoresOf } from '../../src/hardening/harden.ts';
import type { HardenedImage } from '../../src/hardening/hardened-image.ts';
import { atSamePath } from '../../src/hardening/same-place.ts';
import { configuredImage } from '../support/configured-image.ts';
import { hardenedImage, hardenFile } from '../support/hardened-image.ts';
import { sharedFixtures } from '../support/shared-fixtures.ts';
import { startImage } from '../support/start-image.ts';
import { lines } from './said.ts';

/** `CODE path (+ codes that say the same)` of each failure; `CODE n/a: reason` of checks whose failures others tell. */
function told(image: HardenedImage, codes: readonly string[]): string[] {
  return harden(image).flatMap(({ check: { code }, verdict }) => {
    if (!codes.includes(code)) return [];
    if (verdict.kind !== 'failed')
      return verdict.kind === 'passed' ? [] : [`${code} ${verdict.kind}: ${verdict.reason}`];
    return verdict.failures.map(({ path = '-', also = [] }) =>
      [`${code} ${path}`, ...also.map((other) => `+ ${other.code}`)].join(' '),
    );
  });
}

const toldBy = (...codes: string[]): string =>
  `not-applicable: What was found is told by ${codes.join(' and ')}, with more about it.`;

describe('what a step of the history leaves, and the tree has', () => {
  const lists = ['DKL-DI-0005', 'PL2027'];
  const step = 'RUN /bin/sh -c apt-get update && apt-get install -y curl';

  test('once, in the tree', async () => {
    const image = await hardenedImage(`layer  ${step}\n var/lib/apt/lists/deb_Packages  5000`);
    expect(told(image, lists)).toEqual([`DKL-DI-0005 ${toldBy('PL2027')}`, 'PL2027 /var/lib/apt/lists + DKL-DI-0005']);
  });

  test('by the history, where a later step removed it', async () => {
    const image = await hardenedImage(`
      layer  ${step}
        var/lib/apt/lists/deb_Packages  5000
        var/cache/apt/pkgcache.bin  70
      layer  RUN /bin/sh -c rm -rf /var/lib/apt/lists
        var/lib/apt/.wh.lists
    `);
    expect(told(image, lists)).toEqual(['DKL-DI-0005 -', 'PL2027 /var/cache/apt']);
  });

  test('by both, where they are of two layers', async () => {
    const image = await hardenedImage(`
      layer  ADD rootfs.tar /
        var/lib/apt/lists/deb_Packages  5000
      layer  ${step}
        usr/bin/curl  10  0755
    `);
    expect(told(image, lists)).toEqual(['DKL-DI-0005 -', 'PL2027 /var/lib/apt/lists']);
  });

  test.each([
    ['DKL-DI-0004', 'apk add curl', 'var/cache/apk', ['DKL-DI-0004', 'DS-0025']],
    ['DS-0015', 'yum install -y curl', 'var/cache/yum', ['DS-0015']],
    ['DS-0019', 'dnf install -y curl', 'var/cache/libdnf5', ['DS-0019']],
    ['DS-0020', 'zypper -n install curl', 'var/cache/zypp', ['DS-0020']],
    ['DS-0027', 'microdnf install -y curl', 'var/cache/yum', ['DS-0027']],
  ])('%s, with the codes of other programs', async (code, command, folder, also) => {
    const image = await hardenedImage(`layer  RUN /bin/sh -c ${command}\n ${folder}/x  70`);
    const codes = also.map((other) => ` + ${other}`).join('');
    expect(told(image, [code, 'PL2027'])).toEqual([`${code} ${toldBy('PL2027')}`, `PL2027 /${folder}${codes}`]);
  });
});

describe('caches in folders with well-known names', () => {
  const caches = ['DKL-LI-0003', 'PL2028'];

  test.each([
    ['the folder itself', 'root/.npm/a  5', ['PL2028 /root/.npm + DKL-LI-0003', `DKL-LI-0003 ${toldBy('PL2028')}`]],
    [
      'all that is in the folder',
      'root/.cache/pip/a  5\n root/.cache/uv/b  6\n root/.cache/empty  0',
      [
        'PL2028 /root/.cache/uv + DKL-LI-0003',
        'PL2028 /root/.cache/pip + DKL-LI-0003',
        `DKL-LI-0003 ${toldBy('PL2028')}`,
      ],
    ],
    [
      'what lies in a cache',
      'go/pkg/mod/x/Dockerfile  5\n app/Dockerfile  5',
      ['PL2028 /go/pkg/mod + DKL-LI-0003', 'DKL-LI-0003 /app/Dockerfile'],
    ],
    [
      'not a folder that holds more',
      'root/.cache/pip/a  5\n root/.cache/models/b  6',
      ['PL2028 /root/.cache/pip', 'DKL-LI-0003 /root/.cache'],
    ],
    [
      'not a folder beside it',
      'root/.npm/a  5\n root/.npmrc/.git/b  1',
      ['PL2028 /root/.npm + DKL-LI-0003', 'DKL-LI-0003 /root/.npmrc/.git'],
    ],
  ])('%s', async (_, files, expected) => {
    expect(told(await hardenedImage(`layer\n ${files}`), caches)).toEqual(expected);
  });
});

test('setuid files that no package brought are told as such alone', async () => {
  const image = await hardenedImage(`
    layer
      usr/bin/passwd  10  04755
      usr/bin/mine  10  04755
      var/lib/dpkg/info/passwd.list  ${lines('/usr/bin/passwd')}
  `);
  expect(told(image, ['CIS-DI-0008', 'PL2020'])).toEqual([
    'CIS-DI-0008 /usr/bin/passwd',
    'PL2020 /usr/bin/mine + CIS-DI-0008',
  ]);
});

describe('accounts with one id', () => {
  const ids = ['DKL-LI-0002', 'PL2022'];

  test('root’s is told by the check on it, others by theirs', async () => {
    const users = lines('root:x:0:0::/:/bin/sh', 'toor:x:0:0::/:/bin/sh', 'a:x:7:7::/:/bin/sh', 'b:x:7:7::/:/bin/sh');
    const image = await hardenedImage(`layer\n etc/passwd  ${users}`);
    expect(told(image, ids)).toEqual(['DKL-LI-0002 /etc/passwd', 'PL2022 /etc/passwd + DKL-LI-0002']);
    expect(
      findingsOf(harden(image))
        .filter(({ code }) => ids.includes(code))
        .map(({ message }) => message),
    ).toEqual(['Users with the same id, 7: a, b.', 'User toor has user id 0, and so may do all that root may.']);
  });

  test('of root twice, and of groups, its own check tells', async () => {
    const image = await hardenedImage(
      `layer\n etc/passwd  ${lines('root:x:0:0::/:', 'root:x:0:0::/:')}\n etc/group  ${lines('root:x:0:', 'wheel:x:0:')}`,
    );
    expect(told(image, ids)).toEqual(['DKL-LI-0002 /etc/passwd', 'DKL-LI-0002 /etc/group']);
  });
});

describe('programs', () => {
  const programs = ['PL2050', 'PL2052', 'PL2053', 'PL2054', 'PL2055', 'PL2061'];
  const other = 'bin/other  0755  @static';

  test('the loader of what is started is missing', async () => {
    const image = await startImage(`usr/bin/run  0755  @glibc\n ${other}`, { Cmd: ['run'] });
    expect(told(image, programs)).toEqual([
      'PL2053 /usr/bin/run + PL2054',
      `PL2054 ${toldBy('PL2053')}`,
      'PL2061 not-applicable: The image has no HEALTHCHECK with a command.',
    ]);
  });

  test('a program of another architecture needs another loader', async () => {
    const image = await startImage(
      `usr/bin/run  0755  @glibc\n usr/bin/tool  0755  @glibc`,
      { Cmd: ['run'] },
      {
        architecture: 'arm64',
      },
    );
    expect(told(image, programs)).toEqual([
      'PL2052 /usr/bin/run + PL2053 + PL2054',
      `PL2053 ${toldBy('PL2052')}`,
      `PL2054 ${toldBy('PL2052', 'PL2055')}`,
      'PL2055 /usr/bin/tool + PL2054',
      'PL2061 not-applicable: The image has no HEALTHCHECK with a command.',
    ]);
  });

  test('a health check by the program that is not there', async () => {
    const image = await startImage(other, { Cmd: ['/app/run'], Healthcheck: { Test: ['CMD', '/app/run', 'health'] } });
    expect(told(image, ['PL2050', 'PL2061'])).toEqual(['PL2050 /app/run + PL2061', `PL2061 ${toldBy('PL2050')}`]);
  });
});

describe('what may be written to', () => {
  const writable = ['PL2024', 'PL2025', 'PL2057', 'PL2058'];
  const passwd = `etc/passwd  ${lines('web:x:1000:1000::/:/bin/sh')}`;

  test('by everybody: told by what it is for', async () => {
    const image = await startImage(`${passwd}\n open/  0777\n open/run  0777  @static\n tools/  0777\n data/  0777`, {
      Cmd: ['/open/run'],
      User: 'web',
      Env: ['PATH=/open:/tools'],
    });
    expect(told(image, writable)).toEqual([
      `PL2024 ${toldBy('PL2058')}`,
      'PL2025 /data',
      'PL2057 /tools + PL2025',
      'PL2058 /open/run + PL2024',
      'PL2058 /open + PL2025 + PL2057',
    ]);
  });

  test('as root nothing is told of the program: the file itself is', async () => {
    const image = await startImage('open/  0777\n open/run  0777  @static', { Cmd: ['/open/run'] });
    expect(told(image, writable)).toEqual([
      'PL2024 /open/run',
      'PL2025 /open',
      'PL2058 not-applicable: The image runs as root, who may write everywhere.',
    ]);
  });
});

describe('however checks hang together', () => {
  const made = (code: string, failures: readonly Failure[], by: readonly ToldBy[] = []): HardeningCheck => ({
    code,
    source: 'dockle',
    also: [],
    toldBy: by,
    severity: 'info',
    group: 'build',
    title: '',
    why: '',
    fix: '',
    check: () => verdictOf(failures.map((failure) => ({ ...failure }))),
  });
  const image = configuredImage({});
  const a = { message: 'A.', path: '/a' };
  const more = { message: '5 more of these are not listed.' };

  test('what has no place says nothing by itself', () => {
    const results = harden(image, [made('X', [a, more], [{ code: 'Y', same: atSamePath }]), made('Y', [a])]);
    expect(results.map(({ verdict }) => verdict)).toEqual([
      { kind: 'unknown', reason: '5 more of these are not listed.' },
      { kind: 'failed', failures: [{ ...a, also: [{ code: 'X', source: 'dockle' }] }] },
    ]);
  });

  test('a check that is not asked tells nothing', () => {
    const [result] = harden(image, [made('X', [a], [{ code: 'Y', same: atSamePath }])]);
    expect(result?.verdict).toEqual({ kind: 'failed', failures: [a] });
  });

  test('failures that are left do not count, and findings have the codes', () => {
    const results = harden(image, [made('X', [a], [{ code: 'Y', same: atSamePath }]), made('Y', [a])]);
    expect(scoresOf(results)).toMatchObject([{ failed: 1, notApplicable: 1 }]);
    expect(findingsOf(results)).toMatchObject([{ code: 'Y', also: [{ code: 'X', source: 'dockle' }], path: '/a' }]);
  });
});

describe('of all checks', () => {
  const byCode = new Map(checks.map((check) => [check.code, check]));
  const tellersOf = (code: string): string[] => (byCode.get(code)?.toldBy ?? []).map((teller) => teller.code);

  test.each(checks.filter(({ toldBy: tellers }) => tellers).map(({ code }) => code))('%s is told by others', (code) => {
    const tellers = tellersOf(code);
    expect(tellers.filter((teller) => !byCode.has(teller))).toEqual([]);
    expect(tellers).not.toContain(code);
    // What one leaves to another is told by that one: it has to be named as well, and leads nowhere back.
    for (const teller of tellers) {
      expect(tellers).toEqual(expect.arrayContaining(tellersOf(teller)));
      expect(tellersOf(teller)).not.toContain(code);
    }
  });
});

/** Of checks that fail at one path: what they say is not the same. */
const notTheSame: ReadonlySet<string> = new Set([
  // That busybox got the setuid bit, and that it is a shell.
  'PL2020 PL2040',
]);

const fixtures = sharedFixtures();
describe.skipIf(!fixtures)('of the shared images', () => {
  const names = [
    'apk-based/apk-based',
    'distroless-like/distroless-like',
    'go-static/go-static',
    'java-fat/java-fat',
    'node-bloated/node-bloated',
    'node-optimized/node-optimized',
    'python-app/python-app',
    'rpm-based/rpm-sqlite',
    'whiteouts/whiteouts',
    'whiteouts-crafted/whiteouts-crafted',
  ];
  const there = names.filter((name) => fixtures && existsSync(join(fixtures.images, `${name}.tar`)));

  test.each(there)('%s: no place is told by two checks', { timeout: 120_000 }, async (name) => {
    const places = new Map<string, string[]>();
    for (const { check, verdict } of harden(await hardenFile(join(fixtures!.images, `${name}.tar`)))) {
      if (verdict.kind !== 'failed') continue;
      for (const { path } of verdict.failures) {
        if (path !== undefined) places.set(path, [...(places.get(path) ?? []), check.code]);
      }
    }
    const twice = [...places].filter(([, codes]) => new Set(codes).size > 1);
    expect(twice.filter(([, codes]) => !notTheSame.has(codes.join(' ')))).toEqual([]);
  });
});
