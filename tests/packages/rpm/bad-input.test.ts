// Databases of rpm that are cut short, damaged or made to lead in circles: told, and the rest is read.
import { describe, expect, test } from 'vitest';
import { rpm } from '../../../src/packages/catalogers/rpm.ts';
import { damage, damaged } from '../../properties/support/damage.ts';
import { property } from '../../properties/support/property.ts';
import fc from 'fast-check';
import { database, forms, namesIn, readDatabase } from './databases.ts';

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

describe.each(forms)('%s', (form) => {
  const whole = database(form);

  test('is read to its end', () => {
    expect(readDatabase(whole).unknowns).toEqual([]);
    expect(namesIn(readDatabase(whole))).toContain('openssl-libs');
  });

  test('cut short anywhere, it says so where a package is missing', () => {
    const all = namesIn(readDatabase(whole)).length;
    for (let share = 1; share < 20; share++) {
      const { packages, unknowns } = readDatabase(whole.slice(0, Math.floor((whole.length * share) / 20)));
      if (packages.length < all) expect([share, unknowns.length > 0]).toEqual([share, true]);
    }
  });

  test('with huge counts everywhere, it ends', () => {
    for (let at = 0; at + 4 <= whole.length; at += whole.length > 100_000 ? 508 : 44) {
      const changed = whole.slice();
      view(changed).setUint32(at, 0xffffffff);
      expect(() => readDatabase(changed)).not.toThrow();
    }
  });
});

test('ndb tells the same as Berkeley DB of the same packages', () => {
  const [ndb, bdb] = [readDatabase(database('Packages.db')), readDatabase(database('Packages'))];
  const byName = (one: { name: string }, other: { name: string }): number => (one.name < other.name ? -1 : 1);
  expect(ndb.packages.toSorted(byName)).toEqual(bdb.packages.toSorted(byName));
});

test('a file of another kind, or of no bytes', () => {
  expect(readDatabase(new TextEncoder().encode('PK..')).unknowns).toEqual([
    'is no database of rpm: neither SQLite, nor ndb, nor Berkeley DB',
  ]);
  expect(readDatabase(new Uint8Array(0))).toEqual({ packages: [], unknowns: [] });
});

test('a log alone is unknown, an empty one is nothing', () => {
  expect(rpm.selects('/var/lib/rpm/rpmdb.sqlite-wal')).toBe(true);
  const { packages, unknowns } = readDatabase(new Uint8Array(32), 'rpmdb.sqlite-wal');
  expect([packages, unknowns.length]).toEqual([[], 1]);
  expect(unknowns[0]).toContain('not yet written into rpmdb.sqlite: it is not read');
  expect(readDatabase(new Uint8Array(0), 'rpmdb.sqlite-wal').unknowns).toEqual([]);
});

test('SQLite: a tree whose page leads to itself', () => {
  const bytes = new Uint8Array(1024);
  bytes.set(new TextEncoder().encode('SQLite format 3\0'));
  view(bytes).setUint16(16, 512);
  view(bytes).setUint32(28, 2);
  bytes[100] = 5;
  view(bytes).setUint32(108, 1);
  expect(readDatabase(bytes).unknowns).toEqual(['has page 1 in two places: it is damaged', 'has no table "Packages"']);
});

