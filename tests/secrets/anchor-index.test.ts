import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AnchorIndex, type Anchor } from '../../src/secrets/anchor-index.ts';

const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
const anchorOf = (text: string, anyCase = false): Anchor => ({ text, anyCase, detectors: [] });

/** The bytes of a text; with another one before them in memory, they begin at an odd place. */
const bytesBehind = (before: string, text: string): Uint8Array => bytesOf(before + text).subarray(before.length);

function find(anchors: readonly Anchor[], text: string, start = 0, end = text.length, before = ''): string[] {
  const found: string[] = [];
  new AnchorIndex(anchors).find(bytesBehind(before, text), start, end, (at, anchor) => {
    found.push(`${at} ${anchor.text}`);
    return false;
  });
  return found;
}

/** At every place, every anchor. */
function findNaively(anchors: readonly Anchor[], text: string, start: number, end: number): string[] {
  const found: string[] = [];
  for (let at = start; at < end; at++) {
    for (const { text: wanted, anyCase } of anchors) {
      const there = text.slice(at, at + wanted.length);
      if (anyCase ? there.toLowerCase() === wanted.toLowerCase() : there === wanted) found.push(`${at} ${wanted}`);
    }
  }
  return found;
}

describe('finds', () => {
  test.each<[string, Anchor[], string, string[]]>([
    [
      'an anchor at the beginning, in the middle and at the end',
      [anchorOf('key=')],
      'key= key= key=',
      ['0 key=', '5 key=', '10 key='],
    ],
    ['one that overlaps itself', [anchorOf('abab')], 'ababab', ['0 abab', '2 abab']],
    ['one that begins another', [anchorOf('sk_'), anchorOf('sk_live_')], 'x sk_live_', ['2 sk_', '2 sk_live_']],
    ['one inside another', [anchorOf('passwd'), anchorOf('swd')], 'passwd', ['0 passwd', '3 swd']],
    ['three bytes at the end of the text, where a window of four does not fit', [anchorOf('pwd')], 'x pwd', ['2 pwd']],
    ['a text that is nothing but an anchor of three', [anchorOf('pwd')], 'pwd', ['0 pwd']],
    [
      'any case, if wanted',
      [anchorOf('Token', true), anchorOf('Token')],
      'TOKEN Token',
      ['0 Token', '6 Token', '6 Token'],
    ],
    ['bytes above ASCII in the text', [anchorOf('key=')], '\xff\xfekey=\x80', ['2 key=']],
    ['nothing in an empty text', [anchorOf('key=')], '', []],
    ['nothing with no anchors', [], 'key=', []],
  ])('%s', (_, anchors, text, places) => {
    const sorted = places.sort();
    expect(find(anchors, text).sort()).toEqual(sorted);
    expect(find(anchors, text, 0, text.length, '_').sort()).toEqual(sorted);
  });
});

test('finds nothing that begins before the start, or at the end', () => {
  expect(find([anchorOf('key=')], 'key=key=key=', 1, 8)).toEqual(['4 key=']);
  expect(find([anchorOf('key=')], 'key=key=key=', 1, 9)).toEqual(['4 key=', '8 key=']);
});

test('ends when it is told to', () => {
  const found: number[] = [];
  new AnchorIndex([anchorOf('key=')]).find(bytesOf('key=key=key='), 0, 12, (at) => found.push(at) === 2);
  expect(found).toEqual([0, 4]);
});

test('refuses an anchor of two bytes', () => {
  expect(() => new AnchorIndex([anchorOf('ab')])).toThrow(RangeError);
});

test.each([0, 1])('finds each once where two stretches meet, from %i on', (start) => {
  const anchors = [anchorOf('pwd'), anchorOf('key='), anchorOf('Password', true)];
  const index = new AnchorIndex(anchors);
  for (let at = 65_520; at < 65_560; at++) {
    for (const { text } of anchors) {
      const found: string[] = [];
      const bytes = bytesOf(`${'.'.repeat(at)}${text}${'.'.repeat(200_000 - at)}`);
      index.find(bytes, start, bytes.length, (place, anchor) => found.push(`${place} ${anchor.text}`) < 0);
      expect(found).toEqual([`${at} ${text}`]);
    }
  }
});

test('what was searched before is forgotten', () => {
  const index = new AnchorIndex([anchorOf('key='), anchorOf('pwd')]);
  const places: number[] = [];
  for (const text of ['_____key=pwd', '_____k', '_____key', '_____p', '____', '_____pw'])
    index.find(bytesOf(text), 0, text.length, (at) => places.push(at) < 0);
  expect(places).toEqual([5, 9]);
});

test('finds what a search at every place finds', () => {
  // Few letters, so that anchors stand in the text, in each other, and share their buckets.
  const letters = fc.constantFrom('a', 'b', 'A', '_', '\xff');
  const textOf = (minLength: number, maxLength: number) =>
    fc.array(letters, { minLength, maxLength }).map((parts) => parts.join(''));
  const anchors = fc.uniqueArray(
    fc.record({ text: textOf(3, 6).filter((text) => !text.includes('\xff')), anyCase: fc.boolean() }),
    { selector: ({ text, anyCase }) => `${anyCase} ${text}`, maxLength: 12 },
  );
  fc.assert(
    fc.property(anchors, textOf(0, 80), fc.nat(10), fc.nat(10), (some, text, before, behind) => {
      const wanted = some.map(({ text: anchor, anyCase }) => anchorOf(anchor, anyCase));
      const end = Math.max(before, text.length - behind);
      const range: [number, number] = [before, Math.min(text.length, end)];
      const places = findNaively(wanted, text, ...range).sort();
      expect(find(wanted, text, ...range).sort()).toEqual(places);
      expect(find(wanted, text, ...range, 'a').sort()).toEqual(places);
    }),
    { numRuns: 2000 },
  );
});
