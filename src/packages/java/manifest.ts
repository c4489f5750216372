// The main section of META-INF/MANIFEST.MF (JAR File Specification, "Notes on Manifest and Signature Files"): `Name: value`, and
// lines that begin with a space go on with the one before. Sections of single files follow behind an empty line.
import { decodeText } from '../../bytes/text.ts';
import type { Bytes } from '../../bytes/units.ts';

/** That far into it, its main section has long ended. */
export const mostManifest: Bytes = 1_000_000;
/** Of one value; those that are asked for are names and versions. */
const longestValue = 4096;

/** By names in lower case. */
export type Manifest = ReadonlyMap<string, string>;

const wanted: ReadonlySet<string> = new Set([
  'automatic-module-name',
  'bundle-license',
  'bundle-symbolicname',
  'bundle-version',
  'implementation-title',
  'implementation-vendor-id',
  'implementation-version',
  'specification-version',
  'start-class',
]);

/** Of the names that are asked for, as much of each value as `longest`. */
export function parseManifest(bytes: Uint8Array, names = wanted, longest = longestValue): Manifest {
  const values = new Map<string, string>();
  let name = '';
  for (const line of decodeText(bytes.subarray(0, mostManifest)).split(/\r\n|\n|\r/)) {
    if (line === '') break;
    const before = values.get(name);
    if (line.startsWith(' ')) {
      if (before !== undefined && before.length < longest) values.set(name, before + line.slice(1, longest));
      continue;
    }
    const colon = line.indexOf(':');
    name = line.slice(0, Math.max(0, colon)).toLowerCase();
    if (names.has(name)) values.set(name, line.slice(colon + 1, colon + 1 + longest).trimStart());
  }
  return values;
}
