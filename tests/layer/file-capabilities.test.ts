import { describe, expect, test } from 'vitest';
import { attributeText } from '../../src/layer/attribute-text.ts';
import { encodeText } from '../../src/bytes/text.ts';

const words = (...numbers: number[]): Uint8Array => new Uint8Array(Uint32Array.from(numbers).buffer);
const [revision1, revision2, revision3] = [0x0100_0000, 0x0200_0000, 0x0300_0000];
const capability = (value: Uint8Array): string => attributeText('security.capability', value);

describe('capabilities as `getcap -n` writes them', () => {
  // Numbers of linux/capability.h: 10 is CAP_NET_BIND_SERVICE, 13 CAP_NET_RAW, 39 CAP_BPF.
  test.each([
    ['cap_net_raw=ep', words(revision2 | 1, 1 << 13, 0, 0, 0)],
    ['cap_net_bind_service,cap_net_raw=p', words(revision2, (1 << 13) | (1 << 10), 0, 0, 0)],
    ['cap_bpf=eip', words(revision2 | 1, 0, 0, 1 << 7, 1 << 7)],
    ['cap_net_raw=p cap_chown=i', words(revision2, 1 << 13, 1, 0, 0)],
    ['cap_chown=ep', words(revision1 | 1, 1, 0)],
    ['cap_net_raw=ep [rootid=100000]', words(revision3 | 1, 1 << 13, 0, 0, 0, 100_000)],
    ['cap_63=p', words(revision2, 0, 0, 0x8000_0000, 0)],
    ['none', words(revision2, 0, 0, 0, 0)],
  ])('%s', (text, value) => {
    expect(capability(value)).toBe(text);
  });

  test('what Linux refuses is shown as it is', () => {
    expect(capability(words(revision2 | 1, 1))).toBe('not valid: 0x0100000201000000');
    expect(capability(words(0x0400_0000, 0, 0, 0, 0))).toMatch(/^not valid: 0x00000004/);
    expect(capability(new Uint8Array(0))).toBe('not valid: empty');
  });
});

describe('other attributes', () => {
  test.each([
    ['a label that ends in NUL', encodeText('system_u:object_r:bin_t:s0\0'), 'system_u:object_r:bin_t:s0'],
    ['text', encodeText('größer'), 'größer'],
    ['bytes', Uint8Array.of(1, 0, 255), '0x0100ff'],
    ['bytes that are no UTF-8', Uint8Array.of(65, 0xff), '0x41ff'],
    ['a line break', encodeText('a\nb'), '0x610a62'],
    ['nothing', new Uint8Array(0), 'empty'],
    ['what is long', encodeText('x'.repeat(1000)), `${'x'.repeat(64)}… (1,000 bytes)`],
    ['what is cut within a character', encodeText(`${'x'.repeat(62)}€€`), `${'x'.repeat(62)}… (68 bytes)`],
  ])('%s', (_, value, text) => {
    expect(attributeText('user.x', value)).toBe(text);
  });
});
