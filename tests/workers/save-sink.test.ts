import { expect, test } from 'vitest';
import type { FaultError } from '../../src/fault.ts';
import { describeFault } from '../../src/fault.ts';
import { openSaveSink } from '../../src/workers/save-sink.ts';
import { mostInMemory } from '../../src/workers/scratch-file.ts';

const piece = new Uint8Array(mostInMemory / 2).fill(7);

test('what fits into memory needs no file of the page’s own', async () => {
  const sink = await openSaveSink({ kind: 'own', place: null }, 'web.tar');
  await sink.write(piece.subarray(0, 3));
  await sink.write(piece.subarray(0, 2));
  const blob = await sink.finish();
  expect([...new Uint8Array(await blob!.arrayBuffer())]).toEqual([7, 7, 7, 7, 7]);
});

test('where there is no room for more, that is told of saving, not of unpacking', async () => {
  const sink = await openSaveSink({ kind: 'own', place: null }, 'web.tar');
  await sink.write(piece);
  await sink.write(piece);
  const failure = await sink.write(Uint8Array.of(1)).catch((error: unknown) => error);
  await sink.discard();
  expect((failure as FaultError).fault).toEqual({
    kind: 'not-saved',
    fileName: 'web.tar',
    bytes: mostInMemory,
    detail: 'this browser gives the page no files of its own here',
    own: true,
  });
  expect(describeFault((failure as FaultError).fault)).toBe(
    "web.tar could not be saved: after 128 MB there was no more room for it (this browser gives the page no files of its own here). Make room on the disk, or save less at once. A browser that asks where a file goes, as Chrome and Edge do, needs no room of the page's own.",
  );
});
