import { expect, test } from 'vitest';
import { onlyFiles } from '../../src/rootfs/only-files.ts';
import { buildImage } from '../support/build-image.ts';

test('the file of a layer that holds one', () => {
  const { rootfs } = buildImage(`
    layer  ADD rootfs.tar /
      bin/sh  3000
      etc/motd  10
    layer  COPY app.js /srv/
      srv/
      srv/app.js  20
    layer  RUN ln -s sh /bin/bash
      bin/bash -> sh
    layer  RUN rm /etc/motd
      etc/.wh.motd
    layer  RUN mv /etc/motd /etc/issue
      etc/.wh.motd
      etc/issue  10
    layer  RUN mkdir /data
      data/
  `);
  expect(onlyFiles(rootfs)).toEqual([null, '/srv/app.js', '/bin/bash', null, '/etc/issue', null]);
});
