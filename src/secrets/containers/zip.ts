import { isZip, ZipReader } from '../../archive/zip-reader.ts';
import type { Bytes } from '../../bytes/units.ts';
import { ContainerLimit, type Container, type Inside } from '../container.ts';

/** Also of those that nothing is in. */
const mostEntries = 100_000;

const archiveName = /\.(?:zip|jar|war|ear|whl|egg|apk|nupkg|pyz|pex)$/i;

function* open(bytes: Uint8Array, limit: Bytes): Generator<Inside> {
  const reader = new ZipReader(bytes);
  let isWhole = reader.hasDirectory;
  let [count, left] = [0, limit];
  for (const entry of reader.entries()) {
    if (left <= 0 || ++count > mostEntries) throw new ContainerLimit();
    const content = entry && reader.contentOf(entry, left);
    isWhole &&= content?.isWhole ?? false;
    if (!entry || !content || content.bytes.length === 0) continue;
    left -= content.bytes.length;
    yield { name: entry.name, bytes: content.bytes };
  }
  if (!isWhole) throw new ContainerLimit();
}

export const zip: Container = {
  id: 'zip archive',
  selects: (path, head) => isZip(head) || (archiveName.test(path) && new ZipReader(head).hasDirectory),
  open,
};
