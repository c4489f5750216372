// Image archives in the layout of each tool that writes them: names, order, prefixes, links, compression. Written down
// from the tools' documentation and from their archives.
import { gzipSync } from 'node:zlib';
import { json, makeBlobs, makeTar, sha256Hex, type Blobs, type TarItem } from './make-archive.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

export const file = (name: string, body: Uint8Array): TarItem => ({ header: { name }, body });
export const folder = (name: string): TarItem => ({ header: { name: `${name}/`, type: 'directory' } });
export const symlink = (name: string, linkname: string): TarItem => ({ header: { name, type: 'symlink', linkname } });
export const hardlink = (name: string, linkname: string): TarItem => ({ header: { name, type: 'link', linkname } });

export const packItems = async (items: readonly TarItem[]): Promise<Blob> => new Blob([await makeTar(items)]);

/** With `./` before every name, as `tar -C folder -cf image.tar .` writes them. */
const dotted = (items: readonly TarItem[]): TarItem[] => [
  { header: { name: './', type: 'directory' } },
  ...items.map(({ header, body }) => ({ header: { ...header, name: `./${header.name}` }, ...(body ? { body } : {}) })),
];

const tag = 'web:1.4';
const hexOf = sha256Hex;
/** An id as Docker made them up: 64 hex digits that are no digest of anything in the archive. */
const idOf = (index: number): string => sha256Hex(encode(`id ${index}`));

type Layer = Blobs['layers'][number];

function manifest(Config: string, Layers: readonly string[], RepoTags: readonly string[] | null = [tag]): TarItem {
  return file('manifest.json', json([{ Config, RepoTags, Layers }]));
}

const repositories = (id: string): TarItem => file('repositories', json({ web: { '1.4': id } }));

/** VERSION and json of a layer, which Docker up to 24 went on to write. */
function legacyMetadata(index: number): TarItem[] {
  const parent = index > 0 ? { parent: idOf(index - 1) } : {};
  return [
    folder(idOf(index)),
    file(`${idOf(index)}/VERSION`, encode('1.0')),
    file(`${idOf(index)}/json`, json({ id: idOf(index), ...parent, created: '1970-01-01T00:00:00Z', os: 'linux' })),
  ];
}

/** Docker 1.10 to 24: a layer that is there already is a link to the first of its name. */
function docker24({ config, layers }: Blobs, link = symlink): TarItem[] {
  const first = new Map<string, number>();
  const items = layers.flatMap(({ diffHex, blob }, index) => {
    const known = first.get(diffHex);
    if (known === undefined) first.set(diffHex, index);
    const name = `${idOf(index)}/layer.tar`;
    const target = link === symlink ? `../${idOf(known ?? 0)}/layer.tar` : `${idOf(known ?? 0)}/layer.tar`;
    return [...legacyMetadata(index), known === undefined ? file(name, blob) : link(name, target)];
  });
  const names = layers.map((_, index) => `${idOf(index)}/layer.tar`);
  const configName = `${hexOf(config)}.json`;
  return [...items, file(configName, config), manifest(configName, names), repositories(idOf(layers.length - 1))];
}

/** Docker up to 1.9: no manifest.json, no diff ids; every id has its own json with its parent and what made it. */
export function docker19(
  { config, layers }: Blobs,
  change: (json: Record<string, unknown>, index: number) => void = () => undefined,
): TarItem[] {
  const whole = JSON.parse(new TextDecoder().decode(config)) as Record<string, unknown> & {
    history: { created_by: string; created: string; empty_layer?: boolean }[];
  };
  const made = whole.history.filter((entry) => !entry.empty_layer);
  const items = layers.flatMap(({ blob }, index) => {
    const v1: Record<string, unknown> = {
      id: idOf(index),
      ...(index > 0 ? { parent: idOf(index - 1) } : {}),
      created: made[index]?.created,
      container_config: { Cmd: ['/bin/sh', '-c', made[index]?.created_by] },
      config: whole.config,
      architecture: whole.architecture,
      os: whole.os,
      Size: blob.length,
    };
    change(v1, index);
    return [
      folder(idOf(index)),
      file(`${idOf(index)}/VERSION`, encode('1.0')),
      file(`${idOf(index)}/json`, json(v1)),
      file(`${idOf(index)}/layer.tar`, blob),
    ];
  });
  return [...items, repositories(idOf(layers.length - 1))];
}

/** skopeo, podman and buildah: `<diff id>.tar`, and links in the oldest layout. */
function containersImage({ config, layers }: Blobs): TarItem[] {
  const seen = new Set<string>();
  const blobs = layers.flatMap(({ diffHex, blob }) => {
    if (seen.has(diffHex)) return [];
    seen.add(diffHex);
    return [file(`${diffHex}.tar`, blob)];
  });
  const links = layers.flatMap(({ diffHex }, index) => [
    symlink(`${idOf(index)}/layer.tar`, `../${diffHex}.tar`),
    ...legacyMetadata(index).slice(1),
  ]);
  const configName = `${hexOf(config)}.json`;
  const names = layers.map(({ diffHex }) => `${diffHex}.tar`);
  return [
    ...blobs,
    ...links,
    file(configName, config),
    repositories(idOf(layers.length - 1)),
    manifest(configName, names),
  ];
}

