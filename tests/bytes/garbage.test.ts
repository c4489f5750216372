import { afterEach, describe, expect, test, vi } from 'vitest';
import { collectGarbage, leaveGarbage } from '../../src/bytes/garbage.ts';

/** Lengths of the buffers that were asked for meanwhile. */
function watchBuffers(fails = false): number[] {
  const lengths: number[] = [];
  class Watched extends ArrayBuffer {
    constructor(length: number) {
      lengths.push(length);
      if (fails) throw new RangeError('Array buffer allocation failed');
      super(length);
    }
  }
  vi.stubGlobal('ArrayBuffer', Watched);
  return lengths;
}

afterEach(() => vi.unstubAllGlobals());

describe('garbage', () => {
  test('is collected by asking for a large buffer', () => {
    const lengths = watchBuffers();
    collectGarbage();
    expect(lengths).toEqual([64_000_000]);
  });

  test('is collected once there is enough of it, and then again', () => {
    collectGarbage();
    const lengths = watchBuffers();
    for (let piece = 0; piece < 11; piece++) leaveGarbage(1_000_000);
    expect(lengths).toHaveLength(0);
    leaveGarbage(1_000_000);
    expect(lengths).toHaveLength(1);
    for (let piece = 0; piece < 11; piece++) leaveGarbage(1_000_000);
    expect(lengths).toHaveLength(1);
    leaveGarbage(1_000_000);
    expect(lengths).toHaveLength(2);
  });

  test('stays where there is no room for the buffer', () => {
    const lengths = watchBuffers(true);
    expect(() => collectGarbage()).not.toThrow();
    expect(lengths).toHaveLength(1);
  });
});
