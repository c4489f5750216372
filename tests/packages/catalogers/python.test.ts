import { describe, expect, test } from 'vitest';
import { processorTime } from '../../secrets/processor-time.ts';
import { python } from '../../../src/packages/catalogers/python.ts';
import type { Cataloged } from '../../../src/packages/package.ts';
import { fileOf } from './files-of-image.ts';

const site = '/usr/lib/python3/dist-packages';
const read = (text: string, path = `${site}/Flask-1.1.4.dist-info/METADATA`): Cataloged =>
  python.read(fileOf(path, text)) as Cataloged;
const licences = (...lines: string[]): readonly string[] | undefined =>
  read(['Metadata-Version: 2.1', 'Name: a', 'Version: 1', ...lines, '', 'text'].join('\n')).packages[0]?.licences;

describe('which files', () => {
  test.each([
    [`${site}/Flask-1.1.4.dist-info/METADATA`, true],
    [`${site}/setuptools-66.1.1.egg-info/PKG-INFO`, true],
    [`${site}/PyYAML-6.0-py3.11-linux-x86_64.egg/EGG-INFO/PKG-INFO`, true],
    [`${site}/unpacked/EGG-INFO/PKG-INFO`, true],
    [`${site}/wheel-0.38.4.egg-info`, true],
    [`${site}/setuptools/_vendor/packaging-24.2.dist-info/METADATA`, true],
    ['/src/package/PKG-INFO', false],
    ['/src/METADATA', false],
    [`${site}/.egg-info`, false],
    [`${site}/Flask-1.1.4.dist-info/RECORD`, false],
  ])('%s: %s', (path, is) => {
    expect(python.selects(path)).toBe(is);
  });
});

test('name and version come from the header block, not from the description', () => {
  expect(read('Metadata-Version: 2.1\nName: Flask\nVersion: 1.1.4\n\nName: evil\nVersion: 9\n')).toEqual({
    packages: [{ type: 'pypi', name: 'Flask', version: '1.1.4', licences: [] }],
    unknowns: [],
  });
});

test.each([
  ['lines that end with CR and LF', 'Name: a\r\nVersion: 1\r\n\r\nName: b\r\n'],
  ['field names in any case', 'name: a\nVERSION: 1\n'],
  ['a field named twice: the first counts', 'Name: a\nVersion: 1\nName: b\nVersion: 2\n'],
  [
    'a description that is folded',
    'Description: x\n        Name: b\n        \n        Version: 2\nName: a\nVersion: 1\n',
  ],
  ['a line that is no field', 'no field\nName: a\nVersion: 1\n'],
])('%s', (_, text) => {
  expect(read(text).packages).toEqual([{ type: 'pypi', name: 'a', version: '1', licences: [] }]);
});

test('an egg is a folder of its own', () => {
  const { packages } = read('Name: a\nVersion: 1\n', `${site}/a-1-py3.11.egg/EGG-INFO/PKG-INFO`);
  expect(packages[0]?.folder).toBe(`${site}/a-1-py3.11.egg`);
  expect(read('Name: a\nVersion: 1\n', `${site}/EGG-INFO/PKG-INFO`).packages[0]?.folder).toBeUndefined();
});

describe('licences', () => {
  const osi = 'Classifier: License :: OSI Approved';
  test.each([
    [['License-Expression: MIT OR Apache-2.0', 'License: x', `${osi} :: BSD License`], ['MIT OR Apache-2.0']],
    [['License: BSD-3-Clause', `${osi} :: BSD License`], ['BSD-3-Clause']],
    [['License: BSD', `${osi} :: BSD License`], ['BSD']],
    [['License: Dual License', `${osi} :: MIT License`], ['License :: OSI Approved :: MIT License']],
    [['License: UNKNOWN', `${osi} :: MIT License`], ['License :: OSI Approved :: MIT License']],
    [['License: UNKNOWN'], []],
    [[osi], []],
    [['Classifier: Programming Language :: Python'], []],
    [['License: MIT License', '        ', '        Copyright (c) 2020 Acme'], ['MIT License']],
    [['License:', '       |MIT License', '       |', '       |Permission is granted'], ['MIT License']],
    [
      [`${osi} :: MIT License`, `${osi} :: Apache Software License`],
      ['License :: OSI Approved :: MIT License', 'License :: OSI Approved :: Apache Software License'],
    ],
  ])('%j', (lines, expected) => {
    expect(licences(...lines)).toEqual(expected);
  });
});

describe('what can not be read is told', () => {
  test.each([
    ['an empty file', '', ['names no package']],
    ['bytes of another kind', '\0\x01\x02', ['names no package']],
    ['no version', 'Name: a\n', ['gives no version']],
    [
      'a version of 10,000 characters',
      `Name: a\nVersion: ${'1'.repeat(10_000)}\n`,
      ['gives a a version of 10,000 characters, which is left out'],
    ],
    [
      'a name of 10,000 characters',
      `Name: ${'a'.repeat(10_000)}\nVersion: 1\n`,
      ['has a name of 10,000 characters, which is left out'],
    ],
  ])('%s', (_, text, unknowns) => {
    expect(read(text).unknowns).toEqual(unknowns);
  });

  test('a package without a version is one', () => {
    expect(read('Name: a\n').packages).toEqual([{ type: 'pypi', name: 'a', version: null, licences: [] }]);
  });
});

test('of a larger file the head is enough', async () => {
  const head = new TextEncoder().encode('Name: a\nVersion: 1\n\nA long description');
  const stream = python.stream!(`${site}/a-1.dist-info/METADATA`, head, 50_000_000)!;
  head.fill(0);
  stream.take(head);
  expect((await stream.end()).packages.map(({ name, version }) => [name, version])).toEqual([['a', '1']]);
});

test.each([
  ['fields', 'a:\n'.repeat(330_000)],
  ['folded lines', `License: ${'\n '.repeat(490_000)}`],
  ['classifiers', 'Classifier: License :: X\n'.repeat(40_000)],
  ['a line of a megabyte', `Name: a\nLicense: ${'( '.repeat(490_000)}`],
])('%s without end take no long time', (_, text) => {
  expect(processorTime(() => read(text), 2)).toBeLessThan(1000);
});
