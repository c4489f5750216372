import { encodeText } from '../../src/bytes/text.ts';
import { EntryTypeCode } from '../../src/layer/layer-table.ts';
import { LayerTableBuilder } from '../../src/layer/layer-table-builder.ts';
import { Rootfs } from '../../src/rootfs/rootfs.ts';
import { LayerStack } from '../../src/rootfs/stack.ts';

/**
 * Stacked layers, one line per entry: `path size`, `path/`, `path -> target` (symbolic), `path = target` (hard link),
 * `!path` (whiteout), `^path` (opaque).
 */
export function rootfsOf(...layers: string[][]): Rootfs {
  const tables = layers.map((lines) => {
    const builder = new LayerTableBuilder();
    for (const line of lines) addLine(builder, line);
    return builder.finish(0);
  });
  const stack = new LayerStack();
  for (const table of tables) stack.push(table);
  return new Rootfs(stack.finish().rootfs);
}

function addLine(builder: LayerTableBuilder, line: string): void {
  if (line.startsWith('!')) return builder.whiteouts.push(encodeText(line.slice(1)));
  if (line.startsWith('^')) return builder.opaques.push(encodeText(line.slice(1)));
  const [, path = '', sign, rest = ''] = /^(.*?)(?: (->|=|mode|size) (.*))?$/s.exec(line) ?? [];
  const directory = path.endsWith('/');
  const type = directory
    ? EntryTypeCode.directory
    : sign === '->'
      ? EntryTypeCode.symlink
      : sign === '='
        ? EntryTypeCode.hardlink
        : EntryTypeCode.file;
  builder.add({
    path: encodeText(directory ? path.slice(0, -1) : path),
    link: encodeText(sign === '->' || sign === '=' ? rest : ''),
    type,
    size: sign === 'size' ? Number(rest) : 0,
    mode: sign === 'mode' ? parseInt(rest, 8) : directory ? 0o755 : 0o644,
    uid: 0,
    gid: 0,
    mtime: 0,
    offset: 0,
    headerSize: 512,
  });
}
