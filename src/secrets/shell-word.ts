import { encodeText, visibleText } from '../bytes/text.ts';

const plain = /^[A-Za-z0-9_@%+,./:-][A-Za-z0-9_@%+=,./:-]*$/;

const escaped = (byte: number): string => `\\x${byte.toString(16).padStart(2, '0')}`;

/**
 * A text as one word of a shell, such that what is shown of it is what is run: bytes that can't be seen are written in
 * `$'…'`, which bash, zsh and POSIX.1-2024 know.
 */
export function shellWord(text: string): string {
  if (plain.test(text)) return text;
  if (visibleText(text) === text) return `'${text.replaceAll("'", String.raw`'\''`)}'`;
  const bytes = [...encodeText(text)];
  const isSeen = (byte: number): boolean => byte >= 0x20 && byte < 0x7f && byte !== 0x27 && byte !== 0x5c;
  return `$'${bytes.map((byte) => (isSeen(byte) ? String.fromCharCode(byte) : escaped(byte))).join('')}'`;
}

/** The name of a file as a word: not an option, and for tar not a file on the host before a colon. */
export function fileWord(name: string): string {
  return shellWord(/^-|^[^/]*:/.test(name) ? `./${name}` : name);
}
