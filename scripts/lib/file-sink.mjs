/** A file that is written in order, and in which bytes are written anew. */
export class FileSink {
  position = 0;

  constructor(file) {
    this.file = file;
  }

  async write(piece) {
    await this.file.write(piece, 0, piece.length, this.position);
    this.position += piece.length;
  }

  async patch(at, piece) {
    await this.file.write(piece, 0, piece.length, at);
  }
}
