import { expect, test } from 'vitest';
import { attributeChanges } from '../../../src/analysis/comparison/attribute-changes.ts';
import { encodeText } from '../../../src/bytes/text.ts';
import { packXattrs } from '../../../src/layer/xattrs.ts';

const capable = (permitted: number, flags = 1): Uint8Array =>
  new Uint8Array(Uint32Array.of(0x0200_0000 | flags, permitted, 0, 0, 0).buffer);
const [bind, raw] = [1 << 10, 1 << 13];
const pack = (pairs: Record<string, Uint8Array | string>): Uint8Array =>
  packXattrs(new Map(Object.entries(pairs).map(([name, value]) => [name, typeof value === 'string' ? encodeText(value) : value]))); // prettier-ignore
const told = (before: Parameters<typeof pack>[0], after: Parameters<typeof pack>[0]): string[] =>
  attributeChanges(pack(before), pack(after)).map(({ told: words }) => words);
const name = 'security.capability';

test('which capabilities came and went', () => {
  expect(told({ [name]: capable(bind) }, { [name]: capable(bind | raw) })).toEqual(['capabilities changed: cap_net_raw added']); // prettier-ignore
  expect(told({ [name]: capable(bind) }, { [name]: capable(raw) })).toEqual(['capabilities changed: cap_net_raw added, cap_net_bind_service removed']); // prettier-ignore
  expect(told({}, { [name]: capable(raw) })).toEqual(['capabilities added: cap_net_raw=ep']);
  expect(told({ [name]: capable(raw) }, {})).toEqual(['capabilities removed: cap_net_raw=ep']);
});

test('the same capabilities in another way, and what is no capability set', () => {
  expect(told({ [name]: capable(raw, 0) }, { [name]: capable(raw) })).toEqual(['capabilities changed: cap_net_raw=p → cap_net_raw=ep']); // prettier-ignore
  expect(told({ [name]: 'x' }, { [name]: capable(raw) })).toEqual(['capabilities changed: not valid: x → cap_net_raw=ep']); // prettier-ignore
});

test('other attributes by their names, with both values', () => {
  expect(
    attributeChanges(
      pack({ 'user.a': '1', 'user.b': 'same', 'user.c': 'x' }),
      pack({ 'user.a': '2', 'user.b': 'same', 'user.d': '' }),
    ),
  ).toEqual([
    // prettier-ignore
    { name: 'user.a', kind: 'modified', before: '1', after: '2', told: 'attribute user.a changed' },
    { name: 'user.c', kind: 'removed', before: 'x', after: null, told: 'attribute user.c removed' },
    { name: 'user.d', kind: 'added', before: null, after: 'empty', told: 'attribute user.d added' },
  ]);
});
