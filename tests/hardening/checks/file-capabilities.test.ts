import { expect, test } from 'vitest';
import { fileCapabilitiesCheck } from '../../../src/hardening/checks/file-capabilities.ts';
import { hardenedImage } from '../../support/hardened-image.ts';
import { lines, said, withoutBodies } from '../said.ts';

test.each([
  [
    'one that a package brought',
    `layer\n usr/bin/ping  100  0755  cap_net_raw\n var/lib/dpkg/info/iputils-ping.list  ${lines('/usr/bin/ping')}`,
    ['/usr/bin/ping [0] Whoever starts it, it has cap_net_raw from its start; from package iputils-ping.'],
  ],
  [
    'one that a later layer set',
    `layer\n app  100  0755\nlayer\n app  100  0755  cap_net_bind_service`,
    ['/app [1] Whoever starts it, it has cap_net_bind_service from its start; no package lists it.'],
  ],
  [
    'several and a hard link, by path',
    `layer\n z  1  0755  cap_sys_admin\n b  1  0755  cap_chown\n a => b  0755`,
    [
      '/a [0] Whoever starts it, it has cap_chown from its start; no package lists it.',
      '/b [0] Whoever starts it, it has cap_chown from its start; no package lists it.',
      '/z [0] Whoever starts it, it has cap_sys_admin from its start; no package lists it.',
    ],
  ],
])('%s', async (_, text, expected) => {
  expect(said(fileCapabilitiesCheck, await hardenedImage(text))).toEqual(expected);
});

test.each([
  ['none', `layer\n usr/bin/ping  100  0755`],
  ['written again without', `layer\n usr/bin/ping  100  0755  cap_net_raw\nlayer\n usr/bin/ping  100  0755`],
  ['deleted', `layer\n usr/bin/ping  100  0755  cap_net_raw\nlayer\n usr/bin/.wh.ping`],
])('passes: %s', async (_, text) => {
  expect(said(fileCapabilitiesCheck, await hardenedImage(text))).toEqual(['passed']);
});

test('is unknown where layers could not be read', async () => {
  const image = withoutBodies(await hardenedImage(`layer\n ping  1  0755  cap_net_raw\nlayer\n b  1`));
  expect(said(fileCapabilitiesCheck, image)).toEqual([
    'unknown: 2 layers could not be read to their end, the first of them layer 0.',
  ]);
});
