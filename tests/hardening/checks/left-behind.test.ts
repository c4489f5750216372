import { describe, expect, test } from 'vitest';
import { leftBehindChecks } from '../../../src/hardening/checks/left-behind.ts';
import { hardenedImage } from '../../support/hardened-image.ts';
import { lines, said, withoutBodies } from '../said.ts';

const check = (code: string) => leftBehindChecks.find((one) => one.code === code)!;

test.each([
  [
    'PL2027',
    'apt’s lists and index, largest first, with the layer that brought most',
    `layer\n var/lib/apt/lists/deb_Packages  5000\n var/lib/apt/lists/lock  0\nlayer\n var/cache/apt/pkgcache.bin  9000\nlayer\n var/lib/apt/lists/deb_Release  10`,
    [
      '/var/cache/apt [1] apt’s downloads and indexes: 9.00 kB in 1 file. End the RUN that makes them with `apt-get clean`.',
      '/var/lib/apt/lists [0] apt’s package lists: 5.01 kB in 3 files. End the RUN that makes them with `rm -rf /var/lib/apt/lists/*`.',
    ],
  ],
  [
    'PL2027',
    'apk’s index',
    `layer\n var/cache/apk/APKINDEX.1.tar.gz  1200000`,
    ['/var/cache/apk [0] apk’s index: 1.20 MB in 1 file. `apk add --no-cache` makes none.'],
  ],
  [
    'PL2027',
    'a hard link counts once',
    `layer\n var/cache/dnf/a  700\n var/cache/dnf/b => var/cache/dnf/a`,
    [
      '/var/cache/dnf [0] dnf’s metadata and downloads: 700 B in 1 file. End the RUN that makes them with `dnf clean all`.',
    ],
  ],
  [
    'PL2028',
    'caches of root, of a folder below /home and of a home that /etc/passwd names',
    `layer\n etc/passwd  ${lines('ci:x:5:5::/srv/ci/:/bin/sh')}\n root/.npm/a  30\n home/dev/.cache/pip/b  20\n srv/ci/.m2/repository/c.jar  10`,
    [
      '/root/.npm [0] npm’s cache: 30 B in 1 file. End the RUN that makes them with `npm cache clean --force`.',
      '/home/dev/.cache/pip [0] pip’s cache: 20 B in 1 file. `pip install --no-cache-dir` makes none.',
      '/srv/ci/.m2/repository [0] Maven’s repository: 10 B in 1 file. End the RUN that makes them with `rm -rf ~/.m2/repository`.',
    ],
  ],
  [
    'PL2028',
    'a home in a cache is part of it',
    `layer\n etc/passwd  ${lines('x:x:5:5::/root/.npm/home:/bin/sh')}\n root/.npm/home/.npm/a  30\n root/.npm/b  1`,
    ['/root/.npm [0] npm’s cache: 31 B in 2 files. End the RUN that makes them with `npm cache clean --force`.'],
  ],
  [
    'PL2028',
    'Go’s modules',
    `layer\n go/pkg/mod/cache/download/x.zip  5`,
    ['/go/pkg/mod [0] Go’s modules: 5 B in 1 file. End the RUN that makes them with `go clean -modcache`.'],
  ],
  [
    'PL2029',
    'both folders',
    `layer\n tmp/build.o  4\n var/tmp/x/y  6`,
    [
      '/var/tmp [0] Temporary files: 6 B in 1 file. End the RUN that makes them with `rm -rf /var/tmp/*`.',
      '/tmp [0] Temporary files: 4 B in 1 file. End the RUN that makes them with `rm -rf /tmp/*`.',
    ],
  ],
  [
    'PL2030',
    'logs',
    `layer\n var/log/dpkg.log  400\n var/log/apt/history.log  600`,
    ['/var/log [0] Log files: 1.00 kB in 2 files. End the RUN that makes them with `rm -rf /var/log/*`.'],
  ],
])('%s: %s', async (code, _, text, expected) => {
  expect(said(check(code), await hardenedImage(text))).toEqual(expected);
});

test.each([
  ['PL2027', 'deleted by a later layer', `layer\n var/lib/apt/lists/a  5\nlayer\n var/lib/apt/.wh.lists`],
  ['PL2027', 'empty files and folders', `layer\n var/lib/apt/lists/lock  0\n var/cache/apt/archives/partial/`],
  ['PL2027', 'the database of installed packages', `layer\n lib/apk/db/installed  10\n var/lib/dpkg/status  10`],
  [
    'PL2028',
    'installed modules',
    `layer\n app/node_modules/a/index.js  10\n usr/local/lib/python3.12/site-packages/x.py  4`,
  ],
  ['PL2028', 'a project’s own folder of that name', `layer\n app/.npm/a  10\n app/.cache/pip/b  1`],
  ['PL2028', 'emptied', `layer\n root/.cache/pip/a  10\nlayer\n root/.cache/pip/.wh..wh..opq`],
  ['PL2029', 'an empty folder', `layer\n tmp/  01777\n var/tmp/  01777`],
  ['PL2029', 'symbolic links', `layer\n tmp/latest -> /opt/app`],
  ['PL2029', 'tmp elsewhere', `layer\n app/tmp/x  10`],
  ['PL2030', 'empty logs', `layer\n var/log/lastlog  0\n var/log/apt/`],
  ['PL2030', 'a file that is called log', `layer\n var/lib/app/log  10`],
  ['PL2030', 'a link to standard output', `layer\n var/log/nginx/access.log -> /dev/stdout`],
])('%s passes: %s', async (code, _, text) => {
  expect(said(check(code), await hardenedImage(text))).toEqual(['passed']);
});

test('is unknown where a layer could not be read and nothing was found', async () => {
  const image = withoutBodies(await hardenedImage('layer\n app  1'));
  for (const one of leftBehindChecks)
    expect(said(one, image)).toEqual(['unknown: Layer 0 could not be read to its end.']);
});

describe('bad input', () => {
  test('300 homes, each in the cache of the one before', async () => {
    const homes = Array.from({ length: 300 }, (_, depth) => `u${depth}:x:${depth}:1::${'/d/.npm'.repeat(depth)}/d:`);
    const deepest = `${'d/.npm/'.repeat(300)}f`;
    const files = Array.from({ length: 1000 }, (_, number) => ` ${deepest}${number}  2`).join('\n');
    const image = await hardenedImage(`layer\n etc/passwd  ${lines(...homes)}\n${files}`);
    const start = performance.now();
    expect(said(check('PL2028'), image)).toEqual([
      '/d/.npm [0] npm’s cache: 2.00 kB in 1,000 files. End the RUN that makes them with `npm cache clean --force`.',
    ]);
    expect(performance.now() - start).toBeLessThan(5000);
  });

  test('a home of half a million slashes', async () => {
    const home = `${'/'.repeat(500_000)}x`;
    const image = await hardenedImage(`layer\n etc/passwd  ${lines(`a:x:1:1::${home}:/bin/sh`)}\n x/.npm/a  7`);
    const start = performance.now();
    expect(said(check('PL2028'), image)).toEqual([
      '/x/.npm [0] npm’s cache: 7 B in 1 file. End the RUN that makes them with `npm cache clean --force`.',
    ]);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
