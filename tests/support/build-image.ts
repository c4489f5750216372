import { analyseImage, type ImageAnalysis } from '../../src/analysis/analyse-image.ts';
import { encodeText } from '../../src/bytes/text.ts';
import type { ArchiveImage, HistoryEntry, ImageConfig, LayerBlob } from '../../src/image/model.ts';
import { EntryTypeCode, type LayerTable } from '../../src/layer/layer-table.ts';
import { LayerTableBuilder } from '../../src/layer/layer-table-builder.ts';
import { parseWhiteout } from '../../src/layer/whiteout.ts';
import { Rootfs } from '../../src/rootfs/rootfs.ts';

/** An entry of a layer, as the text form describes it. */
export interface TextEntry {
  readonly path: string;
  readonly type: 'file' | 'directory' | 'symlink' | 'hardlink' | 'fifo';
  readonly size: number;
  /** Contents, where the text gives them in quotes. */
  readonly text: string | null;
  readonly link: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** The capability that the file has. */
  readonly capability?: string;
}

/** A layer, or (with no entries allowed) an instruction that made none. */
export interface TextLayer {
  readonly command: string;
  readonly empty: boolean;
  readonly entries: TextEntry[];
}

function parseEntry(line: string): TextEntry {
  const [name = '', ...columns] = line.trim().split(/ {2,}/);
  const bare = { path: name, size: 0, text: null, link: '', mode: 0o644, uid: 0, gid: 0 };
  const mode = columns.find((column) => /^0[0-7]{3,4}$/.test(column));
  const owner = columns.find((column) => /^\d+:\d+$/.test(column));
  const [uid, gid] = (owner ?? '0:0').split(':').map(Number) as [number, number];
  const common = { ...bare, uid, gid };
  const link = /^(.*?) (->|=>) (.*)$/.exec(name);
  if (link) {
    const [, path = '', arrow, target = ''] = link;
    const type = arrow === '->' ? 'symlink' : 'hardlink';
    return { ...common, path, link: target, type, mode: parseInt(mode ?? '777', 8) };
  }
  if (name.endsWith('/'))
    return { ...common, path: name.slice(0, -1), type: 'directory', mode: parseInt(mode ?? '755', 8) };
  if (columns.includes('fifo')) return { ...common, type: 'fifo', mode: parseInt(mode ?? '644', 8) };
  const quoted = columns.find((column) => column.startsWith('"'));
  const text = quoted === undefined ? null : (JSON.parse(quoted) as string);
  const size = text === null ? Number(columns.find((column) => /^(0|[1-9]\d*)$/.test(column)) ?? 0) : text.length;
  const capability = columns.find((column) => column.startsWith('cap_'));
  return {
    ...common,
    type: 'file',
    size,
    text,
    mode: parseInt(mode ?? '644', 8),
    ...(capability && { capability }),
  };
}

/**
 * Reads the text form of an image; columns stand two blanks apart:
 *
 *     layer  RUN make
 *       usr/bin/app  5000  0755  10:20     a file: size, mode, owner
 *       etc/motd  "hello"                  a file and its contents
 *       usr/bin/ping  100  cap_net_raw     a file with a capability
 *       var/log/                           a directory
 *       bin/sh -> busybox                  a symbolic link
 *       bin/ls => bin/busybox  0755        a hard link and its mode
 *       run/pipe  fifo
 *       tmp/.wh.cache.o                    a whiteout
 *     empty  ENV A=1                       an instruction without a layer
 */
export function parseImageText(text: string): TextLayer[] {
  const layers: TextLayer[] = [];
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const head = /^\s*(layer|empty)(?:\s\s+(.*))?$/.exec(line);
    if (head) layers.push({ command: head[2] ?? '', empty: head[1] === 'empty', entries: [] });
    else layers.at(-1)?.entries.push(parseEntry(line));
  }
  return layers;
}

const typeCodes = {
  file: EntryTypeCode.file,
  directory: EntryTypeCode.directory,
  symlink: EntryTypeCode.symlink,
  hardlink: EntryTypeCode.hardlink,
  fifo: EntryTypeCode.fifo,
} as const;

export function buildLayerTable(entries: readonly TextEntry[]): LayerTable {
  const builder = new LayerTableBuilder();
  for (const entry of entries) {
    const path = encodeText(entry.path);
    const mark = parseWhiteout(path);
    if (mark?.kind === 'whiteout') builder.whiteouts.push(mark.path);
    if (mark?.kind === 'opaque') builder.opaques.push(mark.path);
    if (mark) continue;
    const { mode, uid, gid, size } = entry;
    const type = typeCodes[entry.type];
    const place = { mtime: 0, offset: builder.count * 512, headerSize: 512 };
    builder.add({ path, link: encodeText(entry.link), type, size, mode, uid, gid, ...place });
  }
  return builder.finish(0);
}

export const emptyConfig: ImageConfig = {
  user: '',
  workingDir: '',
  env: [],
  entrypoint: [],
  cmd: [],
  shell: [],
  exposedPorts: [],
  volumes: [],
  labels: {},
  healthcheck: null,
  stopSignal: '',
  onBuild: [],
};

/** A digest that is none, but looks like one. */
const digest = (number: number): string => `sha256:${String(number).padStart(64, '0')}`;

function describeImage(text: readonly TextLayer[], config: Partial<ImageConfig>): ArchiveImage {
  const history: HistoryEntry[] = [];
  const layers: LayerBlob[] = [];
  for (const { command, empty } of text) {
    const index = layers.length;
    history.push({ createdBy: command, created: null, comment: '', emptyLayer: empty, layer: empty ? null : index });
    if (empty) continue;
    layers.push({
      index,
      name: `layer-${index}.tar`,
      file: 0,
      range: null,
      compression: 'none',
      digest: digest(index),
      diffId: digest(index),
      command,
      created: null,
    });
  }
  return {
    format: 'docker-archive',
    reference: 'docker.io/library/test:latest',
    tags: ['docker.io/library/test:latest'],
    id: digest(99),
    manifestDigest: null,
    platform: 'linux/amd64',
    created: null,
    config: { ...emptyConfig, ...config },
    configText: '',
    history,
    layers,
    documents: [],
  };
}

export interface BuiltImage {
  readonly image: ArchiveImage;
  readonly tables: readonly LayerTable[];
  readonly rootfs: Rootfs;
  readonly analysis: ImageAnalysis;
}

/** An analysed image from the text form that `parseImageText` explains. */
export function buildImage(text: string, config: Partial<ImageConfig> = {}): BuiltImage {
  const layers = parseImageText(text);
  const tables = layers.filter(({ empty }) => !empty).map(({ entries }) => buildLayerTable(entries));
  const { rootfs, analysis } = analyseImage(tables);
  return { image: describeImage(layers, config), tables, rootfs: new Rootfs(rootfs), analysis };
}
