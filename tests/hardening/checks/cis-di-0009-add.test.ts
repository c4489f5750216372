import { expect, test } from 'vitest';
import { noAdd } from '../../../src/hardening/checks/cis-di-0009-add.ts';
import { buildImage } from '../../support/build-image.ts';
import { configuredImage, verdictOn } from '../../support/configured-image.ts';

const hash = 'b8'.repeat(32);
const hidden = 'ADD may copy a local file: the history does not tell whether it was an archive or an address.';

test.each([
  [`/bin/sh -c #(nop) ADD dir:${hash} in /srv `, ['1/1 ADD copies a folder, which COPY does as well.']],
  [`/bin/sh -c #(nop) ADD file:${hash} in /srv `, [`1/1 ${hidden}`]],
  [`/bin/sh -c #(nop) ADD multi:${hash} in /srv/ `, [`1/1 ${hidden}`]],
  ['ADD app.py /srv/ # buildkit', ['1/1 ADD copies local files, which COPY does as well.']],
  ['ADD --chown=1:1 app.py release.tar /srv/ # buildkit', ['1/1 ADD copies local files, which COPY does as well.']],
  ['ADD ["app.py", "/srv/"] # buildkit', ['1/1 ADD copies local files, which COPY does as well.']],
  ['ADD release.tar.gz / # buildkit', 'passed'],
  ['ADD https://example.com/a /a # buildkit', 'passed'],
  ['ADD --checksum=sha256:00 https://example.com/a /a # buildkit', 'passed'],
  ['ADD git@github.com:moby/buildkit.git#v0.12 /src # buildkit', 'passed'],
  ['ADD <<EOF /etc/motd # buildkit', 'passed'],
  [`/bin/sh -c #(nop) COPY dir:${hash} in /srv `, 'passed'],
])('%j', (createdBy, verdict) => {
  expect(verdictOn(noAdd, { history: [`/bin/sh -c #(nop) ADD file:${hash} in / `, createdBy] })).toEqual(verdict);
});

test('the first layer of all is that of the base image, whatever stands before it', () => {
  const base = [`ENV A=1`, `/bin/sh -c #(nop) ADD file:${hash} in / `];
  expect(verdictOn(noAdd, { history: base })).toBe('passed');
  expect(verdictOn(noAdd, { history: ['RUN make', ...base] })).toEqual([`2/1 ${hidden}`]);
});

test('several files of one that was added were an archive', () => {
  const text = `
    layer  RUN make
      srv/old  1
    layer  /bin/sh -c #(nop) ADD file:${hash} in /srv
      srv/
      srv/a  1
      srv/b  1
    layer  /bin/sh -c #(nop) ADD file:${hash} in /srv
      srv/
      srv/c  1
  `;
  const { image, rootfs } = buildImage(text);
  const verdict = noAdd.check({ ...configuredImage({}), image, rootfs });
  expect(verdict).toEqual({ kind: 'failed', failures: [{ message: hidden, history: 2, layer: 2 }] });
});

test('no history, no verdict', () => {
  expect(verdictOn(noAdd, {})).toBe('not-applicable');
});
