import { expect, test } from 'vitest';
import { planInPieces, planSave } from '../../src/saving/save-plan.ts';
import { buildImage } from '../support/build-image.ts';

const files = 40_000;
const names = Array.from({ length: files }, (_, at) => `  app/d${at % 40}/f${at}  3\n`).join('');
const { rootfs } = buildImage(`layer\n${names}layer\n  app/link => app/d0/f0\n`);

test('a page can rest while many files are planned, and the plan is the same', () => {
  const selection = { node: 0, layer: 1, mode: 'image' } as const;
  const planning = planInPieces(rootfs.columns, selection);
  let rests = 0;
  let step = planning.next();
  for (; !step.done; step = planning.next()) rests++;
  // Twice over the nodes, 8,192 at a time.
  expect(rests).toBe(2 * Math.ceil(files / 8192));
  expect(step.value).toEqual(planSave(rootfs.columns, selection));
  expect(step.value.totals).toEqual({
    files: files + 1,
    directories: 41,
    symlinks: 0,
    special: 0,
    bytes: 3 * files,
    dangling: 0,
  });
});

test('only what lies in the folder is wanted, and of a layer only what it stored', () => {
  const folder = rootfs.find('/app/d7')!;
  const below = planSave(rootfs.columns, { node: folder, layer: 1, mode: 'image' });
  expect([below.totals.files, [...below.wanted]]).toEqual([1000, [1000, 0]]);
  const own = planSave(rootfs.columns, { node: 0, layer: 1, mode: 'layer' });
  expect([own.totals.files, [...own.wanted]]).toEqual([1, [1, 0]]);
});
