// Writes image archives in the layouts met in practice, with a tar writer that is not ours.
import { createHash } from 'node:crypto';
import { pack, type Header } from 'tar-stream';
import { parseImageText, type TextEntry } from './build-image.ts';
import { makeLayer, type LayerCompression } from './compress-layer.ts';

/** legacy: docker save up to 24. docker25: from 25 on. skopeo: also podman save. oci: an OCI layout in a tar. */
export const layouts = ['legacy', 'docker25', 'skopeo', 'oci'] as const;
export type Layout = (typeof layouts)[number];

export interface ArchiveOptions {
  readonly layout: Layout;
  /** The config's run-time part, names as Docker writes them. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** More of the config as a whole: `architecture`, `created`. */
  readonly document?: Readonly<Record<string, unknown>>;
  /** Contents of files by their paths, where the text form gives none. */
  readonly contents?: Readonly<Record<string, Uint8Array>>;
  readonly tag?: string;
  /** Between two entries of the history; where nothing is said, all have one time. */
  readonly secondsApart?: number;
  /** Of the layer blobs; gzip in an OCI layout where nothing is said, none in the others. */
  readonly compression?: LayerCompression;
  /** Put in front of every name. */
  readonly prefix?: './';
  /** OCI: the index leads to another index, that to the manifest. */
  readonly nested?: boolean;
  /** OCI: a manifest with BuildKit's provenance stands beside the image. */
  readonly attested?: boolean;
  /** The last word on what is in the archive, for broken ones. */
  readonly change?: (files: ArchiveFiles) => void;
}

/** What tar-stream writes into a header; the rest it fills in. */
export type TarHeader = Partial<Header> & Pick<Header, 'name'>;

/** By name: contents, or where a symbolic link leads. */
export type ArchiveFiles = Map<string, Uint8Array | { link: string }>;

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
export const json = (value: unknown): Uint8Array => encode(JSON.stringify(value));
export const sha256Hex = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Contents of a file of which only the size is given: unlike those of any other path. */
function fillerOf({ path, size }: TextEntry): Uint8Array {
  const line = `${path}\n`;
  return encode(line.repeat(Math.ceil(size / line.length) + 1)).slice(0, size);
}

function headerOf(entry: TextEntry): TarHeader {
  const types = { file: 'file', directory: 'directory', symlink: 'symlink', hardlink: 'link', fifo: 'fifo' } as const;
  const { path, mode, uid, gid } = entry;
  const name = entry.type === 'directory' ? `${path}/` : path;
  return {
    name,
    mode,
    uid,
    gid,
    type: types[entry.type],
    linkname: entry.link,
    mtime: new Date(1_700_000_000_000),
  };
}

export interface TarItem {
  readonly header: TarHeader;
  readonly body?: Uint8Array;
}

