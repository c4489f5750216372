import type { Bytes } from '../bytes/units.ts';
import { pictureOf, type Picture } from './picture.ts';
import { isSvg } from './svg.ts';
import { decode, textFormOf, type TextForm } from './text-encoding.ts';

/** How much of a file tells what it is. */
export const headSize: Bytes = 65_536;

/** What the contents of a file are, by its first bytes. */
export interface Content {
  readonly picture: Picture | null;
  /** Null: no text, to be shown as bytes. */
  readonly text: TextForm | null;
}

export function sniff(head: Uint8Array, size: Bytes): Content {
  const picture = pictureOf(head);
  if (picture) return { picture, text: null };
  const text = textFormOf(head, head.length >= size);
  if (!text || !isSvg(decode(head.subarray(text.mark), text.encoding))) return { picture: null, text };
  return { picture: { format: 'SVG', mediaType: 'image/svg+xml', width: null, height: null }, text };
}

const pictureNames: Readonly<Record<string, Picture['format']>> = {
  png: 'PNG',
  jpg: 'JPEG',
  jpeg: 'JPEG',
  gif: 'GIF',
  webp: 'WebP',
  svg: 'SVG',
};

/** The picture that a file is by its name, where it is another one or none by its bytes. */
export function falseClaim(name: string, { picture }: Content): Picture['format'] | null {
  const claimed = pictureNames[name.slice(name.lastIndexOf('.') + 1).toLowerCase()];
  return claimed === undefined || claimed === picture?.format ? null : claimed;
}
