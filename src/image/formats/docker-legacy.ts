// What `docker save` wrote up to 1.9: `repositories` (name → tag → id), and for each id `VERSION`, `json` and `layer.tar`.
// Every image is one layer on its `parent`. There are no digests: ids are random.
// https://github.com/moby/docker-image-spec/blob/main/v1.0.md
import type { ArchiveIndex } from '../../archive/archive-index.ts';
import { FaultError, faultOfInput, type Fault } from '../../fault.ts';
import { archiveLimits, type ArchiveContents } from '../archive-contents.ts';
import { decodeConfig } from '../config.ts';
import type { MeteredIndex } from '../json-meter.ts';
import { asObject, asText, asTextOrNull, asTexts, readJson, type JsonObject } from '../json.ts';
import { locateLayers, type LayerReference } from '../layers.ts';
import type { ArchiveImage, HistoryEntry } from '../model.ts';
import type { ImageFormatReader } from './format.ts';

const repositoriesName = 'repositories';
const jsonName = /^([0-9a-f]{64})\/json$/;
const readsAtOnce = 64;

/** The images of the archive by id, as their `json` describes them. */
type Links = ReadonlyMap<string, JsonObject>;

const idsOf = (index: ArchiveIndex): string[] => index.names.flatMap((name) => jsonName.exec(name)?.[1] ?? []);

async function readLinks(index: MeteredIndex, contents: ArchiveContents): Promise<Links> {
  const ids = idsOf(index);
  const links = new Map<string, JsonObject>();
  const readOne = async (id: string): Promise<void> => {
    try {
      links.set(id, asObject(await readJson(index, `${id}/json`, `${id}/json`)));
    } catch (error) {
      contents.faults.push(faultOfInput(error, index.fileName));
    }
  };
  const limit = archiveLimits.layersOfImage;
  if (ids.length > limit) {
    const { fileName } = index;
    contents.faults.push({ kind: 'limit', fileName, what: 'the layers of an archive', limit, unit: 'entries' });
  }
  for (let at = 0; at < Math.min(ids.length, limit); at += readsAtOnce) {
    await Promise.all(ids.slice(at, Math.min(at + readsAtOnce, limit)).map(readOne));
  }
  return links;
}

/** Tags by id; the images that no other one builds on come last, without a tag where they have none. */
async function readHeads(index: MeteredIndex, links: Links): Promise<Map<string, string[]>> {
  const heads = new Map<string, string[]>();
  if (index.find(repositoriesName)) {
    const repositories = asObject(await readJson(index, repositoriesName, repositoriesName));
    for (const [name, tags] of Object.entries(repositories)) {
      for (const [tag, id] of Object.entries(asObject(tags))) {
        const head = asText(id);
        if (head === '') continue;
        const known = heads.get(head);
        if (known) known.push(`${name}:${tag}`);
        else heads.set(head, [`${name}:${tag}`]);
      }
    }
  }
  const parents = new Set([...links.values()].map((json) => asText(json.parent)));
  for (const id of links.keys()) if (!parents.has(id) && !heads.has(id)) heads.set(id, []);
  return heads;
}

/**
 * The ids from the base up to `head`; null where the `json` of one could not be read, which was told. Throws where a
 * parent is missing or its own ancestor.
 */
function chainOf(index: ArchiveIndex, links: Links, head: string): string[] | null {
  const { fileName } = index;
  const chain = new Set<string>();
  let from = repositoriesName;
  for (let id = head; id !== ''; id = asText(links.get(id)?.parent)) {
    if (chain.has(id)) {
      throw new FaultError({ kind: 'bad-json', fileName, path: `${id}/json`, detail: 'it is its own parent' });
    }
    if (!links.has(id)) {
      if (index.find(`${id}/json`)) return null;
      throw new FaultError({ kind: 'missing-blob', fileName, path: `${id}/json`, namedIn: from });
    }
    chain.add(id);
    from = `${id}/json`;
  }
  return [...chain].reverse();
}

/** What made the image, as its builder noted it; docker joined it by blanks when it began to write histories. */
function historyEntry(json: JsonObject, layer: number): HistoryEntry {
  return {
    createdBy: asTexts(asObject(json.container_config).Cmd).join(' '),
    created: asTextOrNull(json.created),
    comment: asText(json.comment),
    emptyLayer: false,
    layer,
  };
}

async function openOne(
  index: ArchiveIndex,
  links: Links,
  [head, tags]: readonly [string, string[]],
  chain: readonly string[],
  faults: Fault[],
): Promise<ArchiveImage> {
  const history = chain.map((id, layer) => historyEntry(links.get(id) ?? {}, layer));
  const config = { ...decodeConfig(links.get(head)), history, diffIds: [] };
  const references = chain.map((id): LayerReference => ({
    name: `${id}/layer.tar`,
    digest: null,
    namedIn: `${id}/json`,
    mediaType: '',
    urls: [],
  }));
  return {
    format: 'docker-archive',
    reference: tags[0] ?? null,
    tags,
    id: head,
    manifestDigest: null,
    platform: config.platform,
    created: config.created,
    config: config.config,
    configText: '',
    history,
    layers: await locateLayers(index, references, config, faults),
    documents: [],
  };
}

export const dockerLegacy: ImageFormatReader = {
  id: 'docker-legacy',
  lookedFor: 'repositories with <id>/json (docker save up to 1.9)',
  recognises: (index) => index.names.some((name) => jsonName.test(name)),
  async open(index, contents) {
    const links = await readLinks(index, contents);
    for (const head of await readHeads(index, links)) {
      if (contents.isFull()) break;
      try {
        const chain = chainOf(index, links, head[0]);
        if (chain) contents.addImage(await openOne(index, links, head, chain, contents.faults));
      } catch (error) {
        contents.faults.push(faultOfInput(error, index.fileName));
      }
    }
  },
};
