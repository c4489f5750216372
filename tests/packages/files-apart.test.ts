// A database of rpm and the log beside it in different layers, against what SQLite reads of the two as they lie merged.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ImagePackage, ImagePackages } from '../../src/packages/package.ts';
import { makeLayer, type LayerCompression } from '../support/compress-layer.ts';
import { packagesOfBlob } from '../support/image-packages.ts';
import { imageConfig, packBlobs, sha256Hex, type Blobs } from '../support/make-archive.ts';
import { findPeer } from '../support/peers.ts';
import { database, namesIn, readDatabase } from './rpm/databases.ts';

const path = 'var/lib/rpm/rpmdb.sqlite';
const beside = `${path}-wal`;
const [whiteout, whiteoutBeside] = ['var/lib/rpm/.wh.rpmdb.sqlite', 'var/lib/rpm/.wh.rpmdb.sqlite-wal'];
const empty = new Uint8Array(0);

/** By path: what a layer has there. */
type Layer = Readonly<Record<string, Uint8Array>>;

async function packagesOf(layers: readonly Layer[], compression: LayerCompression = 'none'): Promise<ImagePackages> {
  const made: Blobs['layers'][number][] = [];
  for (const layer of layers) {
    const items = Object.entries(layer).map(([name, body]) => ({ header: { name, mode: 0o644 }, body }));
    const { tar, blob } = await makeLayer(items, compression);
    made.push({ diffHex: sha256Hex(tar), blob });
  }
  const blobs = { config: imageConfig(made, []), layers: made };
  return packagesOfBlob(await packBlobs(blobs, { layout: 'docker25' }), 'made.tar');
}

const line = ({ name, layer, hidden }: ImagePackage): string =>
  `${name} ${layer}${hidden ? `, ${hidden.how} in ${hidden.in}` : ''}`;

async function linesOf(layers: readonly Layer[], compression?: LayerCompression): Promise<string[]> {
  const { packages, unknowns } = await packagesOf(layers, compression);
  expect(unknowns).toEqual([]);
  return packages.map(line);
}

/** Takes out the first package, then the second; then the first is written into the file, and comes back; a new log begins. */
const program = `
import os, shutil, sqlite3, sys
folder = sys.argv[1]
path = os.path.join(folder, 'db')
database = sqlite3.connect(path, isolation_level=None)
database.execute('PRAGMA journal_mode=WAL')
database.execute('PRAGMA wal_autocheckpoint=0')
# Reads on as of the beginning, so that nothing is cut off of the log.
numbers = [number for (number,) in database.execute('SELECT hnum FROM Packages ORDER BY hnum')]
(first,) = database.execute('SELECT blob FROM Packages WHERE hnum=?', [numbers[0]]).fetchone()

def keep(name):
    shutil.copy(path, os.path.join(folder, f'{name}.db'))
    shutil.copy(path + '-wal', os.path.join(folder, f'{name}.wal'))

database.execute('PRAGMA user_version=1')
database.execute('PRAGMA wal_checkpoint(TRUNCATE)')
keep('start')
database.execute('DELETE FROM Packages WHERE hnum=?', [numbers[0]])
keep('one')
database.execute('DELETE FROM Packages WHERE hnum=?', [numbers[1]])
keep('two')
database.execute('PRAGMA wal_checkpoint(PASSIVE)')
keep('written')
database.execute('PRAGMA wal_checkpoint(RESTART)')
database.execute('INSERT INTO Packages VALUES (?, ?)', [numbers[0], first])
keep('anew')
print(sqlite3.sqlite_version)
`;

/** What SQLite makes of a database with a log beside it, all of it in the one file. */
const merge = `
import sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute('PRAGMA wal_checkpoint(TRUNCATE)')
`;

const python3 = findPeer('python3');

function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'files-apart-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const run = (text: string, ...words: string[]): void => {
  execFileSync(python3!, ['-c', text, ...words], { stdio: ['ignore', 'ignore', 'inherit'] });
};
const read = (file: string): Uint8Array => Uint8Array.from(readFileSync(file));

/** The names that SQLite reads of both. */
const namesBySqlite = (main: Uint8Array, log: Uint8Array): string[] =>
  inFolder((folder) => {
    const file = join(folder, 'db');
    writeFileSync(file, main);
    writeFileSync(`${file}-wal`, log);
    run(merge, file);
    return namesIn(readDatabase(read(file)));
  });

const visible = ({ packages }: ImagePackages): string[] =>
  packages.flatMap(({ name, hidden }) => (hidden ? [] : [name])).sort();

