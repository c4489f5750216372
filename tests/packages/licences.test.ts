import { describe, expect, test } from 'vitest';
import { choiceOf, licenceOf } from '../../src/packages/licences.ts';
import { spdxExpression } from '../../src/packages/spdx-expression.ts';

describe('expressions of SPDX', () => {
  test.each([
    ['MIT', 'MIT'],
    ['mit', 'MIT'],
    ['apache-2.0 or mit', 'Apache-2.0 OR MIT'],
    ['(MIT OR Apache-2.0)', '(MIT OR Apache-2.0)'],
    ['(MIT AND (BSD-3-Clause OR Zlib))', '(MIT AND (BSD-3-Clause OR Zlib))'],
    ['GPL-2.0-or-later WITH Classpath-exception-2.0', 'GPL-2.0-or-later WITH Classpath-exception-2.0'],
    ['GPL-2.0+', 'GPL-2.0+'],
    ['LicenseRef-Acme-1', 'LicenseRef-Acme-1'],
    ['MIT AND DocumentRef-a:LicenseRef-b', 'MIT AND DocumentRef-a:LicenseRef-b'],
  ])('%s', (text, expression) => {
    expect(spdxExpression(text)).toBe(expression);
  });

  test.each([
    '',
    'MIT OR',
    'OR MIT',
    'MIT Apache-2.0',
    '(MIT',
    'MIT)',
    '()',
    'MIT WITH MIT',
    'WITH Classpath-exception-2.0',
    'Acme-1.0',
    'NotALicence+',
    '__proto__',
    'constructor',
    `${'('.repeat(60)}MIT${')'.repeat(60)}`,
    `MIT${' OR MIT'.repeat(100)}`,
  ])('%j is none', (text) => {
    expect(spdxExpression(text)).toBeNull();
  });
});

describe('what authors write', () => {
  test.each([
    [['MIT'], 'MIT'],
    [['MIT License'], 'MIT'],
    [['The MIT License (MIT)'], 'MIT'],
    [['Apache 2.0'], 'Apache-2.0'],
    [['Apache License, Version 2.0'], 'Apache-2.0'],
    [['Apache License 2.0'], 'Apache-2.0'],
    [['The Apache Software License, Version 2.0'], 'Apache-2.0'],
    [['Apache-2'], 'Apache-2.0'],
    [['ASL 2.0'], 'Apache-2.0'],
    [['BSD 3-Clause License'], 'BSD-3-Clause'],
    [['BSD 3-Clause "New" or "Revised" License'], 'BSD-3-Clause'],
    [['New BSD License'], 'BSD-3-Clause'],
    [['2-clause BSD'], 'BSD-2-Clause'],
    [['GPLv2+'], 'GPL-2.0-or-later'],
    [['MPL-2.0'], 'MPL-2.0'],
    [['Mozilla Public License, version 2.0'], 'MPL-2.0'],
    [['License :: OSI Approved :: MIT License'], 'MIT'],
    [['License :: OSI Approved :: ISC License (ISCL)'], 'ISC'],
    [['License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)'], 'MPL-2.0'],
    [['License :: OSI Approved :: GNU General Public License v3 or later (GPLv3+)'], 'GPL-3.0-or-later'],
    [['License :: CC0 1.0 Universal (CC0 1.0) Public Domain Dedication'], 'CC0-1.0'],
    [['MIT', 'MIT License'], 'MIT'],
  ])('%j', (written, expression) => {
    expect(licenceOf(written).expression).toBe(expression);
  });

  test.each([
    ['BSD'],
    ['GPL'],
    ['Apache'],
    ['LGPL'],
    ['GPLv3'],
    ['UNLICENSED'],
    ['SEE LICENSE IN LICENSE.md'],
    ['Proprietary'],
    ['constructor'],
    ['__proto__'],
    // PEP 639, "Mapping License Classifiers to SPDX Identifiers": tools must not infer these.
    ['License :: OSI Approved :: Apache Software License'],
    ['License :: OSI Approved :: BSD License'],
    ['License :: OSI Approved :: GNU General Public License v3 (GPLv3)'],
    ['License :: OSI Approved :: GNU Lesser General Public License v2 or later (LGPLv2+)'],
    ['License :: OSI Approved :: GNU Library or Lesser General Public License (LGPL)'],
    ['License :: OSI Approved :: Academic Free License (AFL)'],
  ])('%s does not say which licence it is', (text) => {
    expect(licenceOf([text]).expression).toBeNull();
  });

  test('is kept, of a classifier its last part', () => {
    expect(licenceOf(['BSD'])).toEqual({ expression: null, asWritten: 'BSD' });
    expect(licenceOf(['License :: OSI Approved :: BSD License']).asWritten).toBe('BSD License');
    expect(licenceOf([])).toEqual({ expression: null, asWritten: '' });
    expect(licenceOf([' ', ''])).toEqual({ expression: null, asWritten: '' });
  });

  test('of several that differ, nobody says whether all count', () => {
    expect(licenceOf(['Ruby', 'BSD-2-Clause'])).toEqual({ expression: null, asWritten: 'Ruby, BSD-2-Clause' });
  });
});

describe('a choice', () => {
  test.each([
    [['MIT'], ['MIT']],
    [['MIT', 'Apache 2.0'], ['MIT OR Apache-2.0']],
    [['LGPL-2.1-only', 'GPL-3.0-or-later AND MIT'], ['LGPL-2.1-only OR (GPL-3.0-or-later AND MIT)']],
    [['MIT', 'MIT License'], ['MIT']],
    [
      ['MIT', 'Acme'],
      ['MIT', 'Acme'],
    ],
    [[], []],
  ])('of %j', (written, licences) => {
    expect(choiceOf(written)).toEqual(licences);
  });
});

test('a long text takes no long time', () => {
  const started = performance.now();
  for (const text of ['('.repeat(1e6), ' '.repeat(1e6), 'v'.repeat(1e6), 'MIT OR '.repeat(2e5)]) licenceOf([text]);
  expect(performance.now() - started).toBeLessThan(500);
});
