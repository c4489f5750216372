// Files and layers that are large, damaged, or made to take long.
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { LayerBlob } from '../../src/image/model.ts';
import { FileScanner } from '../../src/secrets/file-scanner.ts';
import { limits } from '../../src/secrets/limits.ts';
import { scanLayerSecrets, type LayerSecrets, type SearchSizes } from '../../src/secrets/scan-layer-secrets.ts';
import { paxHeader, rawHeader, rawTar, octal, type RawEntry } from '../archive/raw-tar.ts';
import { makeLayer, type LayerCompression } from '../support/compress-layer.ts';
import { gzipBomb } from '../support/bombs.ts';
import { joined, latin1, textOf, token } from './support.ts';

function layerOf(blob: Uint8Array, compression: LayerBlob['compression']): LayerBlob {
  const range = { start: 0, end: blob.length };
  const nameless = { index: 0, name: 'layer.tar', file: 0, digest: null, diffId: '', command: '', created: null };
  return { ...nameless, range, compression };
}

function scanBlob(
  blob: Uint8Array<ArrayBuffer>,
  compression: LayerBlob['compression'] = 'none',
  sizes?: SearchSizes,
): Promise<LayerSecrets> {
  return scanLayerSecrets(new Blob([blob]), layerOf(blob, compression), { fileName: 'a.tar' }, undefined, sizes);
}

const end = new Uint8Array(1024);
const scanEntries = (entries: readonly RawEntry[], sizes?: SearchSizes): Promise<LayerSecrets> =>
  scanBlob(joined(rawTar(entries), end), 'none', sizes);
const scanFile = (name: string, body: Uint8Array | string, sizes?: SearchSizes): Promise<LayerSecrets> =>
  scanEntries([{ name, body }], sizes);
const placesIn = ({ secrets }: LayerSecrets) => secrets.map(({ path, line, offset }) => ({ path, line, offset }));

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

let scanner: FileScanner;
beforeAll(async () => {
  scanner = await FileScanner.create();
});

describe('one long line', () => {
  test('of 100 MB is searched in pieces, and said to be searched in part', async () => {
    const body = Buffer.alloc(100_000_000, 'all work and no play ');
    body.write(` ${token()} `, 70_000_000, 'latin1');
    let result!: LayerSecrets;
    const took = await milliseconds(async () => (result = await scanFile('var/log/a.log', body)));
    expect(placesIn(result)).toEqual([{ path: '/var/log/a.log', line: null, offset: 70_000_001 }]);
    expect(result.partial).toEqual({ files: 1, bytes: 100_000_000 });
    expect(took).toBeLessThan(10_000);
  });

  test('of 9 MB is searched as a whole', async () => {
    const body = `${'all work and no play '.repeat(430_000)}\n${token()}`;
    const result = await scanFile('var/log/a.log', body);
    expect(placesIn(result)).toEqual([{ path: '/var/log/a.log', line: 2, offset: body.length - token().length }]);
    expect(result.partial.files).toBe(0);
  });
});

