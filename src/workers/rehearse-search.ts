import { encodeText } from '../bytes/text.ts';
import { detectors } from '../secrets/detectors/index.ts';
import type { RehearsedEntry } from './rehearsal.ts';
import { rehearsedLayer } from './rehearsed-layer.ts';
import { readFiles } from './read-files.ts';

/** So often that browsers compile the innermost loops as well as they can: they do that after some 100,000 places. */
const times = 20;
const files = 32;
const anchorsPerFile = 60;
/** As most of what is searched: no anchor stands in it. */
const usualLine =
  '    if (options.verbose) output.push(`${module.name}: ${result.map((one) => one.size).join(", ")}`);\n';
const anchors = detectors.flatMap((detector) => detector.anchors.slice(0, 2));
/** A word as long as one of base64 is met in the middle, and at the end of a file. */
const longWord = 'aGVsbG8/'.repeat(200);

/** A text with some of the anchors in it, each with what might be a value behind it, and mostly without any. */
function textOf(number: number): string {
  const lines = Array.from({ length: anchorsPerFile }, (_, line) => {
    const anchor = anchors[(number * anchorsPerFile + line) % anchors.length] ?? '';
    const setting =
      line % 3 === 0 ? `${anchor}/${line}.${anchor} ` : `setting = "${anchor}a1B2c3D4e5F6g7H8i9J0${line}"\n`;
    return setting + usualLine.repeat(line % 2);
  });
  // Places at the very end are compared in a way of their own.
  const end = anchors[number % anchors.length]!.slice(0, 3);
  return `${lines.join('')}${number % 2 === 0 ? longWord : ''} http://${longWord} ${end}`;
}

const utf16 = (text: string): Uint8Array => new Uint8Array(Uint16Array.from(text, (one) => one.charCodeAt(0)).buffer);

async function gzipped(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

const entryOf = (path: string, contents: Uint8Array): RehearsedEntry => ({
  kind: 'file',
  path,
  link: '',
  size: contents.length,
  contents,
});

/** One of the kinds of files that are looked into in different ways. */
async function contentsOf(number: number): Promise<Uint8Array> {
  const text = encodeText(textOf(number));
  switch (number % 8) {
    case 1:
      return text.fill(0, 0, 4);
    // No tar in it: a reader of another kind would have the code that reads headers, which the report waits for, made anew.
    case 3:
    case 5:
      return gzipped(text);
    case 7:
      return utf16(textOf(number));
    default:
      return text;
  }
}

/** As catalogers read it. */
const manifestOf = (number: number): object => ({
  name: `module${number}`,
  version: `${number}.0.1`,
  license: 'MIT',
  scripts: { test: usualLine },
  dependencies: { [`module${number + 1}`]: '^1.0.0' },
});

async function searchedEntries(): Promise<RehearsedEntry[]> {
  const entries: RehearsedEntry[] = [];
  for (let number = 0; number < files; number++) {
    const name = number % 2 === 0 ? `lib/settings${number}.js` : `.config/settings${number}.json`;
    const folder = `opt/node_modules/module${number}`;
    entries.push(entryOf(`${folder}/${name}`, await contentsOf(number)));
    entries.push(entryOf(`${folder}/package.json`, encodeText(JSON.stringify(manifestOf(number), null, 2))));
  }
  return entries;
}

/** Searches the same layer again and again, until there is something to do. */
export async function rehearseSearch(isIdle: () => boolean): Promise<void> {
  if (!isIdle()) return;
  const { blob, layer } = rehearsedLayer(await searchedEntries());
  for (let time = 0; time < times && isIdle(); time++) await readFiles(blob, layer, { fileName: 'rehearsal' });
}
