import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dpkgCopyright } from '../../../src/packages/catalogers/dpkg-copyright.ts';
import { debianLicence } from '../../../src/packages/debian-licences.ts';
import { licenceOf } from '../../../src/packages/licences.ts';
import type { Cataloged } from '../../../src/packages/package.ts';
import { packagesOfFile, packagesOfText } from '../../support/image-packages.ts';
import { sharedFixtures } from '../../support/shared-fixtures.ts';
import { processorTime } from '../../secrets/processor-time.ts';
import { fileOf } from './files-of-image.ts';

const read = (text: string): Cataloged => dpkgCopyright.read(fileOf('/usr/share/doc/a/copyright', text)) as Cataloged;
const licencesIn = (text: string): readonly string[] | undefined => read(text).licences;

const format = 'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n';

test.each([
  ['/usr/share/doc/libc6/copyright', true],
  ['/usr/share/doc/copyright', false],
  ['/usr/share/doc/a/b/copyright', false],
  ['/app/usr/share/doc/a/copyright', false],
])('%s: %s', (path, is) => expect(dpkgCopyright.selects(path)).toBe(is));

describe('a machine-readable file', () => {
  test('names the licences of files; their texts behind them are none more', () => {
    const text = `${format}Source: x\n\nFiles: *\nCopyright: A\nLicense: GPL-3+\n\nFiles: b\nLicense: Expat\n Permission is\n .\n License: ISC\n\nLicense: GPL-3\n See /usr/share/common-licenses/GPL-3\n`;
    expect(licencesIn(text)).toEqual(['GPL-3.0-or-later AND MIT']);
  });

  test.each([
    ['that of the whole', `${format}License: ISC\n`, ['ISC']],
    ['texts alone', `${format}\nLicense: ISC\n text\n\nLicense: Zlib\n`, ['ISC AND Zlib']],
    ['one that is on the line below', `${format}\nFiles: *\nLicense:\n GPL-2+\n`, ['GPL-2.0-or-later']],
    ['a text without a name', `${format}\nFiles: *\nLicense:\n Do what\n you like\n`, ['Do what']],
    ['one that is unknown', `${format}\nFiles: *\nLicense: Acme\n\nFiles: b\nLicense: MIT\n`, ['Acme', 'MIT']],
    ['lines that end as on Windows', `${format}\nFiles: *\nLicense: MIT\n`.replaceAll('\n', '\r\n'), ['MIT']],
    ['its form named second, and empty lines before', `\n\nSource: x\n${format}License: MIT\n`, ['MIT']],
    ['names in other cases', `format: x\n\nfiles: *\nlicense: mit\n`, ['MIT']],
    ['none', `${format}\nFiles: *\n`, []],
  ])('%s', (_, text, licences) => expect(licencesIn(text)).toEqual(licences));
});

describe('prose', () => {
  test('mentions texts, which says neither that they are all, nor whether later versions count', () => {
    const text =
      "This is free.\n\nLicense: MIT\n\nSee `/usr/share/common-licenses/GPL-2' and /usr/share/common-licenses/LGPL-2.1.\n/usr/share/common-licenses/GPL-2\n";
    expect(licencesIn(text)).toEqual(['mentions GPL-2, LGPL-2.1']);
    expect(licenceOf(licencesIn('Look at /usr/share/common-licenses/Apache-2.0')!).expression).toBeNull();
  });

  test.each(['Do what you like.\n', '', '\n\n\n'])('of none: %j', (text) => expect(licencesIn(text)).toEqual([]));
});

describe('bad input', () => {
  test('more licences than are kept are told', () => {
    const many = Array.from({ length: 60 }, (_, at) => `\nFiles: ${at}\nLicense: L${at}\n`).join('');
    const { licences, unknowns } = read(format + many);
    expect([licences?.length, unknowns]).toEqual([50, ['names 60 licences, more than are kept']]);
  });

  test('a name of 1 MB is cut', () => {
    expect(licencesIn(`${format}\nFiles: *\nLicense: ${'a'.repeat(1e6)}\n`)).toEqual(['a'.repeat(100)]);
  });

  test('2 MB of anything ends in time', () => {
    const texts = ['\n', ' \n', 'License: MIT\n\n', '/usr/share/common-licenses/', 'a:'].map((one) =>
      (format + one.repeat(2e6)).slice(0, 2e6),
    );
    expect(processorTime(() => texts.forEach(read), 2)).toBeLessThan(3000);
  });

  test('any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => void dpkgCopyright.read({ path: '/x', bytes })),
    );
  });
});

