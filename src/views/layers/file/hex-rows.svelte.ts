import { toFault, type Fault } from '../../../fault.ts';
import type { FileBody } from '../../../layer/file-body.ts';

/** What is read at once: a window of rows and more. */
const pieceSize = 65_536;

/** The bytes of a file that are shown, read as they come into sight. */
export class HexRows {
  fault = $state.raw<Fault | null>(null);
  private pieces = $state.raw<ReadonlyMap<number, Uint8Array>>(new Map());

  constructor(
    private readonly body: FileBody,
    private readonly name: string,
  ) {}

  /** The bytes of a row; null while they are being read. Rows do not lie across pieces. */
  bytes(start: number, length: number): Uint8Array | null {
    const piece = Math.floor(start / pieceSize);
    const from = start - piece * pieceSize;
    return this.pieces.get(piece)?.subarray(from, from + length) ?? null;
  }

  async bring(start: number, end: number): Promise<void> {
    if (end <= start) return;
    const wanted = [...new Set([start, Math.min(end, this.body.size) - 1].map((at) => Math.floor(at / pieceSize)))];
    if (wanted.every((piece) => this.pieces.has(piece))) return;
    try {
      const read = await Promise.all(wanted.map((piece) => this.read(piece)));
      this.pieces = new Map(read);
    } catch (error) {
      this.fault = toFault(error, this.name);
    }
  }

  private async read(piece: number): Promise<[number, Uint8Array]> {
    return [piece, this.pieces.get(piece) ?? (await this.body.read(piece * pieceSize, (piece + 1) * pieceSize))];
  }
}
