import { expect, test } from 'vitest';
import { noContents } from '../../../../src/views/layers/file/no-contents.ts';
import { buildImage } from '../../../support/build-image.ts';

const { rootfs } = buildImage(`
  layer  COPY
    usr/bin/app  5
    bin -> usr/bin
    there -> bin/app
    up -> ../../../etc
    lost -> nowhere/a
    round -> round
    through -> usr/bin/app/x
    pipe  fifo
    wild => not/there
`);
const told = (path: string) => {
  const node = rootfs.find(path)!;
  const { title, why, target } = noContents(rootfs, node, rootfs.eventsOf(node)[0]!);
  return [title, why, target?.path ?? null];
};

test.each([
  ['/there', 'A symbolic link to bin/app', 'In the finished image it leads to', '/usr/bin/app'],
  [
    '/up',
    'A symbolic link to ../../../etc',
    'In the finished image it leads to /etc, which no layer left there.',
    null,
  ],
  [
    '/lost',
    'A symbolic link to nowhere/a',
    'In the finished image it leads to /nowhere, which no layer left there.',
    null,
  ],
  [
    '/round',
    'A symbolic link to round',
    'In the finished image it leads to /round, which leads round and round.',
    null,
  ],
  ['/usr', 'A directory', 'One entry is in it in the finished image. The tree shows them.', null],
  ['/pipe', 'A named pipe', 'Programs talk through it while they run; it has no contents in the image.', null],
])('%s', (path, ...expected) => {
  expect(told(path)).toEqual(expected);
});

test('what stands behind a file that is no directory', () => {
  expect(told('/through')[1]).toBe('In the finished image it leads to /usr/bin/app, which is no directory.');
});

test('a hard link to what is not there', () => {
  const [title, why] = told('/wild');
  expect(title).toBe('A hard link that leads nowhere');
  expect(why).toContain('/not/there');
});

test('what a layer removed is told as it was before', () => {
  const { rootfs } = buildImage('layer\n a  1\n b -> a\nlayer\n a -> b\nlayer\n .wh.b\n .wh.a');
  const titles = (path: string): string[] => {
    const node = rootfs.find(path)!;
    return rootfs.eventsOf(node).map((event) => noContents(rootfs, node, event).title);
  };
  expect(titles('/b')).toEqual(['A symbolic link to a', 'A symbolic link to a']);
  expect(titles('/a').slice(1)).toEqual(['A symbolic link to b', 'A symbolic link to b']);
});

test('a whiteout of nothing, and the way to it', () => {
  const { rootfs } = buildImage('layer\n a  1\nlayer\n no/.wh.never');
  const told = (path: string): string => {
    const node = rootfs.find(path)!;
    const { title, why, target } = noContents(rootfs, node, rootfs.eventsOf(node)[0] ?? -1);
    expect(target).toBeNull();
    return `${title}. ${why}`;
  };
  expect(told('/no/never')).toBe(
    'A whiteout of nothing. Layer 1 has a whiteout of this path, and no layer below it left anything there: it removes nothing.',
  );
  expect(told('/no')).toBe(
    'Nothing is there. No layer has it: the path only leads to a whiteout of something that was not there.',
  );
});