const status = (name: string): string => `Package: ${name}\\nStatus: install ok installed\\nVersion: 1\\n\\n`;
const licensed = (licence: string): string => `Format: x\\n\\nFiles: *\\nLicense: ${licence}\\n`;

async function licencesOf(text: string): Promise<unknown[]> {
  const { packages } = await packagesOfText(text);
  return packages.map(({ name, hidden, licences }) => [name, hidden === null, ...licences]);
}

describe('the package of an image', () => {
  test('has what its copyright file says, though its folder or the file is a link', async () => {
    const said = await licencesOf(`
      layer  RUN a
        usr/share/doc/a/copyright  "${licensed('Expat')}"
        usr/share/doc/b -> a
        usr/share/doc/c/copyright -> ../a/copyright
        var/lib/dpkg/status  "${['a', 'b', 'c', 'd'].map(status).join('')}"
    `);
    expect(said).toEqual([
      ['a', true, 'MIT'],
      ['b', true, 'MIT'],
      ['c', true, 'MIT'],
      ['d', true],
    ]);
  });

  test('has it also where the file was deleted since', async () => {
    const said = await licencesOf(`
      layer  RUN a
        usr/share/doc/a/copyright  "${licensed('Expat')}"
        var/lib/dpkg/status  "${status('a')}"
      layer  RUN rm
        usr/share/.wh.doc  0
    `);
    expect(said).toEqual([['a', true, 'MIT']]);
  });

  test('that was removed has what was stored while it was there', async () => {
    const said = await licencesOf(`
      layer  RUN a
        usr/share/doc/a/copyright  "${licensed('Expat')}"
        var/lib/dpkg/status  "${status('a')}"
      layer  RUN b
        usr/share/doc/a/copyright  "${licensed('ISC')}"
        var/lib/dpkg/status  "${status('a').replace('Version: 1', 'Version: 2')}"
    `);
    expect(said).toEqual([
      ['a', false, 'MIT'],
      ['a', true, 'ISC'],
    ]);
  });

  test('whose name leads elsewhere has none', async () => {
    const said = await licencesOf(`
      layer  RUN a
        usr/share/doc/a/copyright  "${licensed('Expat')}"
        var/lib/dpkg/status  "${status('b/../a')}"
    `);
    expect(said).toEqual([['b/../a', true]]);
  });
});

interface SyftPackage {
  readonly name: string;
  readonly type: string;
  readonly licenses: readonly { readonly value: string; readonly spdxExpression: string }[];
}

function syftLicences(image: string): Map<string, Set<string>> {
  const file = join(sharedFixtures()!.shared, `images/${image}/syft.json.gz`);
  const { artifacts } = JSON.parse(gunzipSync(readFileSync(file)).toString()) as { artifacts: SyftPackage[] };
  const all = artifacts.filter(({ type }) => type === 'deb');
  return new Map(
    all.map(({ name, licenses }) => [
      name,
      new Set(licenses.map((one) => one.spdxExpression || (debianLicence(one.value) ?? one.value))),
    ]),
  );
}

/** Of `A OR B` Syft keeps the first alone; of GFDL-NIV not that it is one. */
const unread = new Set(['Artistic-1.0-Perl', 'GFDL-1.3-no-invariants-only', 'GFDL-1.3-no-invariants-or-later']);

describe.skipIf(!sharedFixtures())('against Syft', () => {
  test.each(['python-app', 'node-bloated'])('%s: Syft has each licence of an expression', async (image) => {
    const { packages } = await packagesOfFile(join(sharedFixtures()!.images, image, `${image}.tar`));
    const theirs = syftLicences(image);
    const debs = packages.filter(({ type, hidden }) => type === 'deb' && hidden === null);
    const known = debs.flatMap(({ name, licences }) => {
      const { expression } = licenceOf(licences);
      return expression === null ? [] : [{ name, ids: expression.replace(/[()]/g, '').split(/ (?:AND|OR) /) }];
    });
    const written = debs.filter(({ licences }) => licences.length > 0);
    console.log(
      `${image}: ${debs.length} packages, ${written.length} with licences, ${known.length} of them expressions`,
    );
    const others = known.flatMap(({ name, ids }) =>
      ids.filter((id) => !theirs.get(name)?.has(id) && !unread.has(id)).map((id) => `${name}: ${id}`),
    );
    expect(others).toEqual([]);
    expect(known.length).toBeGreaterThan(20);
  });
});
