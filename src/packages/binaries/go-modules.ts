// The text that Go's linker writes into a program of which modules it was built (runtime/debug, BuildInfo): a line each of
// `path`, `mod`, `dep`, `=>` (what stands in for the module of the line before) and `build`, with tabs in between.
import { decodeText } from '../../bytes/text.ts';
import type { Cataloged, FoundPackage } from '../package.ts';

export const goLimits = {
  /** The largest programs have some 2,000. */
  modules: 20_000,
  /** Go's own proxy takes no longer path. */
  nameLength: 4096,
} as const;

export interface GoBuildInfo {
  /** `go1.22.3`, `go1.20.4 X:boringcrypto`, `devel go1.27-…`; null where it could not be read. */
  readonly version: string | null;
  /** Without the marks on both sides. */
  readonly modules: Uint8Array;
}

/** `isCut`: the text goes on, so that its last line may not be whole. */
export function packagesOf({ version, modules }: GoBuildInfo, isCut: boolean): Cataloged {
  const found: FoundPackage[] = [];
  const unknowns: string[] = [];
  for (const line of linesOf(decodeText(modules), isCut)) {
    const [kind = '', name = '', given = ''] = line.split('\t', 3);
    if ((kind !== 'mod' && kind !== 'dep' && kind !== '=>') || name === '') continue;
    if (name.length > goLimits.nameLength || given.length > goLimits.nameLength) {
      unknowns.push('names a Go module in more than 4,096 letters, which was left out');
      continue;
    }
    if (kind === '=>') replace(found, name, given);
    else found.push(moduleOf(name, given, kind === 'mod'));
    if (found.length < goLimits.modules) continue;
    unknowns.push('tells of more than 20,000 Go modules: the others were left out');
    break;
  }
  const standard = version === null ? [] : [moduleOf('stdlib', standardVersion(version), false)];
  return { packages: [...found, ...standard], unknowns: [...new Set(unknowns)] };
}

/** The last one ends without a line's end, unless the text is cut: then it is left out. */
function* linesOf(text: string, isCut: boolean): Generator<string> {
  let start = 0;
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
    yield text.slice(start, end);
    start = end + 1;
  }
  if (!isCut) yield text.slice(start);
}

function moduleOf(name: string, given: string, isMain: boolean): FoundPackage {
  const version = given === '' || given === '(devel)' ? null : given;
  return { type: 'golang', name, version, licences: [], ...(isMain ? { isApplication: true } : {}) };
}

/** A folder stands in under the name that it replaces, in a version that nobody knows. */
function replace(found: FoundPackage[], name: string, given: string): void {
  const before = found.pop();
  if (!before) return;
  const isFolder = /^(?:\.|\/|[A-Za-z]:)/.test(name);
  found.push(moduleOf(isFolder ? before.name : name, given, before.isApplication ?? false));
}

/** Experiments stand behind it: `go1.20.4 X:boringcrypto`. One between releases (`devel …`) stays as it is written. */
const standardVersion = (version: string): string =>
  version.startsWith('go') ? (version.split(' ', 1)[0] ?? '') : version;