/** Each blob once, in the order of the layers. */
function unique(layers: readonly Layer[], nameOf: (blob: Uint8Array) => string): TarItem[] {
  const items = new Map(layers.map(({ blob }) => [nameOf(blob), blob]));
  return [...items].map(([name, blob]) => file(name, blob));
}

/** kaniko, ko and crane (go-containerregistry): config first, named by its digest; blobs as the registry has them. */
function goContainerRegistry({ config, layers }: Blobs): TarItem[] {
  const nameOf = (blob: Uint8Array): string => `${hexOf(blob)}.tar.gz`;
  const configName = `sha256:${hexOf(config)}`;
  const names = layers.map(({ blob }) => nameOf(blob));
  return [file(configName, config), ...unique(layers, nameOf), manifest(configName, names)];
}

function jib({ config, layers }: Blobs): TarItem[] {
  const nameOf = (blob: Uint8Array): string => `${hexOf(blob)}.tar.gz`;
  const names = layers.map(({ blob }) => nameOf(blob));
  return [...unique(layers, nameOf), file('config.json', config), manifest('config.json', names)];
}

/** rules_oci: manifest.json first, blobs in folders but with an ending. */
function rulesOci({ config, layers }: Blobs): TarItem[] {
  const nameOf = (blob: Uint8Array): string => `blobs/sha256/${hexOf(blob)}.tar.gz`;
  const configName = `blobs/sha256/${hexOf(config)}`;
  const names = layers.map(({ blob }) => nameOf(blob));
  return [
    manifest(configName, names),
    folder('blobs'),
    folder('blobs/sha256'),
    file(configName, config),
    ...unique(layers, nameOf),
  ];
}

/** rules_docker: the oldest layout with `./`, the id of the uppermost layer in `top`. */
function rulesDocker(blobs: Blobs): TarItem[] {
  return dotted([...docker24(blobs), file('top', encode(idOf(blobs.layers.length - 1)))]);
}

/** nix streamLayeredImage: `<diff id>/layer.tar`, nothing else but config and manifest. */
function nixStream({ config, layers }: Blobs): TarItem[] {
  const nameOf = (blob: Uint8Array): string => `${hexOf(blob)}/layer.tar`;
  const configName = `${hexOf(config)}.json`;
  const names = layers.map(({ blob }) => nameOf(blob));
  return [...unique(layers, nameOf), file(configName, config), manifest(configName, names)];
}

/** Files of an OCI layout, blobs by digest. */
export class LayoutWriter {
  readonly items = new Map<string, Uint8Array>([['oci-layout', json({ imageLayoutVersion: '1.0.0' })]]);

  put(bytes: Uint8Array, mediaType: string): { mediaType: string; digest: string; size: number } {
    const hex = hexOf(bytes);
    this.items.set(`blobs/sha256/${hex}`, bytes);
    return { mediaType, digest: `sha256:${hex}`, size: bytes.length };
  }

  putJson(value: unknown, mediaType: string): { mediaType: string; digest: string; size: number } {
    return this.put(json(value), mediaType);
  }

  /** A manifest of the image, in Docker's or OCI's media types. */
  image({ config, layers }: Blobs, family: 'oci' | 'docker' = 'oci', more: object = {}): { digest: string } {
    const types = mediaTypes[family];
    return this.putJson(
      {
        schemaVersion: 2,
        mediaType: types.manifest,
        config: this.put(config, types.config),
        layers: layers.map(({ blob }) => this.put(blob, types.layer)),
        ...more,
      },
      types.manifest,
    );
  }

  index(manifests: readonly object[]): this {
    this.items.set('index.json', json({ schemaVersion: 2, mediaType: mediaTypes.oci.index, manifests }));
    return this;
  }

  tarItems(): TarItem[] {
    return [...this.items].map(([name, bytes]) => file(name, bytes));
  }

  pack(): Promise<Blob> {
    return packItems(this.tarItems());
  }
}

export const mediaTypes = {
  oci: {
    index: 'application/vnd.oci.image.index.v1+json',
    manifest: 'application/vnd.oci.image.manifest.v1+json',
    config: 'application/vnd.oci.image.config.v1+json',
    layer: 'application/vnd.oci.image.layer.v1.tar+gzip',
  },
  docker: {
    index: 'application/vnd.docker.distribution.manifest.list.v2+json',
    manifest: 'application/vnd.docker.distribution.manifest.v2+json',
    config: 'application/vnd.docker.container.image.v1+json',
    layer: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
  },
} as const;

const named = { annotations: { 'org.opencontainers.image.ref.name': tag } };

