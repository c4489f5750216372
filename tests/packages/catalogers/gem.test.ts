import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { processorTime } from '../../secrets/processor-time.ts';
import { gem } from '../../../src/packages/catalogers/gem.ts';
import type { Cataloged } from '../../../src/packages/package.ts';
import { fileOf } from './files-of-image.ts';

const gems = '/usr/lib/ruby/gems/3.1.0';
const fixtures = join(import.meta.dirname, '../../fixtures/packages/gem/specifications');
const read = (text: string, path = `${gems}/specifications/a-1.gemspec`): Cataloged =>
  gem.read(fileOf(path, text)) as Cataloged;

test.each([
  [`${gems}/specifications/rack-2.2.8.gemspec`, true],
  [`${gems}/specifications/default/json-2.6.1.gemspec`, true],
  ['/usr/share/rubygems-integration/all/specifications/rake-13.0.6.gemspec', true],
  [`${gems}/gems/rack-2.2.8/rack.gemspec`, false],
  [`${gems}/bundler/gems/a-0123abc/a.gemspec`, false],
  [`${gems}/specifications/other/a.gemspec`, false],
])('%s: %s', (path, is) => {
  expect(gem.selects(path)).toBe(is);
});

describe('as RubyGems writes them', () => {
  test.each([
    ['acme_log-2.0.1', 'acme_log', '2.0.1', ['MIT', 'Ruby']],
    ['acme_native-1.0.0.pre.2-x86_64-linux', 'acme_native', '1.0.0.pre.2', ['Apache-2.0']],
    ['acme_plain-0.1', 'acme_plain', '0.1', []],
  ])('%s', (file, name, version, licences) => {
    const path = `${gems}/specifications/${file}.gemspec`;
    expect(read(readFileSync(join(fixtures, `${file}.gemspec`), 'utf8'), path)).toEqual({
      packages: [{ type: 'gem', name, version, licences, folder: `${gems}/gems/${file}` }],
      unknowns: [],
    });
  });
});

describe('other ways to write one', () => {
  test.each([
    ['single quotes', "spec.name = 'a'\nspec.version = '1'\nspec.license = 'MIT'", 'a', '1', ['MIT']],
    ['%q', 's.name = %q{a}\ns.version = "1"', 'a', '1', []],
    ['a version object', 's.name="a"\n  s.version = Gem::Version.new("1")', 'a', '1', []],
    ['a constant: the stub tells', '# stub: a 1.2 ruby lib\ns.name = "a"\ns.version = A::VERSION', 'a', '1.2', []],
    ['the stub alone', '# -*- encoding: utf-8 -*-\n# stub: a 1.2 java lib\n', 'a', '1.2', []],
    ['a list of none', 's.name = "a"\ns.version = "1"\ns.licenses = []', 'a', '1', []],
    ['a name within a text', 's.summary = "s.name = \'b\'"\ns.name = "a"\ns.version = "1"', 'a', '1', []],
  ])('%s', (_, text, name, version, licences) => {
    const { packages, unknowns } = read(text);
    expect(packages.map((one) => [one.name, one.version, one.licences])).toEqual([[name, version, licences]]);
    expect(unknowns).toEqual([]);
  });
});

test('one that comes with Ruby has no folder of its own', () => {
  const { packages } = read(
    's.name = "json"\ns.version = "2.6.1"',
    `${gems}/specifications/default/json-2.6.1.gemspec`,
  );
  expect(packages).toEqual([{ type: 'gem', name: 'json', version: '2.6.1', licences: [] }]);
});

describe('what can not be read is told', () => {
  test.each([
    ['an empty file', '', 0, ['gives no name as a quoted text']],
    ['code that computes its name', 's.name = File.basename(__FILE__)', 0, ['gives no name as a quoted text']],
    [
      'code that computes its version',
      's.name = "a"\ns.version = `cat VERSION`',
      1,
      ['gives a no version as a quoted text'],
    ],
    [
      'a version of 10,000 characters',
      `s.name = "a"\ns.version = "${'1'.repeat(10_000)}"`,
      1,
      ['gives a a version of 10,000 characters, which is left out'],
    ],
  ])('%s', (_, text, count, unknowns) => {
    const result = read(text);
    expect(result.packages.map(({ version }) => version)).toEqual(Array.from({ length: count }, () => null));
    expect(result.unknowns).toEqual(unknowns);
  });
});

test.each([
  ['blanks', ' '.repeat(900_000)],
  ['lines of blanks', `${' '.repeat(50)}\n`.repeat(18_000)],
  ['empty lines', '\n'.repeat(900_000)],
  ['a long word', 's'.repeat(900_000)],
  ['names without values', 's.name = \n'.repeat(80_000)],
  ['quotes that do not close', `s.name = "${'a'.repeat(900_000)}`],
  ['lists that do not close', `s.licenses = [${'"a",'.repeat(200_000)}`],
  ['stubs', '# stub: a \n'.repeat(80_000)],
])('%s take no long time', (_, text) => {
  expect(processorTime(() => read(text), 2)).toBeLessThan(500);
});
