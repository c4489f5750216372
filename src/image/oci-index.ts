// From index.json through nested indexes to the manifests, in OCI's and in Docker's media types.
// https://github.com/opencontainers/image-spec/blob/main/image-index.md
import { FaultError, faultOfInput, type Fault } from '../fault.ts';
import { decodeDescriptor, isHere, readJsonBlob, type Descriptor } from './descriptor.ts';
import type { MeteredIndex } from './json-meter.ts';
import { asArray, asObject, asTextOrNull, readJson, type JsonObject } from './json.ts';

export const indexName = 'index.json';
const maxNesting = 8;
const maxDescriptors = 10_000;

/** A manifest and every name that leads to it. */
export interface FoundManifest {
  readonly descriptor: Descriptor;
  readonly names: string[];
  /** Null where the archive does not hold it, or it is none. */
  readonly manifest: JsonObject | null;
}

function nameOf({ annotations }: Descriptor): string | null {
  return (
    asTextOrNull(annotations['io.containerd.image.name']) ??
    asTextOrNull(annotations['org.opencontainers.image.ref.name'])
  );
}

/** Types that an index may name beside manifests: the specification allows any. */
const mayBeManifest = ({ mediaType }: Descriptor): boolean => mediaType === '' || /manifest|index/.test(mediaType);

class IndexWalk {
  readonly found = new Map<string, FoundManifest>();
  private readonly blobs = new Map<string, Promise<JsonObject>>();
  private seen = 0;

  constructor(
    private readonly index: MeteredIndex,
    private readonly faults: Fault[],
  ) {}

  async walk(json: JsonObject, name: string | null, depth: number): Promise<void> {
    for (const item of asArray(json.manifests)) {
      if (depth > maxNesting) throw this.limit('the nesting of indexes', maxNesting, 'levels');
      if (++this.seen > maxDescriptors) throw this.limit('the manifests of an OCI layout', maxDescriptors, 'entries');
      const descriptor = decodeDescriptor(item);
      const own = nameOf(descriptor) ?? name;
      const known = this.found.get(descriptor.digest);
      if (known) {
        if (own && !known.names.includes(own)) known.names.push(own);
      } else await this.visit(descriptor, own, depth);
    }
  }

  private async visit(descriptor: Descriptor, name: string | null, depth: number): Promise<void> {
    let json: JsonObject | null = null;
    if (mayBeManifest(descriptor) && isHere(this.index, descriptor)) {
      try {
        json = await this.read(descriptor);
      } catch (error) {
        this.faults.push(faultOfInput(error, this.index.fileName));
        return;
      }
      // What it holds decides, since the type is often left out.
      if (Array.isArray(json.manifests)) return this.walk(json, name, depth + 1);
    }
    this.found.set(descriptor.digest, { descriptor, names: name ? [name] : [], manifest: json });
  }

  /** An index that several names lead to is read once. */
  private read(descriptor: Descriptor): Promise<JsonObject> {
    const { digest } = descriptor;
    const reading = this.blobs.get(digest) ?? readJsonBlob(this.index, descriptor, indexName).then(asObject);
    this.blobs.set(digest, reading);
    return reading;
  }

  private limit(what: string, limit: number, unit: 'levels' | 'entries'): FaultError {
    return new FaultError({ kind: 'limit', fileName: this.index.fileName, what, limit, unit });
  }
}

/** The manifests of a layout in the order of its indexes, each once; what can't be read is added to `faults`. */
export async function findManifests(index: MeteredIndex, faults: Fault[]): Promise<FoundManifest[]> {
  const walk = new IndexWalk(index, faults);
  try {
    await walk.walk(asObject(await readJson(index, indexName, indexName)), null, 0);
  } catch (error) {
    faults.push(faultOfInput(error, index.fileName));
  }
  return [...walk.found.values()];
}
