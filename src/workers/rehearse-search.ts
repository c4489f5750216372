import { encodeText } from '../bytes/text.ts';
import { detectors } from '../secrets/detectors/index.ts';
import { scanLayerSecrets } from '../secrets/scan-layer-secrets.ts';
import type { RehearsedEntry } from './rehearsal.ts';
import { rehearsedLayer } from './rehearsed-layer.ts';

const times = 40;
const filesPerLayer = 24;
const lines = 120;
/** As most of what is searched: no anchor stands in it. */
const usualLine =
  '    if (options.verbose) output.push(`${module.name}: ${result.map((one) => one.size).join(", ")}`);\n';
const anchors = detectors.flatMap((detector) => detector.anchors.slice(0, 2));

/** A text with some of the anchors in it, each with what might be a value behind it, and mostly without any. */
function textOf(number: number): string {
  const anchor = (line: number): string => anchors[(number * lines + line) % anchors.length] ?? '';
  return Array.from({ length: lines }, (_, line) =>
    line % 8 === 0 ? `setting = "${anchor(line)}a1B2c3D4e5F6g7H8i9J0${line}"\n` : usualLine,
  ).join('');
}

async function gzipped(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function searchedEntries(layer: number): Promise<RehearsedEntry[]> {
  const entries: RehearsedEntry[] = [];
  for (let number = 0; number < filesPerLayer; number++) {
    const text = encodeText(textOf(layer * filesPerLayer + number));
    // Every fourth is a binary file, and the one behind it packed.
    const contents = number % 4 === 1 ? text.fill(0, 0, 4) : number % 4 === 2 ? await gzipped(text) : text;
    const path = `opt/module${number}/lib/settings${number}.js`;
    entries.push({ kind: 'file', path, link: '', size: contents.length, contents });
  }
  return entries;
}

/** Looks for secrets where there are none, until there is something to do: the first layer would take half as long again. */
export async function rehearseSearch(isIdle: () => boolean): Promise<void> {
  for (let time = 0; time < times && isIdle(); time++) {
    const { blob, layer } = rehearsedLayer(await searchedEntries(time));
    await scanLayerSecrets(blob, layer, { fileName: 'rehearsal' });
  }
}