/** A tar as tar-stream writes it. */
export async function makeTar(items: readonly TarItem[]): Promise<Uint8Array<ArrayBuffer>> {
  const tar = pack();
  for (const { header, body } of items) {
    if (body) tar.entry({ ...header, size: body.length }, Buffer.from(body));
    else tar.entry(header);
  }
  tar.finalize();
  const chunks: Uint8Array[] = [];
  for await (const chunk of tar as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return Uint8Array.from(Buffer.concat(chunks));
}

/** Capabilities by their numbers (linux/capability.h): some of those whose bytes are ASCII, as tar-stream writes no others. */
const capabilityBits: Readonly<Record<string, number>> = {
  cap_chown: 0,
  cap_dac_override: 1,
  cap_setgid: 6,
  cap_net_bind_service: 10,
  cap_net_admin: 12,
  cap_net_raw: 13,
  cap_sys_admin: 21,
};

/** The extended attribute that setcap writes for `cap_net_raw=ep` (revision 2). */
function capabilityRecord(name: string): Record<string, string> {
  const bit = capabilityBits[name];
  if (bit === undefined) throw new Error(`no number is known here for ${name}`);
  const words = new Uint32Array([0x0200_0001, 2 ** bit, 0, 0, 0]);
  return { 'SCHILY.xattr.security.capability': Buffer.from(words.buffer).toString('latin1') };
}

/** The highest id that a header has room for, in seven octal digits. */
const highestInHeader = 0o7777777;

/** What of an entry stands in records before its header. */
function recordsOf({ capability, uid, gid }: TextEntry): Pick<TarHeader, 'pax'> {
  const pax = {
    ...(capability !== undefined && capabilityRecord(capability)),
    ...(uid > highestInHeader && { uid: String(uid) }),
    ...(gid > highestInHeader && { gid: String(gid) }),
  };
  return Object.keys(pax).length > 0 ? { pax } : {};
}

function layerItems(entries: readonly TextEntry[], given: ArchiveOptions['contents'] = {}): TarItem[] {
  // A path may be called `__proto__`.
  const contents = new Map(Object.entries(given));
  return entries.map((entry) => {
    const header = { ...headerOf(entry), ...recordsOf(entry) };
    const body = entry.text === null ? (contents.get(entry.path) ?? fillerOf(entry)) : encode(entry.text);
    return entry.type === 'file' ? { header, body } : { header };
  });
}

export function layerTar(entries: readonly TextEntry[]): Promise<Uint8Array<ArrayBuffer>> {
  return makeTar(layerItems(entries));
}

export interface Blobs {
  readonly config: Uint8Array;
  readonly layers: readonly { readonly diffHex: string; readonly blob: Uint8Array }[];
}

export async function makeBlobs(
  text: string,
  options: Pick<ArchiveOptions, 'layout' | 'config' | 'document' | 'contents' | 'compression' | 'secondsApart'>,
): Promise<Blobs> {
  const layers = [];
  const history: object[] = [];
  const { secondsApart = 0 } = options;
  for (const { command, empty, entries } of parseImageText(text)) {
    const time = new Date(Date.parse('2024-05-01T10:00:00Z') + history.length * secondsApart * 1000);
    const created = time.toISOString().replace('.000Z', 'Z');
    history.push({ created, created_by: command, ...(empty ? { empty_layer: true } : {}) });
    if (empty) continue;
    const compression = options.compression ?? (options.layout === 'oci' ? 'gzip' : 'none');
    const { tar, blob } = await makeLayer(layerItems(entries, options.contents), compression);
    layers.push({ diffHex: sha256Hex(tar), blob });
  }
  return { config: imageConfig(layers, history, options.config, options.document), layers };
}

/** The config of an image with these layers. */
export function imageConfig(
  layers: Blobs['layers'],
  history: readonly object[],
  config: ArchiveOptions['config'] = {},
  document: ArchiveOptions['document'] = {},
): Uint8Array {
  return json({
    architecture: 'arm64',
    variant: 'v8',
    os: 'linux',
    created: '2024-05-01T10:00:00Z',
    config,
    rootfs: { type: 'layers', diff_ids: layers.map(({ diffHex }) => `sha256:${diffHex}`) },
    history,
    ...document,
  });
}

function legacyFiles({ config, layers }: Blobs, tag: string): ArchiveFiles {
  const files: ArchiveFiles = new Map();
  const firstFolder = new Map<string, string>();
  const names = layers.map(({ diffHex, blob }, index) => {
    const folder = sha256Hex(encode(`${index} ${diffHex}`));
    const known = firstFolder.get(diffHex);
    files.set(`${folder}/VERSION`, encode('1.0'));
    files.set(`${folder}/json`, json({ id: folder }));
    files.set(`${folder}/layer.tar`, known ? { link: `../${known}/layer.tar` } : blob);
    firstFolder.set(diffHex, known ?? folder);
    return `${folder}/layer.tar`;
  });
  const configName = `${sha256Hex(config)}.json`;
  files.set(configName, config);
  files.set('manifest.json', json([{ Config: configName, RepoTags: [tag], Layers: names }]));
  files.set('repositories', json({ [tag.split(':')[0]!]: { [tag.split(':')[1] ?? 'latest']: names.at(-1) } }));
  return files;
}

function skopeoFiles({ config, layers }: Blobs, tag: string): ArchiveFiles {
  const files: ArchiveFiles = new Map();
  for (const { diffHex, blob } of layers) files.set(`${diffHex}.tar`, blob);
  const configName = `${sha256Hex(config)}.json`;
  files.set(configName, config);
  const names = layers.map(({ diffHex }) => `${diffHex}.tar`);
  files.set('manifest.json', json([{ Config: configName, RepoTags: [tag], Layers: names }]));
  return files;
}

const ociType = (name: string): string => `application/vnd.oci.image.${name}`;

function mediaTypeEnd(firstByte?: number): string {
  if (firstByte === 0x1f) return '+gzip';
  return firstByte === 0x50 ? '+zstd' : '';
}

function ociFiles({ config, layers }: Blobs, tag: string, options: ArchiveOptions): ArchiveFiles {
  const files: ArchiveFiles = new Map([['oci-layout', json({ imageLayoutVersion: '1.0.0' })]]);
  const put = (bytes: Uint8Array, mediaType: string) => {
    const hex = sha256Hex(bytes);
    files.set(`blobs/sha256/${hex}`, bytes);
    return { mediaType, digest: `sha256:${hex}`, size: bytes.length };
  };
  const layerType = ociType(`layer.v1.tar${mediaTypeEnd(layers[0]?.blob[0])}`);
  const manifestOf = (of: Blobs) => ({
    schemaVersion: 2,
    mediaType: ociType('manifest.v1+json'),
    config: put(of.config, ociType('config.v1+json')),
    layers: of.layers.map(({ blob }) => put(blob, layerType)),
  });
  const annotations = { 'org.opencontainers.image.ref.name': tag };
  const image = put(json(manifestOf({ config, layers })), ociType('manifest.v1+json'));
  const manifests: object[] = [options.nested ? image : { ...image, annotations }];
  if (options.attested) {
    const statement = put(json({ _type: 'https://in-toto.io/Statement/v0.1' }), 'application/vnd.in-toto+json');
    const noConfig = json({ architecture: 'unknown', os: 'unknown', rootfs: { type: 'layers', diff_ids: [] } });
    const manifest = { schemaVersion: 2, config: put(noConfig, ociType('config.v1+json')), layers: [statement] };
    const attestation = put(json(manifest), ociType('manifest.v1+json'));
    manifests.push({ ...attestation, annotations: { 'vnd.docker.reference.type': 'attestation-manifest' } });
  }
  const index = { schemaVersion: 2, mediaType: ociType('index.v1+json'), manifests };
  const outer = { ...index, manifests: [{ ...put(json(index), ociType('index.v1+json')), annotations }] };
  files.set('index.json', json(options.nested ? outer : index));
  return files;
}

/** From Docker 25 on, one archive is both an OCI layout and a docker-archive. */
function docker25Files(blobs: Blobs, tag: string, options: ArchiveOptions): ArchiveFiles {
  const files = ociFiles(blobs, tag, options);
  const blobName = (bytes: Uint8Array): string => `blobs/sha256/${sha256Hex(bytes)}`;
  const item = {
    Config: blobName(blobs.config),
    RepoTags: [tag],
    Layers: blobs.layers.map(({ blob }) => blobName(blob)),
  };
  return files.set('manifest.json', json([item])).set('repositories', json({}));
}

function filesOf(blobs: Blobs, tag: string, options: ArchiveOptions): ArchiveFiles {
  switch (options.layout) {
    case 'legacy':
      return legacyFiles(blobs, tag);
    case 'skopeo':
      return skopeoFiles(blobs, tag);
    case 'docker25':
      return docker25Files(blobs, tag, options);
    case 'oci':
      return ociFiles(blobs, tag, options);
    default:
      return options.layout satisfies never;
  }
}

export function packFiles(files: ArchiveFiles, prefix = ''): Promise<Uint8Array<ArrayBuffer>> {
  return makeTar(
    [...files].map(([name, value]) =>
      value instanceof Uint8Array
        ? { header: { name: prefix + name }, body: value }
        : { header: { name: prefix + name, type: 'symlink', linkname: value.link } },
    ),
  );
}

/** An image archive from the text form that `parseImageText` explains. */
export async function makeArchive(text: string, options: ArchiveOptions): Promise<Blob> {
  return packBlobs(await makeBlobs(text, options), options);
}

/** An image archive of a config and layers that are there already. */
export async function packBlobs(blobs: Blobs, options: ArchiveOptions): Promise<Blob> {
  const files = filesOf(blobs, options.tag ?? 'web:1.4', options);
  options.change?.(files);
  return new Blob([await packFiles(files, options.prefix)]);
}
