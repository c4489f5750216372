import { expect, test } from 'vitest';
import { wayTo } from '../../src/hardening/way-to-file.ts';
import { buildImage } from '../support/build-image.ts';

const { rootfs } = buildImage(`
  layer
    usr/bin/run  10
    bin -> usr/bin
    chain -> opt/first
    opt/first -> ../srv/second
    srv/second -> /bin/run
    round -> ${'usr/../'.repeat(500_000)}bin/run
`);

/** `directory: entry` of each step. */
const way = (path: string): string[] =>
  wayTo(rootfs, path).map(
    ({ directory, entry }) => `${rootfs.pathOf(directory)}: ${entry === null ? '..' : rootfs.pathOf(entry)}`,
  );

test('through every link of a chain, in order, each step once', () => {
  expect(way('/chain')).toEqual([
    '/: /chain',
    '/: /opt',
    '/opt: /opt/first',
    '/opt: ..',
    '/: /srv',
    '/srv: /srv/second',
    '/: /bin',
    '/: /usr',
    '/usr: /usr/bin',
    '/usr/bin: /usr/bin/run',
  ]);
});

test('a link that goes the same way half a million times', () => {
  expect(way('/round')).toEqual([
    '/: /round',
    '/: /usr',
    '/usr: ..',
    '/: /bin',
    '/usr: /usr/bin',
    '/usr/bin: /usr/bin/run',
  ]);
});

test('where it leads nowhere, as far as it goes', () => {
  expect(way('/usr/gone/run')).toEqual(['/: /usr']);
});
