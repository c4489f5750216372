import { writeImage } from '../../bench/image-writer.mjs';
import { endBlocks, fileBlocks, tarHeader } from '../../bench/tar-writer.mjs';

export const entries = 200_000;
/** Some of the directories of a path of 4,000 characters. */
export const part = 'd'.repeat(198);
export const depth = 20;

const body = Buffer.alloc(1_000_000, 'x');
const fileOf = (name: string, size: number): Buffer =>
  Buffer.concat([...fileBlocks(name, size, [body.subarray(0, size)])]);

/** An entry with a name that no ustar header can hold: it stands in a PAX record before it. */
function longName(path: string, entry: Buffer): Buffer {
  const rest = ` path=${path}\n`;
  const length = rest.length + String(rest.length + 4).length;
  const record = Buffer.alloc(Math.ceil(length / 512) * 512);
  record.write(`${length}${rest}`);
  return Buffer.concat([tarHeader('long', length, 'x'), record, entry]);
}

function* stored(): Generator<Buffer> {
  const together = 1000;
  for (let at = 0; at < entries - 1; at += together) {
    const files = Array.from({ length: Math.min(together, entries - 1 - at) }, (_, more) => at + more);
    yield Buffer.concat(files.map((one) => fileOf(`srv/flat/entry-${one}.txt`, (one % 20) + 1)));
  }
  yield fileOf('srv/flat/big.bin', 900_000);
  yield longName(`${`${part}/`.repeat(depth)}end.txt`, fileOf('short', 500_000));
  yield endBlocks;
}

function* deleted(): Generator<Buffer> {
  yield tarHeader('srv/.wh.flat', 0);
  yield longName(`.wh.${part}`, tarHeader('short', 0));
  yield endBlocks;
}

/** A directory of 200,000 entries and a path of 4,000 characters, both deleted by the second layer. */
export const writeLargeFolder = (target: string): Promise<number> =>
  writeImage(
    target,
    [
      { command: 'COPY . /', parts: stored() },
      { command: 'RUN rm -r /srv/flat', parts: deleted() },
    ],
    { compression: 'gzip', level: 1 },
  );
