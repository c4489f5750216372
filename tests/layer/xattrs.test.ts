import { expect, test } from 'vitest';
import { encodeText } from '../../src/bytes/text.ts';
import { packXattrs, unpackXattrs } from '../../src/layer/xattrs.ts';

const attributes = (pairs: Record<string, string>): Map<string, Uint8Array> =>
  new Map(Object.entries(pairs).map(([name, value]) => [name, encodeText(value)]));

test('come out as they went in, sorted by name', () => {
  const packed = packXattrs(
    attributes({ 'user.b': '2', 'security.capability': 'x', 'user.a': '', 'user.\u{1f6a2}': 'ship' }),
  );
  expect(unpackXattrs(packed).map(([name, value]) => [name, new TextDecoder().decode(value)])).toEqual([
    ['security.capability', 'x'],
    ['user.a', ''],
    ['user.b', '2'],
    ['user.\u{1f6a2}', 'ship'],
  ]);
});

test('are equal bytes where the attributes are equal, whatever their order', () => {
  const one = packXattrs(attributes({ a: '1', b: '2' }));
  expect(packXattrs(attributes({ b: '2', a: '1' }))).toEqual(one);
  expect(packXattrs(attributes({ a: '12', b: '' }))).not.toEqual(one);
  expect(unpackXattrs(packXattrs(new Map()))).toEqual([]);
});
