import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCapabilities } from '../../src/hardening/capabilities.ts';

/** The attribute as `setcap` wrote it, read back by getxattr(2); of revision 3, as a user namespace writes it. */
const read = (hex: string) => readCapabilities(Buffer.from(hex, 'hex'));

test.each([
  // setcap cap_net_raw,cap_bpf=ep
  ['0100000200200000000000008000000000000000', ['cap_net_raw', 'cap_bpf'], true],
  // setcap cap_net_bind_service=p
  ['0000000200040000000000000000000000000000', ['cap_net_bind_service'], false],
  // The same for the root user 1000 of a namespace.
  ['0100000300040000000000000000000000000000e8030000', ['cap_net_bind_service'], true],
  // Revision 1 has 32 bits.
  ['010000010100008000000000', ['cap_chown', 'cap_setfcap'], true],
  // The last that has a name, and one behind it.
  ['0000000200000000000000000003000000000000', ['cap_checkpoint_restore', 'cap_41'], false],
])('%s', (hex, permitted, effective) => {
  expect(read(hex)).toEqual({ permitted, effective });
});

test.each([
  ['nothing', ''],
  ['cut', '010000020020000000000000800000000000'],
  ['too long', '010000020020000000000000800000000000000000'],
  ['of an unknown revision', '0100000400200000000000008000000000000000'],
  ['of another revision than its size', '0100000300200000000000008000000000000000'],
  // setcap cap_net_raw=i: what a program inherits, but is not given.
  ['inheritable only', '0000000200000000002000000000000000000000'],
])('none: %s', (_, hex) => {
  expect(read(hex)).toBe(null);
});

test('any bytes are read', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 30 }), (bytes) => {
      const found = readCapabilities(bytes);
      expect(found === null || found.permitted.length > 0).toBe(true);
    }),
  );
});
