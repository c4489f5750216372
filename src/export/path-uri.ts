import { encodeText } from '../bytes/text.ts';

const unreserved = /^[\w.~-]*$/;

/** A text's bytes, each but RFC 3986's unreserved characters as `%2F`; names that are no UTF-8 keep their bytes. */
export function percentEncoded(text: string): string {
  if (unreserved.test(text)) return text;
  let encoded = '';
  for (const byte of encodeText(text)) {
    const character = String.fromCharCode(byte);
    encoded += unreserved.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return encoded;
}

/**
 * A file's path as a relative reference (RFC 3986, 4.2): forward slashes, and no part that leads elsewhere when it is
 * resolved: neither a scheme nor a host, nor `..`.
 */
export function pathUri(path: string): string {
  const parts = path.split(/[/\\]/).filter((part) => part !== '' && part !== '.' && part !== '..');
  return parts.length === 0 ? 'unnamed' : parts.map(percentEncoded).join('/');
}
