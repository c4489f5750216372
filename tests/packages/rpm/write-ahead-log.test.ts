// Databases of SQLite with a log beside them, against SQLite itself and damaged.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rpm } from '../../../src/packages/catalogers/rpm.ts';
import { PackageCollector } from '../../../src/packages/package-collector.ts';
import { sqlite } from '../../../src/packages/rpm/sqlite.ts';
import { laidOver } from '../../../src/packages/rpm/write-ahead-log.ts';
import type { Cataloged } from '../../../src/packages/package.ts';
import { scanLayerSecrets } from '../../../src/secrets/scan-layer-secrets.ts';
import { damage, damaged } from '../../properties/support/damage.ts';
import { property } from '../../properties/support/property.ts';
import { makeTar } from '../../support/make-archive.ts';
import { findPeer } from '../../support/peers.ts';
import { database, namesIn } from './databases.ts';

const folder = join(import.meta.dirname, '../../fixtures/packages/rpm');
const log = (): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(gunzipSync(readFileSync(join(folder, 'rpmdb.sqlite-wal.gz'))));
const path = '/var/lib/rpm/rpmdb.sqlite';

function together(main: Uint8Array, beside: Uint8Array): Cataloged {
  return rpm.together!.read({ path, bytes: main }, { path: `${path}-wal`, bytes: beside });
}

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const before = namesIn(rpm.read({ path, bytes: database('rpmdb.sqlite') }) as Cataloged);
const after = namesIn(together(database('rpmdb.sqlite'), log()));

test('what the log says was removed and installed', () => {
  expect(before).toHaveLength(3);
  expect(after).toEqual([...before.filter((name) => after.includes(name)), 'x'.repeat('openssl-libs'.length)].sort());
  expect(after).toContain('openssl-libs');
  expect(after).toHaveLength(3);
  expect(together(database('rpmdb.sqlite'), log()).unknowns).toEqual([]);
});

describe('a log of which not all can be laid over', () => {
  const [header, frame] = [32, 24 + 4096];
  const changed = (at: number, value: number): Uint8Array => {
    const bytes = log();
    bytes[at] = value;
    return bytes;
  };
  const none = 'has a log beside it that is damaged, or none of SQLite: it is not read';
  const rest = 'what stands from there on is not read';

  test.each<[string, Uint8Array, string]>([
    ['a few bytes', log().slice(0, 20), none],
    ['another file', new TextEncoder().encode('SQLite format 3\0'.repeat(10)), none],
    ['a header that is damaged', changed(13, 7), none],
    ['pages of a size that none has', changed(11, 3), none],
    [
      'cut in the first frame',
      log().slice(0, header + 2000),
      `has a log beside it that is cut off in its frame 1: ${rest}`,
    ],
    [
      'its first frame damaged',
      changed(header + 500, 255),
      `has a log beside it that is damaged in its frame 1: ${rest}`,
    ],
  ])('%s: the database alone', (_, bytes, reason) => {
    const said = together(database('rpmdb.sqlite'), bytes);
    expect([namesIn(said), said.unknowns]).toEqual([before, [reason]]);
  });

  test('the frames of an earlier log, and of a transaction that was not ended, do not count', () => {
    const stale = changed(header + 8, log()[header + 8]! ^ 1);
    expect(together(database('rpmdb.sqlite'), stale)).toMatchObject({ unknowns: [] });
    expect(namesIn(together(database('rpmdb.sqlite'), stale))).toEqual(before);
    const open = log().slice(0, header + frame);
    expect(view(open).getUint32(header + 4)).toBe(0);
    expect(namesIn(together(database('rpmdb.sqlite'), open))).toEqual(before);
  });

  test('a whole transaction counts, though the next is cut', () => {
    const said = together(database('rpmdb.sqlite'), log().slice(0, -1));
    expect(namesIn(said)).toHaveLength(2);
    expect(said.unknowns).toEqual([expect.stringContaining('is cut off in its frame 9')]);
  });

  test('a database with pages of another size, or cut off', () => {
    const other = database('rpmdb.sqlite');
    view(other).setUint16(16, 8192);
    expect(laidOver(other, log()).problem).toContain('pages of another size');
    expect(laidOver(database('rpmdb.sqlite').slice(0, 4096), log()).problem).toContain('more pages than there are');
  });
});

property('damaged logs are read to an end', 0.3, fc.array(damage, { minLength: 1, maxLength: 6 }), (changes) => {
  const said = together(database('rpmdb.sqlite'), changes.reduce(damaged, log()));
  expect(said.packages.length + said.unknowns.length).toBeGreaterThan(0);
});

interface Item {
  readonly name: string;
  readonly body: Uint8Array;
}

