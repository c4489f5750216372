import { toFault, type Fault } from '../../../fault.ts';
import type { FileBody } from '../../../layer/file-body.ts';

/** What is read at once: a window of rows and more. */
const pieceSize = 65_536;

interface Piece {
  readonly number: number;
  readonly bytes: Uint8Array;
}

/** The bytes of a file that are shown, read as they come into sight. */
export class HexRows {
  fault = $state.raw<Fault | null>(null);
  /** One or two of them. */
  private pieces = $state.raw<readonly Piece[]>([]);

  constructor(
    private readonly body: FileBody,
    private readonly name: string,
  ) {}

  /** The bytes of a row; null while they are being read. Rows do not lie across pieces. */
  bytes(start: number, length: number): Uint8Array | null {
    const piece = Math.floor(start / pieceSize);
    const from = start - piece * pieceSize;
    return this.known(piece)?.bytes.subarray(from, from + length) ?? null;
  }

  async bring(start: number, end: number): Promise<void> {
    if (end <= start) return;
    const [first, last] = [start, Math.min(end, this.body.size) - 1].map((at) => Math.floor(at / pieceSize));
    const wanted = first === last ? [first!] : [first!, last!];
    if (wanted.every((piece) => this.known(piece))) return;
    try {
      this.pieces = await Promise.all(wanted.map((piece) => this.read(piece)));
    } catch (error) {
      this.fault = toFault(error, this.name);
    }
  }

  private known(piece: number): Piece | undefined {
    return this.pieces.find(({ number }) => number === piece);
  }

  private async read(number: number): Promise<Piece> {
    const known = this.known(number);
    if (known) return known;
    return { number, bytes: await this.body.read(number * pieceSize, (number + 1) * pieceSize) };
  }
}
