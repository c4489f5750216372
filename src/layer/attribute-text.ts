import { decodeText } from '../bytes/text.ts';
import { formatCount } from '../bytes/units.ts';
import { capabilitiesText, capabilityAttribute, readFileCapabilities } from './file-capabilities.ts';

/** So many bytes of a value are told. */
const mostBytes = 64;

const hex = (bytes: Uint8Array): string => `0x${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;

/** What an extended attribute says: capabilities by their names, text as it is, all else in hex digits. Hostile text. */
export function attributeText(name: string, value: Uint8Array): string {
  if (name === capabilityAttribute) {
    const capabilities = readFileCapabilities(value);
    return capabilities ? capabilitiesText(capabilities) : `not valid: ${valueText(value)}`;
  }
  return valueText(value);
}

function valueText(value: Uint8Array): string {
  if (value.length === 0) return 'empty';
  const isLong = value.length > mostBytes;
  const shown = value.subarray(0, isLong ? mostBytes : value.length);
  const more = isLong ? `… (${formatCount(value.length)} bytes)` : '';
  return (asText(shown, isLong) ?? hex(shown)) + more;
}

/** Null where it is none. Security labels end in a NUL; `isCut`: perhaps within a character. */
function asText(bytes: Uint8Array, isCut: boolean): string | null {
  const whole = bytes.at(-1) === 0 ? bytes.subarray(0, -1) : bytes;
  if (whole.length === 0 || whole.some((byte) => byte < 32 || byte === 127)) return null;
  const text = decodeText(whole);
  const sound = isCut ? text.replace(/\p{Surrogate}{1,3}$/u, '') : text;
  return /\p{Surrogate}/u.test(sound) ? null : sound;
}