describe('encodings', () => {
  const text = `first=1\nsecond=2\nTOKEN=${token()}\n`;
  const utf16 = (mark: boolean, littleEndian: boolean): Uint8Array => {
    const bytes = Buffer.from(`${mark ? '\ufeff' : ''}${text}`, 'utf16le');
    return Uint8Array.from(littleEndian ? bytes : bytes.swap16());
  };

  test.each([
    [true, true],
    [true, false],
    [false, true],
    [false, false],
  ])('UTF-16 with a mark: %s, little endian: %s', async (mark, littleEndian) => {
    const body = utf16(mark, littleEndian);
    const result = await scanFile('srv/app.conf', body);
    const [secret] = result.secrets;
    expect(result.secrets).toHaveLength(1);
    expect(secret).toMatchObject({ line: 3, width: 2, length: 2 * token().length });
    const value = Buffer.from(body.slice(secret!.offset, secret!.offset + secret!.length));
    expect((littleEndian ? value : value.swap16()).toString('utf16le')).toBe(token());
    expect(result.partial.files).toBe(0);
  });

  test('UTF-16 with letters of other scripts in it', async () => {
    const body = Uint8Array.from(Buffer.from(`\ufeff# пароль 密码 Ā\nTOKEN=${token()}\n`, 'utf16le'));
    expect((await scanFile('srv/app.conf', body)).secrets).toMatchObject([{ line: 2 }]);
  });

  test('UTF-32, and other bytes behind what looks like a mark, are binary', async () => {
    const utf32 = joined(
      Uint8Array.of(0xff, 0xfe, 0, 0),
      ...[...text].map((letter) => Uint8Array.of(letter.charCodeAt(0), 0, 0, 0)),
    );
    const binary = joined(Uint8Array.of(0xff, 0xfe), new Uint8Array(100), latin1(token()));
    expect((await scanFile('a', utf32)).partial.files).toBe(1);
    const result = await scanFile('a', binary);
    expect(placesIn(result)).toEqual([{ path: '/a', line: null, offset: 102 }]);
    expect(result.partial.files).toBe(1);
  });

  test('bytes that are no UTF-8 around a secret', async () => {
    const body = joined(
      Uint8Array.of(0xff, 0xc3, 0x28, 10, 0xed, 0xa0, 0x80, 10),
      latin1(token()),
      Uint8Array.of(0xfe, 0x80),
    );
    expect(placesIn(await scanFile('a.txt', body))).toEqual([{ path: '/a.txt', line: 3, offset: 8 }]);
  });

  test('names that are no UTF-8 stay apart', async () => {
    const patch = (byte: number): RawEntry => ({ name: 'a', patch: { 0: Uint8Array.of(byte) }, body: token() });
    const result = await scanEntries([patch(0xe9), patch(0xff)]);
    expect(result.secrets.map(({ path }) => path)).toEqual(['/\udce9', '/\udcff']);
  });
});

test('100,000 secrets in one file are capped, and that is said', async () => {
  const body = Array.from({ length: 100_000 }, (_, number) => token(number)).join('\n');
  const result = await scanEntries([
    { name: 'many.txt', body },
    { name: 'one.txt', body: token() },
  ]);
  expect(result.secrets.map(({ line }) => line)).toEqual([
    ...Array.from({ length: limits.found }, (_, at) => at + 1),
    1,
  ]);
  expect(result.capped).toEqual(['/many.txt']);
  const inPieces = await scanEntries([{ name: 'many.bin', body: `\0${body}` }], { wholeBytes: 0, pieceBytes: 10_000 });
  expect(inPieces.secrets).toHaveLength(limits.found);
  expect(inPieces.capped).toEqual(['/many.bin']);
});

test('secrets in ever more files are cut, and that is said', async () => {
  const body = Array.from({ length: 100 }, (_, number) => token(number)).join('\n');
  const entries = Array.from({ length: 102 }, (_, number) => ({ name: `${number}.txt`, body }));
  const result = await scanEntries(entries);
  expect(result.secrets).toHaveLength(10_000);
  expect(result.isComplete).toBe(false);
});

