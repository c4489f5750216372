// Pictures by their first bytes, never by their names: PNG, JPEG, GIF, WebP. Width and height are read where they stand in
// the head, because a small file can describe a picture that fills all memory.
import { startsWith } from './magic.ts';

export interface Picture {
  readonly format: 'PNG' | 'JPEG' | 'GIF' | 'WebP' | 'SVG';
  readonly mediaType: string;
  /** In pixels; null where the head does not say. */
  readonly width: number | null;
  readonly height: number | null;
}

type Size = readonly [width: number, height: number] | null;

interface Format {
  readonly format: Picture['format'];
  readonly mediaType: string;
  readonly magic: readonly (readonly [at: number, text: string])[];
  size(view: DataView): Size;
}

const formats: readonly Format[] = [
  {
    format: 'PNG',
    mediaType: 'image/png',
    magic: [[0, '\x89PNG\r\n\x1a\n']],
    size: (view) => (view.byteLength < 24 ? null : [view.getUint32(16), view.getUint32(20)]),
  },
  { format: 'JPEG', mediaType: 'image/jpeg', magic: [[0, '\xff\xd8\xff']], size: jpegSize },
  { format: 'GIF', mediaType: 'image/gif', magic: [[0, 'GIF87a']], size: gifSize },
  { format: 'GIF', mediaType: 'image/gif', magic: [[0, 'GIF89a']], size: gifSize },
  {
    format: 'WebP',
    mediaType: 'image/webp',
    magic: [
      [0, 'RIFF'],
      [8, 'WEBP'],
    ],
    size: webpSize,
  },
];

/** What the first bytes of a file say it is a picture of; null: none of these. */
export function pictureOf(head: Uint8Array): Picture | null {
  const found = formats.find(({ magic }) => magic.every(([at, text]) => startsWith(head, text, at)));
  if (!found) return null;
  const [width, height] = found.size(new DataView(head.buffer, head.byteOffset, head.byteLength)) ?? [null, null];
  return { format: found.format, mediaType: found.mediaType, width, height };
}

function gifSize(view: DataView): Size {
  return view.byteLength < 10 ? null : [view.getUint16(6, true), view.getUint16(8, true)];
}

/** Segments up to the frame header: FFC0 to FFCF but for DHT (C4), JPG (C8) and DAC (CC). ITU T.81, B.1.1.3. */
function jpegSize(view: DataView): Size {
  for (let at = 2; at + 9 <= view.byteLength && view.getUint8(at) === 0xff;) {
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return [view.getUint16(at + 7), view.getUint16(at + 5)];
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return null;
}

const from24 = (view: DataView, at: number): number => view.getUint16(at, true) + view.getUint8(at + 2) * 0x1_0000;

/** The three kinds of first chunk: extended, lossless, lossy (RFC 9649, 2.5 to 2.7). */
function webpSize(view: DataView): Size {
  if (view.byteLength < 30) return null;
  switch (String.fromCharCode(view.getUint8(15))) {
    case 'X':
      return [from24(view, 24) + 1, from24(view, 27) + 1];
    case 'L': {
      const bits = view.getUint32(21, true);
      return [(bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1];
    }
    default:
      return [view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff];
  }
}
