import { expect, test } from 'vitest';
import { readHeader } from '../../../src/packages/rpm/header.ts';

type Value = string | readonly string[] | readonly number[];

/** A header of rpm with these tags. */
function header(tags: Readonly<Record<number, Value>>): Uint8Array {
  const entries: number[][] = [];
  const data: number[] = [];
  for (const [tag, value] of Object.entries(tags)) {
    const isNumbers = typeof value !== 'string' && typeof value[0] === 'number';
    while (isNumbers && data.length % 4 > 0) data.push(0);
    const values = typeof value === 'string' ? [value] : value;
    const type = typeof value === 'string' ? 6 : isNumbers ? 4 : 8;
    entries.push([Number(tag), type, data.length, values.length]);
    for (const one of values) {
      if (typeof one === 'number') data.push(...new Uint8Array(new Uint32Array([one]).buffer).reverse());
      else data.push(...new TextEncoder().encode(one), 0);
    }
  }
  const words = new DataView(new ArrayBuffer(8 + entries.length * 16));
  [entries.length, data.length, ...entries.flat()].forEach((word, index) => words.setUint32(index * 4, word));
  return Uint8Array.from([...new Uint8Array(words.buffer), ...data]);
}

const nodejs = { 1000: 'nodejs', 1001: '18.19.0', 1002: '1.module+el9' };

test('name, version with its release, epoch, licence, source and module', () => {
  const tags = {
    1003: [1],
    1014: 'MIT and ISC',
    1022: 'x86_64',
    1044: 'nodejs-lts-18.19.0-1.src.rpm',
    5096: 'nodejs:18',
  };
  expect(readHeader(header({ ...nodejs, ...tags }))).toEqual({
    type: 'rpm',
    name: 'nodejs',
    version: '18.19.0-1.module+el9',
    licences: ['MIT and ISC'],
    architecture: 'x86_64',
    epoch: 1,
    source: { name: 'nodejs-lts', version: '18.19.0-1' },
    module: 'nodejs:18',
  });
});

test('files by their folders; of older packages as whole paths', () => {
  const parts = { 1116: [0, 1, 0, 7], 1117: ['node', 'a.js', 'npm', 'lost'], 1118: ['/usr/bin/', '/usr/lib/node/'] };
  const paths = ['/usr/bin/node', '/usr/lib/node/a.js', '/usr/bin/npm'];
  expect(readHeader(header({ ...nodejs, ...parts }))).toMatchObject({ files: paths });
  expect(readHeader(header({ ...nodejs, 1027: paths }))).toMatchObject({ files: paths });
});

test('keys are no packages; what has no name, or not all of its bytes, is none', () => {
  expect(readHeader(header({ ...nodejs, 1000: 'gpg-pubkey' }))).toBe('none');
  expect(readHeader(header({ 1001: '1' }))).toBeNull();
  expect(readHeader(header(nodejs).slice(0, -1))).toBeNull();
  expect(readHeader(new Uint8Array(4))).toBeNull();
});

test('in the other byte order it is none: its counts are huge', () => {
  const bytes = header(nodejs);
  for (let at = 0; at + 4 <= 8 + 3 * 16; at += 4) bytes.subarray(at, at + 4).reverse();
  expect(readHeader(bytes)).toBeNull();
});

test('counts that the data does not have are read as far as it goes', () => {
  const bytes = header({ ...nodejs, 1118: ['/usr/bin/'] });
  const view = new DataView(bytes.buffer);
  view.setUint32(8 + 3 * 16 + 12, 0xffffffff);
  expect(readHeader(bytes)).toMatchObject({ name: 'nodejs' });
});
