import { expect, test } from 'vitest';
import { openArchive } from '../../src/image/open-archive.ts';
import { jsonLimits } from '../../src/image/json.ts';
import { octal, rawHeader } from '../archive/raw-tar.ts';

test('metadata above 64 MB is refused before it is read', async () => {
  const size = jsonLimits.bytes + 512;
  const header = Uint8Array.from(rawHeader({ name: 'manifest.json', size: octal(size) }));
  const file = new Blob([header, new Uint8Array(size), new Uint8Array(1024)]);
  await expect(openArchive({ kind: 'file', name: 'image.tar', file })).rejects.toMatchObject({
    fault: { kind: 'limit', what: 'manifest.json', limit: jsonLimits.bytes, unit: 'bytes' },
  });
});
