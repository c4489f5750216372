// What an archive of classes names in its manifest (JAR File Specification, "Class-Path"): places by their way from its folder.
import { ZipReader, isZip } from '../../archive/zip-reader.ts';
import type { Bytes } from '../../bytes/units.ts';
import { parseManifest, type Manifest } from '../../packages/java/manifest.ts';
import type { TracedFile, Tracing } from '../tracing.ts';

const limits = { whole: 16_000_000 as Bytes, manifest: 1_000_000 as Bytes, entries: 200_000, places: 5000 } as const;
const manifestName = 'META-INF/MANIFEST.MF';
const asked: ReadonlySet<string> = new Set(['class-path', 'launcher-agent-class']);

function manifestIn(bytes: Uint8Array): Manifest | null {
  const reader = new ZipReader(bytes);
  let seen = 0;
  for (const entry of reader.entries()) {
    if (++seen > limits.entries) return null;
    if (entry?.name !== manifestName) continue;
    const content = reader.contentOf(entry, limits.manifest);
    return content && parseManifest(content.bytes, asked, limits.manifest);
  }
  return null;
}

/** It stands first, as a rule: then the first bytes of a large archive do. */
async function manifestOf({ node, size, head }: TracedFile, tracing: Tracing): Promise<Manifest | null> {
  const early = manifestIn(head);
  if (early || size <= head.length || size > limits.whole) return early;
  const bytes = await tracing.read(node, 0, size);
  return bytes && manifestIn(bytes);
}

/** `file:/opt/x.jar` and `lib/x%20y.jar` as paths; null for what is no file. */
function pathOf(url: string, folder: string): string | null {
  const local = url.replace(/^file:(?:\/\/(?=\/))?/, '');
  if (/^[a-z][a-z0-9+.-]*:/i.test(local)) return null;
  const path = /%[0-9a-f]{2}/i.test(local) ? decoded(local) : local;
  return path.startsWith('/') ? path : `${folder}/${path}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export async function followJar(file: TracedFile, tracing: Tracing): Promise<void> {
  if (!isZip(file.head) && !/\.(?:jar|war)$/.test(file.path)) return;
  const manifest = await manifestOf(file, tracing);
  const folder = file.path.slice(0, file.path.lastIndexOf('/'));
  const places = (manifest?.get('class-path') ?? '').split(' ').filter((place) => place !== '');
  for (const place of places.slice(0, limits.places)) {
    const path = pathOf(place, folder);
    const node = path === null ? null : tracing.need(path, `names ${place} (Class-Path)`, 'java');
    if (node !== null && node !== 0 && tracing.isDirectory(node)) tracing.needAll(node, `names ${place} (Class-Path)`);
  }
}
