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
