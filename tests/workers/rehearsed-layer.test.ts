import { expect, test } from 'vitest';
import { TarReader } from '../../src/archive/tar-reader.ts';
import { TarFlag } from '../../src/archive/tar-header.ts';
import { BlobReader } from '../../src/bytes/byte-reader.ts';
import { decodeText } from '../../src/bytes/text.ts';
import { rehearsedEntries } from '../../src/workers/rehearsal.ts';
import { rehearsedLayer } from '../../src/workers/rehearsed-layer.ts';

test('a rehearsed layer holds its entries, those with long names too', async () => {
  const entries = rehearsedEntries(0);
  const { blob } = rehearsedLayer(entries);
  const tar = new TarReader(new BlobReader(blob), 'rehearsal');
  const read: { path: string; size: number; flag: number; major: number | null }[] = [];
  for (let entry = await tar.next(); entry; entry = await tar.next()) {
    read.push({ path: decodeText(entry.path), size: entry.size, flag: entry.flag, major: entry.major });
  }
  const plain = entries.filter(({ kind }) => kind === 'file' || kind === 'symlink' || kind === 'characterDevice');
  expect(read).toHaveLength(entries.length);
  for (const { path, size } of plain) expect(read).toContainEqual(expect.objectContaining({ path, size }));
  // In ustar's second field, and in a record of PAX.
  expect(plain.filter(({ path }) => path.length > 100 && path.includes('/nested/')).length).toBeGreaterThan(5);
  expect(plain.filter(({ path }) => path.length > 100 && path.includes('generated-')).length).toBeGreaterThan(5);
  const devices = read.filter(({ flag }) => flag === TarFlag.characterDevice);
  expect(devices.length).toBeGreaterThan(5);
  for (const { major } of devices) expect(major).toBe(1);
});
