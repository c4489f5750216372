import { describe, expect, it } from 'vitest';
import { overlaps, TrackedText } from '../../src/optimize/tracked-text.ts';

const origins = (tracked: TrackedText): number[][] =>
  tracked.text.split('\n').map((_, index) => [...tracked.originsOf(index + 1)]);

describe('TrackedText', () => {
  const text = 'FROM a\nRUN b\nCOPY . .\nRUN c\n';

  it('gives every line itself at first', () => {
    expect(origins(TrackedText.of(text))).toEqual([[1], [2], [3], [4], [5]]);
  });

  it('follows lines behind an insertion', () => {
    const tracked = TrackedText.of(text).apply([{ start: 7, end: 7, text: 'ENV X=1\n' }]);
    expect(tracked.text).toBe('FROM a\nENV X=1\nRUN b\nCOPY . .\nRUN c\n');
    expect(origins(tracked).slice(0, 4)).toEqual([[1], [], [2], [3]]);
  });

  it('joins the lines that become one', () => {
    const tracked = TrackedText.of(text).apply([{ start: 12, end: 26, text: ' && ' }]);
    expect(tracked.text).toBe('FROM a\nRUN b && c\n');
    expect(tracked.originsOf(2)).toEqual([2, 4]);
  });

  it('knows a line again that moved', () => {
    const tracked = TrackedText.of(text).apply([
      { start: 13, end: 22, text: '' },
      { start: 27, end: 27, text: '\nCOPY . .' },
    ]);
    expect(tracked.text).toBe('FROM a\nRUN b\nRUN c\nCOPY . .\n');
    expect(origins(tracked).slice(0, 4)).toEqual([[1], [2], [4], [3]]);
  });

  it('follows a line that goes on elsewhere in other words', () => {
    const tracked = TrackedText.of(text).apply([{ start: 27, end: 27, text: '\nFROM d', continues: 0 }]);
    expect(tracked.text).toBe('FROM a\nRUN b\nCOPY . .\nRUN c\nFROM d\n');
    expect(origins(tracked)).toEqual([[1], [2], [3], [4], [1], [5]]);
  });

  it('leaves the lines around the edits as they were, empty ones among them', () => {
    const spaced = TrackedText.of('FROM a\n\nRUN b\n\nRUN c\n');
    const tracked = spaced.apply([{ start: 13, end: 13, text: ' && x \\\n && y' }]);
    expect(tracked.text).toBe('FROM a\n\nRUN b && x \\\n && y\n\nRUN c\n');
    expect(origins(tracked)).toEqual([[1], [2], [3], [], [4], [5], [6]]);
  });

  it('goes on over several edits', () => {
    const once = TrackedText.of(text).apply([{ start: 0, end: 7, text: '' }]);
    const twice = once.apply([{ start: 0, end: 6, text: '' }]);
    expect(twice.text).toBe('COPY . .\nRUN c\n');
    expect(twice.originsOf(1)).toEqual([3]);
  });
});

describe('overlaps', () => {
  it.each([
    [[0, 2, 2, 4], false],
    [[0, 3, 2, 4], true],
    [[2, 2, 2, 2], false],
  ] as const)('%j: %s', ([a, b, c, d], expected) => {
    expect(
      overlaps([
        { start: a, end: b, text: '' },
        { start: c, end: d, text: '' },
      ]),
    ).toBe(expected);
  });
});
