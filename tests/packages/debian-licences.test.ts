import { describe, expect, test } from 'vitest';
import { allOf, debianLicence } from '../../src/packages/debian-licences.ts';
import { spdxExpression } from '../../src/packages/spdx-expression.ts';
import { processorTime } from '../secrets/processor-time.ts';

test.each([
  ['GPL-2', 'GPL-2.0-only'],
  ['GPL-2+', 'GPL-2.0-or-later'],
  ['GPL-2.0+', 'GPL-2.0-or-later'],
  ['GPLv3+', 'GPL-3.0-or-later'],
  ['LGPL-2', 'LGPL-2.0-only'],
  ['LGPL-2.1+', 'LGPL-2.1-or-later'],
  ['LGPL-3.0', 'LGPL-3.0-only'],
  ['AGPL-3+', 'AGPL-3.0-or-later'],
  ['GFDL-1.3+', 'GFDL-1.3-or-later'],
  ['GFDL-NIV-1.3', 'GFDL-1.3-no-invariants-only'],
  ['Expat', 'MIT'],
  ['BSD-3-clause', 'BSD-3-Clause'],
  ['Apache-2', 'Apache-2.0'],
  ['BSL-1', 'BSL-1.0'],
  ['Artistic', 'Artistic-1.0-Perl'],
  ['Artistic-2', 'Artistic-2.0'],
  ['GPL-1+ or  Artistic', 'GPL-1.0-or-later OR Artistic-1.0-Perl'],
  ['perl', 'GPL-1.0-or-later OR Artistic-1.0-Perl'],
  ['MPL-1.1 or GPL-2+ or LGPL-2.1+', 'MPL-1.1 OR GPL-2.0-or-later OR LGPL-2.1-or-later'],
  ['GPL-2+ and BSD-3-clause or Expat', '(GPL-2.0-or-later AND BSD-3-Clause) OR MIT'],
  ['GPL-1+ or Artistic, and Expat', '(GPL-1.0-or-later OR Artistic-1.0-Perl) AND MIT'],
  ['GPL-2 and Expat, or ISC', '(GPL-2.0-only AND MIT) OR ISC'],
  ['Expat and Expat', 'MIT'],
  ['OFL-1.1 or GPL-2+ with Font exception', 'OFL-1.1 OR GPL-2.0-or-later WITH Font-exception-2.0'],
  ['GPL-2 with Linux-syscall-note exception', 'GPL-2.0-only WITH Linux-syscall-note'],
])('%s', (written, expression) => {
  expect(debianLicence(written)).toBe(expression);
  expect(spdxExpression(expression)).toBe(expression);
});

test.each([
  'GPL',
  'LGPL+',
  'GPL-4',
  'LGPL-1',
  'AGPL-2',
  'GFDL-2',
  'BSD',
  'public-domain',
  'BSD-3-clause~Google',
  'GPL-2+ with OpenSSL exception',
  'perl with Font exception',
  'GPL-2+ or public-domain',
  'GPL-2, Expat',
  'GPL-2 or ISC, and Expat, or MIT',
  'GPL-2 or',
  'or',
  '',
  '...',
  'constructor',
  '__proto__',
  'Permission to use, copy and modify this software is granted',
])('%j says nothing that SPDX has', (written) => {
  expect(debianLicence(written)).toBeNull();
});

describe('of several that all count', () => {
  test.each([
    [['GPL-2+'], ['GPL-2.0-or-later']],
    [['GPL-2+', 'Expat', 'GPL-2.0+'], ['GPL-2.0-or-later AND MIT']],
    [
      ['GPL-3+ and ISC', 'GPL-3+', 'GPL-1+ or Artistic'],
      ['GPL-3.0-or-later AND ISC AND (GPL-1.0-or-later OR Artistic-1.0-Perl)'],
    ],
    [
      ['GPL-2+', 'public-domain', 'Expat'],
      ['GPL-2.0-or-later', 'public-domain', 'MIT'],
    ],
    [[], []],
  ])('%j', (written, licences) => {
    expect(allOf(written, debianLicence)).toEqual(licences);
  });

  test('an expression longer than is kept stays a list', () => {
    const choices = ['Expat', 'ISC', 'Zlib', 'X11', 'curl', 'FSFAP', 'Vim', 'Ruby'];
    const written = choices.flatMap((one) => choices.map((other) => `${one} or ${other}`));
    expect(allOf(written, debianLicence)).toContain('ISC OR Zlib');
  });
});

test('a long text takes no long time', () => {
  const read = (): void => {
    for (const text of [' or '.repeat(1e6), 'a and '.repeat(20), 'gpl-2+ with '.repeat(8)]) debianLicence(text);
  };
  expect(processorTime(read, 2)).toBeLessThan(200);
});
