import { expect, test } from 'vitest';
import { countInPackages } from '../../../src/views/packages/rail-count.ts';

const whole = { unreadLayers: [], unknowns: [] };
const unread = { unreadLayers: [2], unknowns: [] };
const unclear = {
  unreadLayers: [],
  unknowns: [{ cataloger: 'dpkg', path: 'var/lib/dpkg/status', layer: 0, reason: 'ends in the middle of an entry' }],
};

test.each([
  ['none, all read', 0, whole, 0],
  ['none, a layer not read', 0, unread, 'unknown'],
  ['none, a package database not read', 0, unclear, 'unknown'],
  ['some, a layer not read', 12, unread, 12],
  ['nothing looked up', null, unread, null],
  ['nothing looked into', null, null, null],
] as const)('%s', (_, count, found, expected) => expect(countInPackages(count, found)).toBe(expected));