/** Docker 25 and later: an OCI layout and manifest.json, here with the classic image store (blobs uncompressed). */
function docker25(blobs: Blobs, place: 'first' | 'last'): TarItem[] {
  const layout = new LayoutWriter();
  layout.index([{ ...layout.image(blobs), ...named }]);
  const nameOf = (blob: Uint8Array): string => `blobs/sha256/${hexOf(blob)}`;
  const list = manifest(
    nameOf(blobs.config),
    blobs.layers.map(({ blob }) => nameOf(blob)),
  );
  const rest = [folder('blobs'), folder('blobs/sha256'), ...layout.tarItems()];
  return place === 'first' ? [list, ...rest] : [...rest, list];
}

function ociImage(blobs: Blobs, family: 'oci' | 'docker' = 'oci'): TarItem[] {
  const layout = new LayoutWriter();
  layout.index([{ ...layout.image(blobs, family), ...named }]);
  return layout.tarItems();
}

/** bazel's own copies of blobs may be links to one place in the tar. */
function linkedBlobs(blobs: Blobs): TarItem[] {
  return ociImage(blobs).flatMap((item) => {
    const [, name] = /^blobs\/sha256\/(.*)$/.exec(item.header.name) ?? [];
    if (!name) return [item];
    return [{ ...item, header: { name: `store/${name}` } }, symlink(item.header.name, `../../store/${name}`)];
  });
}

/** `blobs/sha256` itself a link to a folder. */
function linkedFolder(blobs: Blobs): TarItem[] {
  const moved = ociImage(blobs).map((item) => ({
    ...item,
    header: { name: item.header.name.replace('blobs/sha256/', 'store/') },
  }));
  return [symlink('blobs/sha256', '../store'), ...moved];
}

export interface ToolLayout {
  readonly gzip: boolean;
  readonly format: 'docker-archive' | 'oci-archive';
  readonly items: (blobs: Blobs) => TarItem[];
}

const plain = (items: ToolLayout['items']): ToolLayout => ({ gzip: false, format: 'docker-archive', items });
const gzipped = (items: ToolLayout['items']): ToolLayout => ({ gzip: true, format: 'docker-archive', items });
const oci = (items: ToolLayout['items']): ToolLayout => ({ gzip: true, format: 'oci-archive', items });

/** By tool. */
export const toolLayouts = {
  'docker save 1.10 to 24': plain((blobs) => docker24(blobs)),
  'docker save 1.10 to 24, repeated layers as hard links': plain((blobs) => docker24(blobs, hardlink)),
  'docker save 25 and later': plain((blobs) => docker25(blobs, 'last')),
  'docker save with the containerd image store': gzipped((blobs) => docker25(blobs, 'last')),
  'skopeo, podman, buildah': plain(containersImage),
  'kaniko, ko, crane': gzipped(goContainerRegistry),
  'Jib, docker format': gzipped(jib),
  'Jib, OCI format': oci((blobs) => {
    const [layout, ...rest] = ociImage(blobs);
    return [...rest.filter(({ header }) => header.name !== 'index.json'), layout!, ociImage(blobs).at(-1)!];
  }),
  rules_docker: plain(rulesDocker),
  'rules_oci, docker format': gzipped(rulesOci),
  'rules_oci, OCI layout': oci((blobs) => dotted(ociImage(blobs))),
  'rules_oci, manifest.json first': gzipped((blobs) => docker25(blobs, 'first')),
  'OCI layout with links for blobs': oci(linkedBlobs),
  'OCI layout with a link for the folder of blobs': oci(linkedFolder),
  'OCI layout of Docker media types': oci((blobs) => ociImage(blobs, 'docker')),
  'nix streamLayeredImage': plain(nixStream),
  'nix buildImage': plain((blobs) => dotted(docker24(blobs))),
} satisfies Record<string, ToolLayout>;

export type Tool = keyof typeof toolLayouts;

export function blobsOf(text: string, gzip: boolean, config?: Record<string, unknown>): Promise<Blobs> {
  return makeBlobs(text, { layout: 'skopeo', compression: gzip ? 'gzip' : 'none', ...(config ? { config } : {}) });
}

/** An archive of the text's image as the tool writes it. */
export async function packAs(tool: Tool, text: string): Promise<Blob> {
  const { gzip, items } = toolLayouts[tool];
  return packItems(items(await blobsOf(text, gzip)));
}

/** The whole archive's bytes, gzipped, as `docker save | gzip` pipes them. */
export const gzipBlob = async (blob: Blob): Promise<Blob> =>
  new Blob([Uint8Array.from(gzipSync(new Uint8Array(await blob.arrayBuffer())))]);

/** Config and layers taken apart, changed, and joined again. */
export function withConfig(blobs: Blobs, change: (config: Record<string, unknown>) => void): Blobs {
  const config = JSON.parse(new TextDecoder().decode(blobs.config)) as Record<string, unknown>;
  change(config);
  return { ...blobs, config: json(config) };
}

export { docker24, idOf, manifest };