describe('containers', () => {
  test('a bomb in a jar ends soon; what stands before it is found, and the rest said to be left out', async () => {
    const jar = Uint8Array.from(
      zipSync({ 'a.properties': latin1(`key=${token()}`), bomb: new Uint8Array(80_000_000) }),
    );
    let result!: LayerSecrets;
    const took = await milliseconds(async () => (result = await scanFile('app.jar', jar)));
    expect(result.secrets).toMatchObject([{ inside: 'a.properties', container: 'zip archive', line: 1, offset: 4 }]);
    expect(result.partial.files).toBe(1);
    expect(took).toBeLessThan(5000);
  });

  test('of a small one, not more than so many times its size comes out', async () => {
    const jar = Uint8Array.from(zipSync({ bomb: new Uint8Array(30_000_000), 'z.txt': latin1(token()) }, { level: 9 }));
    expect(jar.length * limits.insideRatio).toBeLessThan(30_000_000);
    const result = await scanFile('app.jar', jar);
    expect({ secrets: result.secrets, files: result.partial.files }).toEqual({ secrets: [], files: 1 });
  });

  test('of all of them together, no more than a bound comes out; the others are searched as they are', async () => {
    const zipped = Uint8Array.from(gzipSync(`${token()}\n${'x'.repeat(2000)}`));
    const stored = Uint8Array.from(zipSync({ 'a.txt': latin1(`\n${token()}`) }, { level: 0 }));
    const bounded = await FileScanner.create([], 1500);
    const scan = (path: string, bytes: Uint8Array) =>
      bounded.scanContainer(path, bytes, bounded.containerOf(path, bytes)!);
    expect(await scan('/a.gz', zipped)).toMatchObject({ found: [{ line: 1 }], isPartial: true });
    expect(await scan('/b.gz', zipped)).toMatchObject({ found: [], isPartial: true });
    expect(await scan('/c.zip', stored)).toMatchObject({ found: [{ inside: null, line: null }], isPartial: true });
  });

  test('a gzipped file, cut, is searched as far as it goes', async () => {
    const text = `${token()}\n${Array.from({ length: 9000 }, (_, line) => `${line * 7919}`).join('\n')}`;
    const zipped = Uint8Array.from(gzipSync(text));
    const result = await scanFile('var/log/a.log.gz', zipped.subarray(0, zipped.length - 900));
    expect(result.secrets).toMatchObject([{ path: '/var/log/a.log.gz', inside: '', line: 1 }]);
    expect(result.partial.files).toBe(1);
  });

  test('what is packed in what is packed is not unpacked, and that is said', async () => {
    const inner = zipSync({ 'a.txt': latin1(token().repeat(2)) });
    const result = await scanFile('outer.zip', Uint8Array.from(zipSync({ 'inner.zip': inner })));
    expect({ secrets: result.secrets, files: result.partial.files }).toEqual({ secrets: [], files: 1 });
  });

  test('a notebook’s escaped quotes hide nothing, and a compiled text has no lines', async () => {
    const cells = [{ cell_type: 'code', source: ['import os\n', `os.environ["TOKEN"] = "${token()}"\n`] }];
    const notebook = await scanFile('srv/a.ipynb', JSON.stringify({ cells }));
    expect(notebook.secrets).toMatchObject([{ container: 'Jupyter notebook', inside: 'cell 1', line: 2 }]);
    const compiled = joined(Uint8Array.of(0xa7, 13, 13, 10), new Uint8Array(12), latin1(`\xfa\x28${token()}`));
    expect(textOf(compiled.subarray(18))).toHaveLength(0x28);
    const { secrets } = await scanFile('srv/__pycache__/a.cpython-311.pyc', compiled);
    expect(secrets).toMatchObject([{ container: 'compiled Python', line: null, offset: 0 }]);
  });

  test('any bytes under any such name are got through', async () => {
    const starts = [
      'PK\x03\x04',
      '\x1f\x8b\x08\0',
      'PACK\0\0\0\x02',
      '\x78\x9c',
      '\xfe\xed\xfe\xed\0\0\0\x02',
      '\x05\x02',
      'a7\r\n',
      '',
    ];
    const names = ['a.jar', 'a.pack', 'a.pyc', 'a.ipynb', 'a.keystore', 'a.gpg', `g/objects/00/${'0'.repeat(38)}`];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...starts),
        fc.constantFrom(...names),
        fc.uint8Array({ maxLength: 300 }),
        async (start, name, rest) => {
          const body = joined(latin1(start), rest);
          const container = scanner.containerOf(`/${name}`, body);
          if (container) await scanner.scanContainer(`/${name}`, body, container);
          else scanner.scan(`/${name}`, body);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('damage', () => {
  const tar = joined(
    rawTar([
      { name: 'first.txt', body: token(1) },
      { name: 'second.txt', body: `${token(2)}\n${'x'.repeat(3000)}\n${token(3)}` },
    ]),
    end,
  );

  test.each([
    ['small', undefined],
    ['read as a whole', { wholeBytes: 1_000_000, pieceBytes: 100 }],
    ['read in pieces', { wholeBytes: 0, pieceBytes: 100 }],
  ])('a layer cut in a file that is %s gives what stands before', async (_, sizes) => {
    const result = await scanBlob(tar.slice(0, 2000), 'none', sizes);
    expect(result.secrets.map(({ path, offset }) => ({ path, offset }))).toEqual([
      { path: '/first.txt', offset: 0 },
      { path: '/second.txt', offset: 0 },
    ]);
    expect(result.partial.files).toBeGreaterThan(0);
  });

  test('a header that is damaged ends it', async () => {
    const broken = tar.slice();
    broken.fill(0xff, 1024, 1100);
    const result = await scanBlob(broken);
    expect(result.secrets.map(({ path }) => path)).toEqual(['/first.txt']);
    expect([result.isComplete, (await scanBlob(tar)).isComplete]).toEqual([false, true]);
  });

  test('gzip that is cut gives what comes before', async () => {
    const noise = Array.from({ length: 200_000 }, (_, at) => `${(at * 7919) % 1_000_003}`).join('\n');
    const long = rawTar([
      { name: 'first.txt', body: token(1) },
      { name: 'noise.txt', body: `${token(2)}\n${noise}` },
    ]);
    const zipped = Uint8Array.from(gzipSync(joined(long, end)));
    const result = await scanBlob(zipped.slice(0, -50_000), 'gzip');
    expect(result.secrets.map(({ path }) => path)).toEqual(['/first.txt', '/noise.txt']);
    expect(result.isComplete).toBe(false);
    expect(result.partial.files).toBe(1);
  });

  test('a bomb of a layer ends, and what stands before it is found', async () => {
    const head = joined(
      rawTar([{ name: 'first.txt', body: token(1) }]),
      rawHeader({ name: 'zeros', size: octal(8_000_000_000) }),
    );
    const result = await scanBlob(gzipBomb(head), 'gzip');
    expect(result.secrets.map(({ path }) => path)).toEqual(['/first.txt']);
  }, 60_000);
});

describe.each<LayerCompression>(['none', 'gzip', 'gzip-members', 'estargz', 'zstd'])(
  'a layer packed by %s',
  (compression) => {
    test('is searched', async () => {
      const items = [
        { header: { name: 'etc/a.conf' }, body: latin1(`\n${token()}`) },
        { header: { name: 'usr/b' }, body: joined(new Uint8Array(300_000), latin1(token())) },
      ];
      const { blob } = await makeLayer(items, compression);
      const form = compression === 'none' || compression === 'zstd' ? compression : 'gzip';
      expect(placesIn(await scanBlob(blob, form))).toEqual([
        { path: '/etc/a.conf', line: 2, offset: 1 },
        { path: '/usr/b', line: null, offset: 300_000 },
      ]);
    });
  },
);

test('of a sparse file what is stored is searched, however long it claims to be', async () => {
  const records = { 'GNU.sparse.size': String(10 ** 13), 'GNU.sparse.map': `0,4,${10 ** 12},50` };
  const body = `abc\n${` ${token()}`.padEnd(50)}`;
  let result!: LayerSecrets;
  const took = await milliseconds(async () => {
    result = await scanEntries([paxHeader(records), { name: 'disk.img', body }]);
  });
  expect(placesIn(result)).toEqual([{ path: '/disk.img', line: 2, offset: 5 }]);
  expect(took).toBeLessThan(1000);
});

describe('pieces of a large file', () => {
  const pieceBytes = 700;
  const filler = (length: number): Uint8Array => new Uint8Array(length).map((_, at) => at * 37);

  test.each([-1, 0, 1])('a file of the size of a piece and %i is searched to its end', async (more) => {
    const body = filler(pieceBytes + more);
    body.set(latin1(`\0${token()}`), body.length - token().length - 1);
    const result = await scanFile('a.bin', body, { wholeBytes: 0, pieceBytes });
    expect(placesIn(result)).toEqual([{ path: '/a.bin', line: null, offset: body.length - token().length }]);
  });

  test('a secret is found once, wherever it stands', async () => {
    const length = 3 * (pieceBytes + scanner.reach);
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.nat(Math.floor(length / 50) - 1), { minLength: 1, maxLength: 5 }),
        fc.nat(8),
        fc.integer({ min: 100, max: pieceBytes }),
        async (slots, shift, size) => {
          const body = filler(length);
          for (const slot of slots) body.set(latin1(`\0${token(slot)}\0`), slot * 50 + shift);
          const sizes = { wholeBytes: 0, pieceBytes: size };
          const { secrets } = await scanFile('a.bin', joined(Uint8Array.of(0), body), sizes);
          const values = secrets.map(({ offset, length: bytes }) =>
            textOf(body.subarray(offset - 1, offset - 1 + bytes)),
          );
          expect(values).toEqual(slots.sort((one, other) => one - other).map((slot) => token(slot)));
        },
      ),
      { numRuns: 200 },
    );
  });
});
