import { encodeText } from '../bytes/text.ts';
import { detectors } from '../secrets/detectors/index.ts';
import { scanLayerSecrets } from '../secrets/scan-layer-secrets.ts';
import type { RehearsedEntry } from './rehearsal.ts';
import { rehearsedLayer } from './rehearsed-layer.ts';

const times = 12;
const files = 24;
const anchorsPerFile = 15;
/** As most of what is searched: no anchor stands in it. */
const usualLine =
  '    if (options.verbose) output.push(`${module.name}: ${result.map((one) => one.size).join(", ")}`);\n';
const anchors = detectors.flatMap((detector) => detector.anchors.slice(0, 2));

/** A text with some of the anchors in it, each with what might be a value behind it, and mostly without any. */
function textOf(number: number): string {
  return Array.from({ length: anchorsPerFile }, (_, line) => {
    const anchor = anchors[(number * anchorsPerFile + line) % anchors.length] ?? '';
    return `setting = "${anchor}a1B2c3D4e5F6g7H8i9J0${line}"\n${usualLine.repeat(7)}`;
  }).join('');
}

async function gzipped(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function searchedEntries(): Promise<RehearsedEntry[]> {
  const entries: RehearsedEntry[] = [];
  for (let number = 0; number < files; number++) {
    const text = encodeText(textOf(number));
    // Every fourth is a binary file, and the one behind it packed.
    const contents = number % 4 === 1 ? text.fill(0, 0, 4) : number % 4 === 2 ? await gzipped(text) : text;
    const path = `opt/module${number}/lib/settings${number}.js`;
    entries.push({ kind: 'file', path, link: '', size: contents.length, contents });
  }
  return entries;
}

/** Searches the same layer again and again, until there is something to do. */
export async function rehearseSearch(isIdle: () => boolean): Promise<void> {
  if (!isIdle()) return;
  const { blob, layer } = rehearsedLayer(await searchedEntries());
  for (let time = 0; time < times && isIdle(); time++) await scanLayerSecrets(blob, layer, { fileName: 'rehearsal' });
}