async function saidOfLayer(items: readonly Item[]): Promise<unknown[]> {
  const tar = await makeTar(items.map(({ name, body }) => ({ header: { name, mode: 0o644 }, body })));
  const range = { start: 0, end: tar.length };
  const layer = { index: 0, name: 'l', file: 0, range, compression: 'none' as const, digest: null, diffId: '' };
  const collector = new PackageCollector([rpm]);
  const told = { ...layer, command: '', created: null };
  await scanLayerSecrets(new Blob([tar]), told, { fileName: 'a.tar' }, undefined, undefined, [collector]);
  const { files } = collector.result();
  expect(files.map(({ entry }) => entry)).toEqual(files.map(({ entry }) => entry).toSorted((a, b) => a - b));
  return files.map((said) => [said.path, namesIn(said), said.unknowns.length]);
}

describe('in a layer', () => {
  const main = { name: path.slice(1), body: database('rpmdb.sqlite') };
  const beside = { name: `${path.slice(1)}-wal`, body: log() };
  const other = { name: 'usr/lib/sysimage/rpm/Packages.db', body: database('Packages.db') };

  test.each([
    ['the log behind it', [main, other, beside]],
    ['the log before it', [beside, other, main]],
  ])('%s', async (_, items) => {
    const said = await saidOfLayer(items);
    expect(said).toContainEqual([path, after, 0]);
    expect(said).toHaveLength(2);
  });

  test('each alone', async () => {
    expect(await saidOfLayer([main])).toEqual([[path, before, 0]]);
    expect(await saidOfLayer([beside])).toEqual([[`${path}-wal`, [], 1]]);
  });

  test('a database of more than a megabyte, and one that stands there twice', async () => {
    const large = { ...main, body: Buffer.concat([main.body, Buffer.alloc(2_000_000)]) };
    expect(await saidOfLayer([large, beside])).toEqual([[path, after, 0]]);
    expect(await saidOfLayer([{ ...main, body: new Uint8Array(10) }, main, beside])).toEqual([[path, after, 0]]);
  });
});

const python3 = findPeer('python3');

/** Transactions of many kinds, and after each what lies there and what SQLite reads. */
const program = `
import hashlib, json, os, random, shutil, sqlite3, sys
folder, seed, size = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
random.seed(seed)
path = os.path.join(folder, 'db')
database = sqlite3.connect(path, isolation_level=None)
database.execute(f'PRAGMA page_size={size}')
database.execute('PRAGMA journal_mode=WAL')
database.execute('PRAGMA wal_autocheckpoint=0')
database.execute("CREATE TABLE 'Packages' (hnum INTEGER PRIMARY KEY AUTOINCREMENT, blob BLOB NOT NULL)")
for round in range(12):
    database.execute('BEGIN')
    for _ in range(random.randrange(1, 20)):
        database.execute('INSERT INTO Packages (blob) VALUES (?)', [random.randbytes(random.randrange(1, 20000))])
    for (number,) in database.execute('SELECT hnum FROM Packages ORDER BY random() LIMIT ?', [random.randrange(8)]).fetchall():
        database.execute('DELETE FROM Packages WHERE hnum=?', [number])
    database.execute('COMMIT')
    if round % 5 == 3: database.execute('VACUUM')
    if round % 4 == 2: database.execute('PRAGMA wal_checkpoint(RESTART)')
    shutil.copy(path, os.path.join(folder, f'{round}.db'))
    shutil.copy(path + '-wal', os.path.join(folder, f'{round}.wal'))
    rows = [hashlib.sha256(blob).hexdigest() for (blob,) in database.execute('SELECT blob FROM Packages ORDER BY hnum')]
    json.dump(rows, open(os.path.join(folder, f'{round}.json'), 'w'))
print(sqlite3.sqlite_version)
`;

test.skipIf(!python3).each([512, 4096, 65_536])('pages of %d bytes: the rows that SQLite reads', (size) => {
  const place = mkdtempSync(join(tmpdir(), 'write-ahead-log-'));
  try {
    writeFileSync(join(place, 'program.py'), program);
    const said = execFileSync(python3!, [join(place, 'program.py'), place, String(size), String(size)], {
      encoding: 'utf8',
    });
    let rows = 0;
    for (let round = 0; round < 12; round++) {
      const read = (ending: string): Uint8Array => Uint8Array.from(readFileSync(join(place, `${round}.${ending}`)));
      const { bytes, problem } = laidOver(read('db'), read('wal'));
      const found: string[] = [];
      const missed: string[] = [];
      const header = (row: Uint8Array): number => found.push(createHash('sha256').update(row).digest('hex'));
      sqlite.read(bytes, { header, miss: (reason) => missed.push(reason) });
      const expected = JSON.parse(readFileSync(join(place, `${round}.json`), 'utf8')) as string[];
      expect([round, problem, missed, found]).toEqual([round, null, [], expected]);
      rows += expected.length;
    }
    console.log(`SQLite ${said.trim()}, pages of ${size} bytes: 12 logs, ${rows} rows`);
    expect(rows).toBeGreaterThan(100);
  } finally {
    rmSync(place, { recursive: true });
  }
});
