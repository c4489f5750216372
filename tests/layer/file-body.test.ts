import { describe, expect, test } from 'vitest';
import { decodeText } from '../../src/bytes/text.ts';
import { openBody, type FileBody } from '../../src/layer/file-body.ts';
import { scanBlob } from '../support/open-image.ts';
import { imageConfig, packBlobs, sha256Hex } from '../support/make-archive.ts';
import { latin1, octal, paxHeader, rawTar, type RawEntry } from '../archive/raw-tar.ts';
import { storedBodyOf } from '../../src/rootfs/stored-body.ts';
import type { Fault } from '../../src/fault.ts';

/** The body of a path in an image of one layer. */
async function bodyIn(path: string, entries: readonly RawEntry[], cut?: number): Promise<FileBody> {
  const blob = rawTar(entries);
  const layers = [{ diffHex: sha256Hex(blob), blob }];
  const file = await packBlobs({ config: imageConfig(layers, []), layers }, { layout: 'docker25' });
  const { rootfs } = await scanBlob(file, 'web.tar');
  const event = rootfs.eventAt(rootfs.find(path)!, 0);
  return openBody(new Blob([blob.slice(0, cut)]), storedBodyOf(rootfs.columns, event)!.place, 'web.tar (layer 0)');
}

const read = async (body: FileBody, start: number, end: number): Promise<string> =>
  decodeText(await body.read(start, end));

const faultOf = (error: unknown): Fault => (error as { fault: Fault }).fault;

const plain: RawEntry[] = [{ name: 'a', body: 'first' }, paxHeader({ path: 'b' }), { name: 'x', body: 'second' }];

test.each([
  [0, 6, 'second'],
  [2, 4, 'co'],
  [4, 99, 'nd'],
  [6, 99, ''],
])('bytes %i to %i of a file', async (start, end, text) => {
  const body = await bodyIn('/b', plain);
  expect(await read(body, start, end)).toBe(text);
  expect(body.size).toBe(6);
  expect(await body.blob!.text()).toBe('second');
});

test('a hard link has the contents of the file that it shares', async () => {
  const body = await bodyIn('/c', [...plain, { name: 'c', type: '1', link: 'b' }]);
  expect(await read(body, 0, 99)).toBe('second');
});

test('where the layer ends within them it is told', async () => {
  const body = await bodyIn('/b', plain, 512 * 5 + 3);
  expect(await read(body, 0, 3)).toBe('sec');
  const fault = await body.read(0, 6).catch(faultOf);
  expect(fault).toMatchObject({ kind: 'truncated', fileName: 'web.tar (layer 0)' });
});

describe.each<[string, RawEntry[]]>([
  [
    'PAX 0.1',
    [
      { name: 'before', body: 'x' },
      paxHeader({ 'GNU.sparse.map': '2,3,6,1,9,2', 'GNU.sparse.size': '12', 'GNU.sparse.name': 'holes' }),
      { name: 'GNUSparseFile/holes', body: 'abcdef' },
    ],
  ],
  [
    'PAX 1.0',
    [
      paxHeader({
        'GNU.sparse.major': '1',
        'GNU.sparse.minor': '0',
        'GNU.sparse.realsize': '12',
        'GNU.sparse.name': 'holes',
      }),
      { name: 'GNUSparseFile/holes', body: '3\n2\n3\n6\n1\n9\n2\n'.padEnd(512, '\0') + 'abcdef' },
    ],
  ],
  [
    'GNU',
    [
      {
        name: 'holes',
        type: 'S',
        dialect: 'gnu',
        body: 'abcdef',
        patch: {
          386: `${octal(2)}\0${octal(3)}\0${octal(6)}\0${octal(1)}\0${octal(9)}\0${octal(2)}\0`,
          483: octal(12),
        },
      },
    ],
  ],
])('a sparse file, %s', (_, entries) => {
  const whole = '\0\0abc\0d\0\0ef\0';

  test('every part of it', async () => {
    const body = await bodyIn('/holes', entries);
    expect([body.size, body.blob]).toEqual([12, null]);
    for (let start = 0; start <= 12; start++)
      for (let end = start; end <= 13; end++) expect(await read(body, start, end)).toBe(whole.slice(start, end));
  });

  test('one that is cut: holes are read, the rest is told', async () => {
    const tar = rawTar(entries);
    const end = tar.length - 512 + 3;
    const body = await bodyIn('/holes', entries, end);
    expect(await read(body, 0, 2)).toBe('\0\0');
    expect(await body.read(6, 7).catch(faultOf)).toMatchObject({ kind: 'truncated' });
  });
});

test('a name that shows no contents has no body', async () => {
  const blob = rawTar([
    { name: 'l', type: '1', link: 'nowhere' },
    { patch: { 0: latin1('d/') }, type: '5' },
  ]);
  const layers = [{ diffHex: sha256Hex(blob), blob }];
  const file = await packBlobs({ config: imageConfig(layers, []), layers }, { layout: 'docker25' });
  const { rootfs } = await scanBlob(file, 'web.tar');
  for (const path of ['/l', '/d'])
    expect(storedBodyOf(rootfs.columns, rootfs.eventAt(rootfs.find(path)!, 0))).toBeNull();
});
