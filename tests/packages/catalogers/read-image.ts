import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openRange } from '../../../src/archive/open-range.ts';
import { TarFlag } from '../../../src/archive/tar-header.ts';
import { TarReader } from '../../../src/archive/tar-reader.ts';
import { decodeText } from '../../../src/bytes/text.ts';
import type { Cataloger } from '../../../src/packages/cataloger.ts';
import type { FoundPackage } from '../../../src/packages/package.ts';
import { archiveIn, openBlob } from '../../support/open-image.ts';
import type { SharedFixtures } from '../../support/shared-fixtures.ts';

/** What a cataloger says of a file. */
export interface Said {
  readonly path: string;
  readonly packages: readonly FoundPackage[];
  readonly unknowns: readonly string[];
}

/** A package as packages.json lists it. */
export interface TruePackage {
  readonly type: string;
  readonly name: string;
  readonly version: string;
  readonly where: string;
  readonly evidence?: string;
}

const headBytes = 65_536;
const large = 1_000_000;

const isWanted = ({ magic, endings, names, selects }: Cataloger, path: string, head: Uint8Array): boolean => {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const fits =
    magic?.every((byte, at) => head[at] === byte) ||
    endings?.includes(name.slice(name.lastIndexOf('.')).toLowerCase()) ||
    names?.includes(name);
  return (fits ?? false) && selects(path);
};

/** As the page's collector does it: large files as a stream where the cataloger reads them so. */
export async function catalogFile(cataloger: Cataloger, path: string, bytes: Uint8Array): Promise<Said | null> {
  const head = bytes.subarray(0, headBytes);
  if (!isWanted(cataloger, path, head)) return null;
  if (bytes.length <= large || !cataloger.stream) return { path, ...(await cataloger.read({ path, bytes })) };
  const stream = cataloger.stream(path, head, bytes.length);
  for (let at = 0; stream && at < bytes.length; at += headBytes) stream.take(bytes.slice(at, at + headBytes));
  return stream && { path, ...(await stream.end()) };
}

/** Every file of an image's layers. */
export async function* filesOf(file: string): AsyncGenerator<{ path: string; bytes: Uint8Array }> {
  const archive = await archiveIn(file);
  const { images } = await openBlob(archive, file);
  for (const { range, compression } of images[0]!.layers) {
    const tar = new TarReader(openRange(archive, range!, compression, { fileName: file }), file);
    for (let entry = await tar.next(); entry; entry = await tar.next()) {
      if (entry.flag !== TarFlag.file) continue;
      const path = `/${decodeText(entry.path)}`;
      const pieces: Uint8Array[] = [];
      for await (const piece of tar.chunks()) pieces.push(piece.slice());
      yield { path, bytes: Buffer.concat(pieces) };
    }
  }
}

/** What a cataloger says of each of them. */
export async function catalogImage(file: string, cataloger: Cataloger): Promise<Said[]> {
  const said: Said[] = [];
  for await (const { path, bytes } of filesOf(file)) {
    const one = await catalogFile(cataloger, path, bytes);
    if (one) said.push(one);
  }
  return said;
}

/** Of one type, in the order of their texts. */
export function trueNames({ shared }: SharedFixtures, name: string, type: string): string[] {
  const { packages } = JSON.parse(readFileSync(join(shared, `images/${name}/packages.json`), 'utf8')) as {
    packages: readonly TruePackage[];
  };
  return packages.flatMap((one) => (one.type === type ? [`${one.name} ${one.version} /${one.where}`] : [])).toSorted();
}

export const namesOf = (said: readonly Said[]): string[] =>
  said
    .flatMap(({ path, packages }) =>
      packages.map(
        ({ name, version, inside }) => `${name} ${version ?? '(devel)'} ${path}${inside ? `!/${inside}` : ''}`,
      ),
    )
    .toSorted();
