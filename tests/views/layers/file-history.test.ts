import { expect, test } from 'vitest';
import { fileHistory } from '../../../src/views/layers/file-history.ts';
import { buildImage } from '../../support/build-image.ts';

test('what each layer did to a path: the change, mode, owner, bytes and what became of them', () => {
  const { rootfs } = buildImage(`
    layer  COPY
      app/a  100  0644  1:2
    layer  RUN chmod
      app/a  100  0755  3:4
    layer  RUN rm
      app/.wh.a
    layer  RUN ln
      app/b  7
      app/a => app/b
  `);
  const history = fileHistory(rootfs, rootfs.find('/app/a')!);
  expect(
    history.map(({ layer, kind, mode, owner, stored, opens, gone }) =>
      [layer, kind, mode, owner, stored, opens ? 'opens' : '', gone && `${gone.reason} in ${gone.layer}`].join(' '),
    ),
  ).toEqual([
    '0 added -rw-r--r-- 1:2 100 opens overwritten in 1',
    '1 modified -rwxr-xr-x 3:4 100 opens deleted in 2',
    '2 whited out   0  ',
    '3 added -rwxrwxrwx 0:0 0 opens ',
  ]);
});

test('a removal is told by its mark: with its folder, by a whiteout, or by one of what is not there', () => {
  const { rootfs } = buildImage(`
    layer
      app/a  1
      app/b/c  1
    layer
      app/.wh.a
      .wh.late
      app/.wh.b
    layer
      late  5
      app/.wh.a
  `);
  const told = (path: string): string[] =>
    fileHistory(rootfs, rootfs.find(path)!).map(({ layer, kind, ofNothing }) =>
      [layer, kind, ...(ofNothing ? ['of nothing'] : [])].join(' '),
    );
  expect(told('/app/a')).toEqual(['0 added', '1 whited out', '2 whited out of nothing']);
  expect(told('/app/b/c')).toEqual(['0 added', '1 removed']);
  expect(told('/late')).toEqual(['1 whited out of nothing', '2 added']);
});
