import { expect, test } from 'vitest';
import { buildImage } from '../support/build-image.ts';

// Worked out by hand from the rules in dive's README; dive.test.ts compares with the program itself.
test.each<[string, string, { efficiency: number; wastedBytes: number; userWastedPercent: number }]>([
  ['nothing stored', 'layer', { efficiency: 1, wastedBytes: 0, userWastedPercent: 0 }],
  ['one layer', 'layer\n a  10', { efficiency: 1, wastedBytes: 0, userWastedPercent: 0 }],
  [
    'written again: every copy counts as wasted, the one in use too',
    'layer\n a  10\n b  5\nlayer\n a  30',
    { efficiency: 15 / 45, wastedBytes: 40, userWastedPercent: 40 / 30 },
  ],
  [
    'deleted: the mark is a copy of size 0',
    'layer\n a  10\n b  5\nlayer\n .wh.a\n c  20',
    { efficiency: 25 / 35, wastedBytes: 10, userWastedPercent: 10 / 20 },
  ],
  [
    'a deleted directory: its mark has the size of what was below, and is needed',
    'layer\n d/a  10\n d/b  5\n e  85\nlayer\n .wh.d\n c  20',
    { efficiency: 1, wastedBytes: 0, userWastedPercent: 0 },
  ],
  [
    'a deleted directory that is written again as a file',
    'layer\n d/a  10\nlayer\n .wh.d\nlayer\n d  4',
    { efficiency: (10 + 4) / (10 + 14), wastedBytes: 14, userWastedPercent: 14 / 4 },
  ],
  [
    'a name twice in a layer: the last one counts, the bytes of both are stored',
    'layer\n x  1\nlayer\n a  10\n a  30',
    { efficiency: 1, wastedBytes: 0, userWastedPercent: 0 },
  ],
  [
    'directories with something below them are no paths of their own',
    'layer\n d/\n d/a  10\nlayer\n d/\n d/b  10',
    { efficiency: 1, wastedBytes: 0, userWastedPercent: 0 },
  ],
  [
    'a hard link has size 0',
    'layer\n a  10\n b => a\nlayer\n b  10',
    { efficiency: 10 / 20, wastedBytes: 10, userWastedPercent: 1 },
  ],
])('%s', (_, text, expected) => {
  expect(buildImage(text).analysis.dive).toEqual(expected);
});
