import { expect, test } from 'vitest';
import { noSystemVolume } from '../../../src/hardening/checks/dkl-di-0002-system-volume.ts';
import { verdictOn } from '../../support/configured-image.ts';

test.each([
  [['/dev'], ['VOLUME is set on /dev.']],
  [['/proc/', '//proc'], ['VOLUME is set on /proc.']],
  [
    ['/data', '/sys/.', '/dev'],
    ['VOLUME is set on /sys.', 'VOLUME is set on /dev.'],
  ],
  [[], 'passed'],
  [['/var/lib/data'], 'passed'],
  [['/devices', '/srv/proc'], 'passed'],
])('%j', (volumes, verdict) => {
  expect(verdictOn(noSystemVolume, { config: { volumes } })).toEqual(verdict);
});

test('a docker export has no config', () => {
  expect(verdictOn(noSystemVolume, { image: { format: 'rootfs' } })).toBe('not-applicable');
});
