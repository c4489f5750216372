import { decodeText, encodeText } from '../bytes/text.ts';
import type { FoundSecret } from './found-secret.ts';

/** The value of a secret that was found in a text. */
export const valueInText = (text: string, { offset, length }: Pick<FoundSecret, 'offset' | 'length'>): string =>
  decodeText(encodeText(text).subarray(offset, offset + length));
