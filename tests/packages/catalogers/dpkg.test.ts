import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apk } from '../../../src/packages/catalogers/apk.ts';
import { dpkg } from '../../../src/packages/catalogers/dpkg.ts';
import { osRelease } from '../../../src/packages/catalogers/os-release.ts';
import type { Cataloger } from '../../../src/packages/cataloger.ts';
import type { Cataloged } from '../../../src/packages/package.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (cataloger: Cataloger, text: string | Uint8Array): Cataloged =>
  cataloger.read({ path: '/x', bytes: typeof text === 'string' ? encode(text) : text }) as Cataloged;

const stanza = (fields: Record<string, string>): string =>
  `${Object.entries(fields)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n')}\n\n`;
const libc = { Package: 'libc6', Status: 'install ok installed', Architecture: 'amd64', Version: '2.36-9' };

describe('dpkg', () => {
  test.each([
    ['/var/lib/dpkg/status', true],
    ['/var/lib/dpkg/status.d/base', true],
    ['/var/lib/dpkg/status.d/base.md5sums', false],
    ['/var/lib/dpkg/status-old', false],
    ['/app/status', false],
  ])('%s: %s', (path, chosen) => expect(dpkg.selects(path)).toBe(chosen));

  test('name, version, architecture and what it was built from', () => {
    const text =
      stanza(libc) + stanza({ ...libc, Package: 'bsdutils', Version: '1:2.38.1-5', Source: 'util-linux (2.38.1-5)' });
    expect(read(dpkg, text)).toEqual({
      packages: [
        {
          type: 'deb',
          name: 'libc6',
          version: '2.36-9',
          licences: [],
          architecture: 'amd64',
          source: { name: 'libc6', version: '2.36-9' },
        },
        {
          type: 'deb',
          name: 'bsdutils',
          version: '1:2.38.1-5',
          licences: [],
          architecture: 'amd64',
          source: { name: 'util-linux', version: '2.38.1-5' },
        },
      ],
      unknowns: [],
    });
  });

  test.each([
    ['install ok installed', 1],
    ['install ok unpacked', 1],
    ['install ok triggers-pending', 1],
    ['deinstall ok config-files', 0],
    ['purge ok not-installed', 0],
    ['install reinstreq half-installed', 0],
  ])('%s', (status, count) => {
    expect(read(dpkg, stanza({ ...libc, Status: status })).packages).toHaveLength(count);
  });

  test('what is cut off, or lacks a name or a version, is told, and the rest is read', () => {
    const text = stanza(libc) + stanza({ Version: '1' }) + stanza({ Package: 'a' }) + 'Package: b\nVersion: 1.2';
    const { packages, unknowns } = read(dpkg, text);
    expect(packages.map(({ name }) => name)).toEqual(['libc6', 'b']);
    expect(unknowns).toEqual(['has an entry without a name', 'gives a no version', 'ends in the middle of a line']);
  });

  test('an entry that is longer than is read is told, and the next is read', () => {
    const long = `Package: a\nVersion: 1\nDescription: ${'x'.repeat(11_000_000)}\nEnd: 1\n\n`;
    const { packages, unknowns } = read(dpkg, long + stanza(libc));
    expect(packages.map(({ name }) => name)).toEqual(['a', 'libc6']);
    expect(unknowns).toEqual(['has an entry of 11.0 MB, of which the first 10.0 MB are read']);
    const files = `P:a\nV:1\nF:usr\n${'R:a-file-of-this\n'.repeat(700_000)}\n`;
    expect(read(apk, files).unknowns).toEqual(['has an entry of 11.9 MB, of which the first 10.0 MB are read']);
  });

  test('a million entries and a line of 9 MB end in time', () => {
    const start = performance.now();
    const many = read(dpkg, 'Package: a\nVersion: 1\n\n'.repeat(1_000_000));
    expect(many.packages).toHaveLength(50_000);
    expect(many.unknowns.at(-1)).toContain('950,000 packages more');
    expect(read(dpkg, `Package: ${'a'.repeat(9_000_000)}\nVersion: 1\n`).unknowns[0]).toContain('which is left out');
    expect(performance.now() - start).toBeLessThan(15_000);
  });
});

describe('apk', () => {
  const text =
    'C:Q1\nP:musl\nV:1.2.4-r2\nA:x86_64\nL:MIT\no:musl\nF:lib\nR:ld-musl-x86_64.so.1\nR:libc.so\nF:\nR:x\n\n';

  test('name, version, licence, origin and files', () => {
    expect(read(apk, text)).toEqual({
      packages: [
        {
          type: 'apk',
          name: 'musl',
          version: '1.2.4-r2',
          licences: ['MIT'],
          architecture: 'x86_64',
          source: { name: 'musl', version: '1.2.4-r2' },
          files: ['/lib/ld-musl-x86_64.so.1', '/lib/libc.so', '/x'],
        },
      ],
      unknowns: [],
    });
  });

  test('a folder’s name is not kept for each of many files', () => {
    const { packages } = read(apk, `P:a\nV:1\nF:${'f'.repeat(4090)}\n${'R:long-name\n'.repeat(1000)}\n`);
    expect(packages[0]?.files).toEqual([]);
  });

  test('what is cut off is told', () => {
    expect(read(apk, `${text}P:b\nV:1`).unknowns).toEqual(['ends in the middle of a line']);
  });
});

describe('os-release', () => {
  test.each([
    ['ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian GNU/Linux 12"\n', ['debian', '12', 'Debian GNU/Linux 12']],
    ['ID=\'Alpine\'\nVERSION_ID=3.19.1\nNAME="A \\"b\\""\n', ['alpine', '3.19.1', 'A "b"']],
    ['# nothing\nNAME=x\n', ['linux', null, 'x']],
  ])('%j', (text, [id, versionId, prettyName]) => {
    expect(read(osRelease, text).system).toMatchObject({ id, versionId, prettyName });
  });

  test('a date that is none is none', () => {
    expect(read(osRelease, 'ID=a\nSUPPORT_END=soon\n').system?.supportEnd).toBeNull();
    expect(read(osRelease, 'ID=a\nSUPPORT_END=2027-05-01\n').system?.supportEnd).toBe('2027-05-01');
  });

  test('a file that says nothing names no system', () => {
    expect(read(osRelease, '\n')).toEqual({ packages: [], unknowns: ['says nothing of the system'] });
  });
});

test.each([dpkg, apk, osRelease])('any bytes: $id', (cataloger) => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => void read(cataloger, bytes)));
  const words = fc.constantFrom(
    'Package',
    'Version',
    ':',
    ' ',
    '\n',
    '\n\n',
    'P:',
    'V:',
    'F:',
    'R:',
    '=',
    '"',
    '\\',
    'ID',
    'a',
  );
  fc.assert(
    fc.property(
      fc.array(words).map((parts) => parts.join('')),
      (text) => void read(cataloger, text),
    ),
  );
});