/** A table "Packages" of 37 pages of 64 kB, each of 30,000 entries that lead to the same row. */
function sameRows(row: readonly number[]): Uint8Array {
  const [pageSize, pages, entries] = [65_536, 40, 30_000];
  const bytes = new Uint8Array(pageSize * pages);
  const text = new TextEncoder();
  bytes.set(text.encode('SQLite format 3\0'));
  view(bytes).setUint16(16, 1);
  // The list of tables has one row, whose table begins on page 2.
  const listed = [6, 23, 29, 29, 1, 13, ...text.encode('tablePackagesPackages'), 2];
  bytes.set([13, 0, 0, 0, 1, 0, 0, 0, 0x10, 0], 100);
  bytes.set([listed.length, 1, ...listed], 0x1000);
  bytes.set([5, 0, 0, 0, pages - 3, 0, 0, 0, 0, 0, 0, pages], pageSize);
  for (let page = 3; page < pages; page++) {
    view(bytes).setUint16(pageSize + 12 + (page - 3) * 2, 0x1000 + page * 8);
    view(bytes).setUint32(pageSize + 0x1000 + page * 8, page);
  }
  for (let page = 3; page <= pages; page++) {
    const start = (page - 1) * pageSize;
    bytes[start] = 13;
    view(bytes).setUint16(start + 3, entries);
    for (let entry = 0; entry < entries; entry++) view(bytes).setUint16(start + 8 + entry * 2, 200);
    bytes.set(row, start + 200);
  }
  return bytes;
}

test.each([
  // Of 60,000 bytes on the page: a number that is left out, and 59,990 bytes of a header.
  [
    'of many bytes',
    [0x83, 0xd4, 0x60, 1, 5, 0, 0x87, 0xa9, 0x38],
    'has the same header in several places: it is damaged',
  ],
  // Of 2 MB, of which 32 kB lie on the page: the rest is nowhere.
  ['that is longer than its page', [0x81, 0x80, 0x80, 0, 1], /is not in the file|in two places|cut off/],
])('SQLite: a million entries that lead to the same row %s', (_, row, reason) => {
  const bytes = sameRows(row);
  const before = process.cpuUsage();
  const { packages, unknowns } = readDatabase(bytes);
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(3000);
  expect(packages).toEqual([]);
  expect(unknowns).toContainEqual(expect.stringMatching(reason));
});

test('Berkeley DB: pages of headers that lead to themselves', () => {
  const bytes = database('Packages');
  const pageSize = view(bytes).getUint32(20, true);
  for (let start = pageSize; start < bytes.length; start += pageSize) {
    if (bytes[start + 25] !== 7) continue;
    // Fewer bytes than the header has, so that the next page is asked for.
    view(bytes).setUint16(start + 22, 10, true);
    view(bytes).setUint32(start + 16, start / pageSize, true);
  }
  const { unknowns } = readDatabase(bytes, 'Packages');
  expect(unknowns).toContainEqual(expect.stringMatching(/^has page \d+ in two places: it is damaged$/));
});

test('Berkeley DB: in the other byte order than its magic says', () => {
  const bytes = database('Packages');
  bytes.subarray(12, 16).reverse();
  const { packages, unknowns } = readDatabase(bytes, 'Packages');
  expect(packages).toEqual([]);
  expect(unknowns).toEqual([expect.stringContaining("which it can't have")]);
});

test('ndb: every slot leads to the same header', () => {
  const bytes = database('Packages.db');
  const first = 32;
  for (let slot = first; slot < 4096; slot += 16) bytes.copyWithin(slot, first, first + 16);
  const { packages, unknowns } = readDatabase(bytes, 'Packages.db');
  expect(packages.length).toBeLessThan(20);
  expect(unknowns).toEqual(['has the same header in several places: it is damaged']);
});

property(
  'random bytes behind a magic are read to an end',
  0.2,
  fc.tuple(fc.constantFrom(...forms), fc.uint8Array({ maxLength: 5000 })),
  ([form, bytes]) => {
    const begin = database(form).slice(0, 24);
    const { packages, unknowns } = readDatabase(Uint8Array.from([...begin, ...bytes]));
    expect(packages.length + unknowns.length).toBeGreaterThan(0);
  },
);

property(
  'real databases with damage are read to an end',
  0.6,
  fc.tuple(fc.constantFrom(...forms), fc.array(damage, { minLength: 1, maxLength: 6 })),
  ([form, changes]) => {
    const { packages } = readDatabase(changes.reduce(damaged, database(form)));
    for (const { name, files = [] } of packages) {
      expect(name).not.toBe('');
      expect(files.every((path) => path.startsWith('/'))).toBe(true);
    }
  },
);
