import { expect, test } from 'vitest';
import { planSave } from '../../src/saving/save-plan.ts';
import { buildImage } from '../support/build-image.ts';

const lower = 'layer\n  app/old  1\n  app/lib/a  1\n  app/lib/b  1\n  etc/motd  1\n';

/** Whether a folder of the second layer leaves something behind where its files alone are saved. */
function removes(path: string, upper: string, mode: 'layer' | 'image' = 'layer'): boolean {
  const { rootfs } = buildImage(`${lower}layer\n${upper}`);
  return planSave(rootfs.columns, { node: rootfs.find(path)!, layer: 1, mode }).removes;
}

test.each([
  ['a whiteout in it', '/app', '  app/new  1\n  app/.wh.old\n', true],
  ['a whiteout of a folder deep in it', '/app', '  app/new  1\n  app/.wh.lib\n', true],
  ['an opaque folder', '/app/lib', '  app/lib/.wh..wh..opq\n  app/lib/c  1\n', true],
  ['a folder that is removed and made anew', '/app/lib', '  app/.wh.lib\n  app/lib/c  1\n', true],
  ['an opaque root', '/', '  .wh..wh..opq\n  new  1\n', true],
  ['nothing is removed', '/app', '  app/new  1\n  app/old  2\n', false],
  ['a whiteout in another folder', '/app', '  app/new  1\n  etc/.wh.motd\n', false],
  ['the same, as the root is saved', '/', '  app/new  1\n  etc/.wh.motd\n', true],
  ['a file in the place of a folder', '/app', '  app/lib  5\n', false],
  ['a whiteout of nothing', '/app', '  app/new  1\n  app/.wh.never\n', false],
  ['an opaque folder that had nothing', '/srv', '  srv/.wh..wh..opq\n  srv/c  1\n', false],
] as const)('%s', (_, path, upper, expected) => {
  expect(removes(path, upper)).toBe(expected);
});

test('the files of the whole image leave nothing behind', () => {
  expect(removes('/app', '  app/new  1\n  app/.wh.old\n', 'image')).toBe(false);
});

test('what other layers remove does not count', () => {
  const { rootfs } = buildImage(`${lower}layer\n  app/.wh.old\nlayer\n  app/new  1\n`);
  const node = rootfs.find('/app')!;
  const of = (layer: number): boolean => planSave(rootfs.columns, { node, layer, mode: 'layer' }).removes;
  expect([0, 1, 2].map(of)).toEqual([false, true, false]);
});
