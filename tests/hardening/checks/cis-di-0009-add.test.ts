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

/** What is said of a layer that `ADD file:` made, by its entries in the text form. */
function saidOf(target: string, entries: string): string[] {
  const { image, rootfs } = buildImage(
    `layer  RUN make\nlayer  /bin/sh -c #(nop) ADD file:${hash} in ${target} \n${entries}`,
  );
  const verdict = noAdd.check({ ...configuredImage({}), image, rootfs });
  return verdict.kind === 'failed' ? verdict.failures.map(({ message }) => message) : [verdict.kind];
}

test.each([
  ['/srv', 'srv/\nsrv/a  1\nsrv/b  1', ['passed']],
  ['/srv', 'srv/\nsrv/a  1\nsrv/b -> a', ['passed']],
  ['/', 'etc/\netc/ssl/\netc/ssl/ca.crt  1', ['passed']],
  ['/srv', 'srv/\nsrv/c  1', [hidden]],
  ['/bin/tool', 'usr/bin/\nusr/bin/tool  1', [hidden]],
  ['/', 'a  1', [hidden]],
  ['/srv', '', [hidden]],
])('of a file that went to %s as %j', (target, entries, said) => {
  expect(saidOf(target, entries)).toEqual(said);
});

test('no history, no verdict', () => {
  expect(verdictOn(noAdd, {})).toBe('not-applicable');
});
