import { expect, test } from 'vitest';
import { endOfTar, tarHeader } from '../../src/archive/tar-writer.ts';
import { TarFlag } from '../../src/archive/tar-header.ts';
import { analyseImage } from '../../src/analysis/analyse-image.ts';
import { FileContents } from '../../src/minify/file-contents.ts';
import { reachOf } from '../../src/minify/reach.ts';
import { scanLayer } from '../../src/layer/scan-layer.ts';
import { Rootfs } from '../../src/rootfs/rootfs.ts';
import { elfBytes } from '../support/elf-bytes.ts';
import { configuredImage } from '../support/configured-image.ts';

const size = 2_000_000_000;
const none = new Uint8Array(0);

const header = (path: string, length: number): Uint8Array<ArrayBuffer> =>
  new Uint8Array(
    tarHeader({
      ...{ path: new TextEncoder().encode(path), flag: TarFlag.file, link: none, size: length, mode: 0o755 },
      ...{ uid: 0, gid: 0, mtime: 0, device: null, xattrs: null },
    }),
  );

test('of a program of 2 GB the libraries are known, and that the rest was not looked through is said', async () => {
  const [program, library] = [elfBytes({ needs: ['libused.so'] }), elfBytes({ type: 3 })];
  const rest = size - program.length;
  const megabyte = new Blob([new Uint8Array(1_000_000)]);
  // The pieces are one and the same in memory.
  const zeros = Array.from({ length: Math.floor(rest / 1_000_000) }, () => megabyte);
  const padding = (length: number): Blob => megabyte.slice(0, (512 - (length % 512)) % 512);
  const tar = new Blob([
    ...[header('run', size), program, ...zeros, megabyte.slice(0, rest % 1_000_000), padding(size)],
    ...[header('lib/libused.so', library.length), library, padding(library.length), new Uint8Array(endOfTar)],
  ]);
  const { image } = configuredImage({ history: ['COPY . /'], config: { cmd: ['/run'] } });
  const layer = { ...image.layers[0]!, range: { start: 0, end: tar.size } };
  const { table, fault } = await scanLayer(tar, layer, 'large.tar');
  expect(fault).toBeNull();
  const rootfs = new Rootfs(analyseImage([table]).rootfs);
  const contents = new FileContents(rootfs, [tar], 'large.tar');
  const { states, notes } = await reachOf({ image, rootfs, contents });
  expect(states[rootfs.find('/lib/libused.so')!]).toBe(2);
  expect(notes).toEqual(['/run is larger than 512 MB: what it names behind that was not looked for.']);
}, 60_000);
