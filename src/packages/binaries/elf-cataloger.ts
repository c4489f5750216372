import type { Bytes } from '../../bytes/units.ts';
import { nothing, type Cataloger, type FileStream } from '../cataloger.ts';

type Open = (head: Uint8Array, size: Bytes) => FileStream | null;

/** Of something that ELF files carry: small ones are read as large ones are, in one piece. */
export const elfCataloger = (id: string, title: string, open: Open): Cataloger => ({
  id,
  title,
  magic: [0x7f, 0x45, 0x4c, 0x46],
  selects: () => true,
  mostBytes: Infinity,
  read({ bytes }) {
    const stream = open(bytes, bytes.length);
    stream?.take(bytes);
    return stream?.end() ?? nothing;
  },
  stream: (_path, head, size) => open(head, size),
});
