import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Detector, Surroundings } from '../../src/secrets/detector.ts';
import { SecretMatcher } from '../../src/secrets/matcher.ts';

const base = { severity: 'error', rotate: 'End it.' } as const;
const issuer: Detector = { ...base, id: 'issuer', title: 'A', anchors: ['tok_'], pattern: /tok_[a-z]{4}/y };
const named: Detector = {
  ...{ ...base, id: 'named', title: 'B', anchors: ['SECRET'], anyCase: true, generic: true },
  pattern: /secret=(?<value>\w{4,20})/iy,
};
const quoted: Detector = {
  ...base,
  id: 'quoted',
  title: 'C',
  anchors: ['key='],
  pattern: /key="(?<quoted>[^"]{1,9})"/y,
};

const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
const settings: Surroundings = { path: '/app/.env', kind: 'settings' };

function find(detectors: Detector[], text: string, surroundings = settings, most = 100, from?: number, to?: number) {
  return new SecretMatcher(detectors)
    .find(bytesOf(text), surroundings, most, from, to)
    .map(({ detector, start, end }) => `${detector.id} ${start} ${text.slice(start, end)}`);
}

describe('the value', () => {
  test.each<[string, Detector, string, string[]]>([
    ['is the whole match', issuer, 'x tok_abcd', ['issuer 2 tok_abcd']],
    ['is the group value', named, 'secret=abcd', ['named 7 abcd']],
    ['is the group quoted', quoted, 'key="abcd"', ['quoted 5 abcd']],
    ['is the last of its like in the match', named, 'secret=secret', ['named 7 secret']],
  ])('%s', (_, detector, text, found) => {
    expect(find([detector], text)).toEqual(found);
  });
});

test('of two that find one text, the one that knows the issuer is told', () => {
  expect(find([named, issuer], 'secret=tok_abcd secret=abcd')).toEqual(['issuer 7 tok_abcd', 'named 23 abcd']);
});

test('a hundred thousand in one text are told apart in no time that grows with their square', () => {
  const text = 'tok_abcd secret=tok_abcd '.repeat(50_000);
  const matcher = new SecretMatcher([named, issuer]);
  const bytes = bytesOf(text);
  const start = performance.now();
  const found = matcher.find(bytes, settings, Infinity);
  expect(performance.now() - start).toBeLessThan(3000);
  expect(found).toHaveLength(100_000);
  expect(new Set(found.map(({ detector }) => detector))).toEqual(new Set([issuer]));
});

test('of two that know the issuer, the first is told', () => {
  expect(find([issuer, { ...issuer, id: 'second' }], 'tok_abcd')).toEqual(['issuer 0 tok_abcd']);
});

test('what lies behind a match of the same detector only is looked at', () => {
  expect(find([{ ...issuer, pattern: /tok_\w{4,12}/y }], 'tok_tok_abcd tok_efgh')).toEqual([
    'issuer 0 tok_tok_abcd',
    'issuer 13 tok_efgh',
  ]);
});

test('a check that says null leaves nothing, else gives the severity', () => {
  const checked: Detector = { ...issuer, check: (value) => (value.endsWith('d') ? 'info' : null) };
  const found = new SecretMatcher([checked]).find(bytesOf('tok_abcd tok_abce'), settings, 100);
  expect(found.map(({ severity, start }) => [severity, start])).toEqual([['info', 0]]);
});

test('a detector for some files is asked in no other', () => {
  const some = [{ ...issuer, paths: /\.npmrc$/ }];
  expect(find(some, 'tok_abcd')).toEqual([]);
  expect(find(some, 'tok_abcd', { path: '/app/.npmrc', kind: 'settings' })).toEqual(['issuer 0 tok_abcd']);
});

test('in binary files only what stands nowhere by chance is looked for', () => {
  const all = [named, { ...issuer, distinctive: true as const }];
  expect(find(all, 'secret=abcd tok_abcd', { path: '/bin/a', kind: 'binary' })).toEqual(['issuer 12 tok_abcd']);
});

test('as many as are asked for, from the first on', () => {
  expect(find([issuer], 'tok_abcd '.repeat(9), settings, 3)).toHaveLength(3);
});

test('what begins in the piece that is asked for, though it ends behind it', () => {
  expect(find([issuer], 'tok_aaaa tok_bbbb tok_cccc', settings, 100, 9, 11)).toEqual(['issuer 9 tok_bbbb']);
});

test('a pattern may look behind itself, also where a block of the text begins', () => {
  const word: Detector = { ...issuer, pattern: /(?<!\w)tok_[a-z]{4}/y };
  for (const length of [0, 1, 127, 2047, 2048, 2049, 32_768, 40_000]) {
    expect(find([word], `${' '.repeat(length)}tok_abcd`)).toEqual([`issuer ${length} tok_abcd`]);
    expect(find([word], `${'x'.repeat(length + 1)}tok_abcd`)).toEqual([]);
  }
});

test('finds the same wherever in a long text a secret stands', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(40_000), { minLength: 1, maxLength: 4 }), (gaps) => {
      const text = gaps.map((gap) => `${'.'.repeat(gap)}tok_abcd`).join('');
      let at = 0;
      const places = gaps.map((gap) => (at += gap + 8) - 8);
      expect(find([issuer], text)).toEqual(places.map((place) => `issuer ${place} tok_abcd`));
    }),
    { numRuns: 50 },
  );
});
