import fc from 'fast-check';
import { expect, test } from 'vitest';
import { broughtBy, mostFolders, type BroughtFiles } from '../../src/analysis/brought.ts';
import type { Rootfs } from '../../src/rootfs/rootfs.ts';
import { buildImage } from '../support/build-image.ts';

const inWords = (image: string): string[] =>
  broughtBy(buildImage(image).rootfs).flatMap(({ layer, folders }) =>
    folders.map(({ path, files, bytes, visibleBytes }) => `${layer} ${path} ${files}: ${bytes}, ${visibleBytes} there`),
  );

test('what each layer stored, by top folder, with what of it is still there', () => {
  const words = inWords(`
    layer  ADD rootfs.tar /
      usr/bin/a  100
      usr/bin/deep/er/b  20
      usr/lib/c  300
      usr/d  5
      var/lib/dpkg/status  40
      opt/app/bin/e  7
      etc/deep/er/f  3
      root-file  1
      lib/
      bin/sh -> busybox
      bin/ls => usr/bin/a
    layer  COPY . .
      app/src/g  50
      app/h  60
      usr/lib/c  310
    layer  RUN rm
      app/.wh.h
  `);
  expect(words).toEqual([
    '0 /usr/lib 1: 300, 0 there',
    '0 /usr/bin 2: 120, 120 there',
    '0 /var/lib 1: 40, 40 there',
    '0 /opt/app 1: 7, 7 there',
    '0 /usr 1: 5, 5 there',
    '0 /etc 1: 3, 3 there',
    '0 / 1: 1, 1 there',
    '1 /usr/lib 1: 310, 310 there',
    '1 /app 2: 110, 50 there',
  ]);
});

test('a folder is parted where it lies in the root, whatever is below it has the same name', () => {
  expect(inWords('layer\n srv/usr/bin/a  1\n usr/usr/lib/b  2\n optional/x/c  3\n vaR/x/d  4')).toEqual([
    '0 /vaR 1: 4, 4 there',
    '0 /optional 1: 3, 3 there',
    '0 /usr/usr 1: 2, 2 there',
    '0 /srv 1: 1, 1 there',
  ]);
});

test('beyond the eight largest, folders are told together', () => {
  const lines = Array.from({ length: 12 }, (_, at) => `folder-${at}/file  ${100 + at}`);
  const [row] = broughtBy(buildImage(`layer\n${lines.join('\n')}`).rootfs);
  expect(row?.folders.map(({ path }) => path)).toEqual([11, 10, 9, 8, 7, 6, 5, 4].map((at) => `/folder-${at}`));
  expect(row?.others).toEqual({ folders: 4, files: 4, bytes: 406, visibleBytes: 406 });
});

test('a layer without files has no folders', () => {
  const rows = broughtBy(buildImage('layer\n a/\n b -> c\nlayer').rootfs);
  expect(rows).toEqual([
    { layer: 0, folders: [], others: null },
    { layer: 1, folders: [], others: null },
  ]);
});

/** Every stored file asked for its path, one at a time. */
function slowly(rootfs: Rootfs, layer: number): Map<string, BroughtFiles> {
  const sums = new Map<string, BroughtFiles>();
  for (const copy of rootfs.storedCopies()) {
    if (copy.layer !== layer) continue;
    const above = rootfs.pathOf(copy.node).split('/').slice(1, -1);
    const path = `/${above.slice(0, ['usr', 'var', 'opt'].includes(above[0] ?? '') ? 2 : 1).join('/')}`;
    const before = sums.get(path) ?? { files: 0, bytes: 0, visibleBytes: 0 };
    sums.set(path, {
      files: before.files + 1,
      bytes: before.bytes + copy.size,
      visibleBytes: before.visibleBytes + (copy.goneIn === null ? copy.size : 0),
    });
  }
  return sums;
}

test('any image: the same as asking every file, and together all that the layer stored', () => {
  const name = fc.constantFrom('usr', 'var', 'opt', 'etc', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h');
  const entry = fc.oneof(
    { weight: 6, arbitrary: fc.tuple(fc.array(name, { minLength: 1, maxLength: 4 }), fc.nat(500)).map(([parts, size]) => `${parts.join('/')}  ${size}`) }, // prettier-ignore
    { weight: 1, arbitrary: fc.array(name, { maxLength: 2 }).chain((parts) => name.map((last) => [...parts, `.wh.${last}`].join('/'))) }, // prettier-ignore
  );
  // The largest size: by default, layers of that many folders come up in one run of many.
  const layer = fc.array(entry, { maxLength: 30, size: 'max' });
  const image = fc.array(layer, { minLength: 1, maxLength: 4 });
  let parted = 0;
  fc.assert(
    fc.property(image, (layers) => {
      const { rootfs, analysis } = buildImage(layers.map((lines) => ['layer', ...lines].join('\n')).join('\n'));
      for (const { layer, folders, others } of broughtBy(rootfs)) {
        const slow = slowly(rootfs, layer);
        for (const { path, ...sums } of folders) expect([path, sums]).toEqual([path, slow.get(path)]);
        expect(folders.length + (others?.folders ?? 0)).toBe(slow.size);
        expect(folders.length).toBe(Math.min(mostFolders, slow.size));
        const listed = folders.reduce((sum, { bytes }) => sum + bytes, others?.bytes ?? 0);
        const visible = folders.reduce((sum, { visibleBytes }) => sum + visibleBytes, others?.visibleBytes ?? 0);
        const { size, wasted } = analysis.layers[layer]!;
        expect([listed, visible]).toEqual([size, size - wasted]);
        if (others) parted++;
      }
    }),
    { numRuns: 300 },
  );
  expect(parted).toBeGreaterThan(0);
});