describe.skipIf(!python3)('a database and its log in different layers', () => {
  const files: Record<string, Uint8Array> = {};
  let names: string[] = [];
  const file = (name: string): Uint8Array => files[name]!;

  beforeAll(() => {
    inFolder((folder) => {
      writeFileSync(join(folder, 'db'), database('rpmdb.sqlite'));
      run(program, folder);
      for (const name of ['start', 'one', 'two', 'written', 'anew']) {
        for (const ending of ['db', 'wal']) files[`${name}.${ending}`] = read(join(folder, `${name}.${ending}`));
      }
    });
    names = readDatabase(file('start.db')).packages.map(({ name }) => name);
    expect(names).toHaveLength(3);
    expect(file('start.wal')).toHaveLength(0);
    expect(file('two.db')).toEqual(file('start.db'));
  });

  test.each(['none', 'gzip', 'zstd'] as const)('the log comes later, layers packed as %s', async (compression) => {
    const layers: Layer[] = [
      { [path]: file('start.db'), 'etc/a': empty },
      { 'etc/b': file('one.wal'), [beside]: file('one.wal') },
    ];
    const [first, second, third] = names;
    expect((await linesOf(layers, compression)).sort()).toEqual(
      [`${first} 0, overwritten in 1`, `${second} 0`, `${third} 0`].sort(),
    );
  });

  test.each([
    ['a log', 'start.db', 'one.wal'],
    ['a longer log', 'start.db', 'two.wal'],
    ['a log that is written into the database already', 'written.db', 'written.wal'],
    ['a log that was begun anew', 'written.db', 'anew.wal'],
    ['the log of an earlier state of the database', 'written.db', 'one.wal'],
    ['the log of a later state of the database', 'start.db', 'anew.wal'],
  ])('%s: what SQLite reads of both as they lie merged', async (_, main, log) => {
    const expected = namesBySqlite(file(main), file(log));
    const apart: Layer[][] = [
      [{ [path]: file(main) }, { [beside]: file(log) }],
      [{ [beside]: file(log) }, { [path]: file(main) }],
      [{ [path]: file('start.db'), [beside]: file('two.wal') }, { [path]: file(main) }, { [beside]: file(log) }],
    ];
    for (const layers of apart) {
      const said = await packagesOf(layers);
      expect([visible(said), said.unknowns]).toEqual([expected, []]);
    }
  });

  test('a database that a later layer brings has the log of the layer below', async () => {
    const [first, second, third] = names;
    const layers: Layer[] = [{ [path]: file('start.db'), [beside]: file('two.wal') }, { [path]: file('start.db') }];
    expect(await linesOf(layers)).toEqual([`${third} 0`]);
    const anew: Layer[] = [...layers, { [whiteoutBeside]: empty }];
    expect((await linesOf(anew)).sort()).toEqual([`${first} 2`, `${second} 2`, `${third} 0`].sort());
  });

  test.each([
    ['deleted', { [whiteoutBeside]: empty }],
    ['emptied', { [beside]: empty }],
  ])('a log that is %s leaves the database alone', async (_, last) => {
    const [first, second, third] = names;
    const layers: Layer[] = [{ [path]: file('start.db') }, { [beside]: file('one.wal') }, last];
    expect((await linesOf(layers)).sort()).toEqual(
      [`${first} 0, overwritten in 1`, `${first} 2`, `${second} 0`, `${third} 0`].sort(),
    );
  });

  test('a log through several layers: each takes along what it takes out', async () => {
    const [first, second, third] = names;
    const layers: Layer[] = [
      { [path]: file('start.db') },
      { [beside]: file('one.wal') },
      { 'etc/a': empty },
      { [beside]: file('two.wal') },
    ];
    expect((await linesOf(layers)).sort()).toEqual(
      [`${first} 0, overwritten in 1`, `${second} 0, overwritten in 3`, `${third} 0`].sort(),
    );
    const deleted: Layer[] = [...layers, { [whiteout]: empty, [whiteoutBeside]: empty }];
    expect(await linesOf(deleted)).toContain(`${third} 0, deleted in 4`);
    expect(await linesOf(deleted)).toHaveLength(3);
  });

  test('a database that was deleted below its log has nothing, and the log is told', async () => {
    const { packages, unknowns } = await packagesOf([
      { [path]: file('start.db') },
      { [whiteout]: empty, [beside]: file('one.wal') },
    ]);
    expect(packages.filter(({ hidden }) => hidden === null)).toEqual([]);
    expect(unknowns.map(({ path, layer }) => [path, layer])).toEqual([[`/${beside}`, 1]]);
  });

  test('a log with a wrong checksum is told, and laid over as far as it is whole', async () => {
    const log = file('two.wal').slice();
    log[log.length - 100]! ^= 1;
    const { packages, unknowns } = await packagesOf([{ [path]: file('start.db') }, { [beside]: log }]);
    expect(unknowns).toEqual([
      {
        cataloger: 'rpm',
        path: `/${path}`,
        layer: 1,
        reason: expect.stringContaining('a log beside it that is damaged'),
      },
    ]);
    // What the damaged rest may say of them is not known.
    expect(packages.map(line).sort()).toEqual(names.map((name) => `${name} 0`).sort());
  });

  test('a log with other salts in its frames has nothing that counts', async () => {
    const log = file('two.wal').slice();
    log[32 + 8]! ^= 1;
    expect((await linesOf([{ [path]: file('start.db') }, { [beside]: log }])).sort()).toEqual(
      names.map((name) => `${name} 0`).sort(),
    );
    expect(namesBySqlite(file('start.db'), log)).toEqual([...names].sort());
  });

  test('a database of more than 50 MB is not read with it: that is told', async () => {
    const large = new Uint8Array(50_000_001);
    large.set(file('start.db'));
    const { packages, unknowns } = await packagesOf([{ [path]: large }, { [beside]: file('one.wal') }]);
    expect(packages.map(line).sort()).toEqual(names.map((name) => `${name} 0`).sort());
    expect(unknowns).toEqual([
      { cataloger: 'rpm', path: `/${path}`, layer: 1, reason: expect.stringContaining('is larger than 50.0 MB') },
    ]);
  });

  test('of a hundred layers with a log each, some are read and the others told', async () => {
    const logs = Array.from({ length: 100 }, (_, at) => ({ [beside]: file(at % 2 ? 'one.wal' : 'two.wal') }));
    const { packages, unknowns } = await packagesOf([{ [path]: file('start.db') }, ...logs]);
    expect(unknowns).toHaveLength(68);
    expect(new Set(packages.map(({ name }) => name))).toEqual(new Set(names));
  });
});
