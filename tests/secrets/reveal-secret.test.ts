import { gzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import type { LayerBlob } from '../../src/image/model.ts';
import { revealInLayer } from '../../src/secrets/reveal-secret.ts';
import { scanLayerSecrets } from '../../src/secrets/scan-layer-secrets.ts';
import { paxHeader, rawTar, type RawEntry } from '../archive/raw-tar.ts';
import { zstdFrame } from '../support/zstd-writer.ts';
import { joined, latin1, token } from './support.ts';

const options = { fileName: 'a.tar' };

const packers = {
  none: (tar: Uint8Array<ArrayBuffer>) => tar,
  gzip: (tar: Uint8Array<ArrayBuffer>) => Uint8Array.from(gzipSync(tar)),
  zstd: (tar: Uint8Array<ArrayBuffer>) => zstdFrame(tar),
};

/** What each secret of a layer is when it is read again. */
async function revealAll(entries: readonly RawEntry[], compression: keyof typeof packers = 'none'): Promise<string[]> {
  const blob = await packers[compression](joined(rawTar(entries), new Uint8Array(1024)));
  const layer: LayerBlob = {
    index: 0,
    name: 'layer.tar',
    file: 0,
    range: { start: 0, end: blob.length },
    compression,
    digest: null,
    diffId: '',
    command: '',
    created: null,
  };
  const file = new Blob([blob]);
  const { secrets } = await scanLayerSecrets(file, layer, options);
  return Promise.all(secrets.map(({ entry, ...found }) => revealInLayer(file, layer, entry, found, options)));
}

const utf16 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(`\uFEFF${text}`, 'utf16le'));

const files: readonly RawEntry[] = [
  { name: 'empty.txt', body: '' },
  { name: 'a.txt', body: `x\nkey ${token(1)}\n${token(2)}\n` },
  { name: 'b.txt', body: utf16(`key ${token(3)} `) },
  {
    name: 'c.jar',
    body: zipSync({ 'a.properties': latin1(`a=${token(4)}`), 'b.properties': latin1(`b=${token(5)}`) }),
  },
];

test.each(['none', 'gzip', 'zstd'] as const)(
  'in a layer with compression %s, every value is read again',
  async (how) => {
    expect(await revealAll(files, how)).toEqual([1, 2, 3, 4, 5].map(token));
  },
);

test('of two things of one name in a container, each gives its own', async () => {
  const body = zipSync({ 'a.txt': latin1(token(1)), 'b.txt': latin1(token(2)) });
  for (let at = 0; at < body.length - 5; at++)
    if (String.fromCharCode(...body.subarray(at, at + 5)) === 'b.txt') body[at] = 97;
  expect(await revealAll([{ name: 'a.zip', body }])).toEqual([token(1), token(2)]);
});

test('of a sparse file, however long its holes are', { timeout: 5_000 }, async () => {
  const records = { 'GNU.sparse.size': String(10 ** 13), 'GNU.sparse.map': `0,4,${10 ** 12},50` };
  const body = `abc\n${` ${token()}`.padEnd(50)}`;
  expect(await revealAll([paxHeader(records), { name: 'disk.img', body }])).toEqual([token()]);
});

test('a place that holds something else by now is a Fault', async () => {
  const file = new Blob([joined(rawTar([{ name: 'c.jar', body: zipSync({ 'a.txt': latin1('nothing') }) }]))]);
  const layer = { range: { start: 0, end: file.size }, compression: 'none', name: 'layer.tar' } as LayerBlob;
  const found = { container: 'zip archive', inside: 'a.txt', offset: 0, length: 40, width: 1, hash: '00' } as const;
  const rest = { detector: 'github-token', severity: 'error', line: 1, excerpt: '' } as const;
  const reading = revealInLayer(file, layer, 0, { ...found, ...rest }, options);
  await expect(reading).rejects.toMatchObject({ fault: { kind: 'unreadable-file' } });
});
