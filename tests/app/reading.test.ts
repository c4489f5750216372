import { expect, test } from 'vitest';
import { Reading } from '../../src/app/reading.ts';

const never = (): AbortSignal => new AbortController().signal;

test('a cancel ends what is under way, and not the reading: what came of it stays', () => {
  const all = new AbortController();
  const reading = new Reading(all.signal);
  all.abort();
  expect([reading.signal.aborted, reading.ended]).toEqual([true, false]);
});

test('reading again ends the one before, and keeps its options', () => {
  const first = new Reading(never(), { as: 'rootfs' });
  const second = first.again(never(), { allowExpansion: true });
  expect([first.signal.aborted, first.ended]).toEqual([true, true]);
  expect([second.signal.aborted, second.ended]).toEqual([false, false]);
  expect(second.options).toEqual({ as: 'rootfs', allowExpansion: true });
});

test('what was unpacked is read again without unpacking it, and goes when it is unpacked again', () => {
  const packed = new Reading(never());
  const first = packed.unpacked();
  const second = first.again(never(), { allowExpansion: true });
  expect([packed.ended, first.ended, second.ended]).toEqual([false, true, false]);
  packed.again(never(), {});
  expect([second.ended, second.signal.aborted]).toEqual([true, true]);
});
