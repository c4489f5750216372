// Which packages an installed package needs: dpkg's `status` (deb822 fields Package, Status, Pre-Depends, Depends, Provides;
// deb-control(5)) and apk's `installed` (P: name, D: what it needs, p: what else it provides).

const limits = {
  packages: 20_000,
  /** Of one package; metapackages have some hundred. */
  needs: 1000,
  /** Packages that provide the same. */
  providers: 16,
} as const;

/** By installed package, the installed packages that it needs. Of several that would do, all. */
export type PackageNeeds = ReadonlyMap<string, readonly string[]>;

interface Stanza {
  readonly name: string;
  readonly needs: readonly string[];
  readonly provides: readonly string[];
}

/** Names by what stands between them; versions, architectures and conflicts are no names. */
function namesIn(list: string, separator: string): string[] {
  const names = list.split(separator, limits.needs).map((item) => /^[^\s(<>=~[]+/.exec(item.trim())?.[0] ?? '');
  return names.filter((name) => name !== '' && !name.startsWith('!'));
}

const debianNames = (list: string): string[] =>
  namesIn(list.replaceAll('|', ','), ',').map((name) => name.replace(/:[^:]*$/, ''));

function debianStanza(lines: readonly string[]): Stanza | null {
  const field = (name: string): string =>
    lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? '';
  if (!field('Status').endsWith(' installed')) return null;
  const needs = [...debianNames(field('Pre-Depends')), ...debianNames(field('Depends'))];
  return { name: field('Package'), needs, provides: debianNames(field('Provides')) };
}

function apkStanza(lines: readonly string[]): Stanza {
  const field = (letter: string): string => lines.find((line) => line.startsWith(`${letter}:`))?.slice(2) ?? '';
  return { name: field('P'), needs: namesIn(field('D'), ' '), provides: namesIn(field('p'), ' ') };
}

/** Blank lines part the stanzas; what stands in a line beginning with a blank belongs to the field before it. */
function* stanzasOf(text: string): Generator<string[]> {
  let lines: string[] = [];
  for (let at = 0; at < text.length;) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end < 0 ? text.length : end);
    at = end < 0 ? text.length : end + 1;
    if (line !== '') lines.push(line);
    else if (lines.length > 0) {
      yield lines;
      lines = [];
    }
  }
  if (lines.length > 0) yield lines;
}

function linked(stanzas: readonly Stanza[]): PackageNeeds {
  const providers = new Map<string, string[]>();
  for (const { name, provides } of stanzas) {
    for (const given of [name, ...provides]) {
      const known = providers.get(given);
      if (!known) providers.set(given, [name]);
      else if (known.length < limits.providers) known.push(name);
    }
  }
  const needs = new Map<string, string[]>();
  for (const stanza of stanzas) {
    const found = new Set(stanza.needs.flatMap((need) => providers.get(need) ?? []));
    needs.set(stanza.name, [...found].slice(0, limits.needs));
  }
  return needs;
}

function read(text: string, parse: (lines: readonly string[]) => Stanza | null): PackageNeeds {
  const stanzas: Stanza[] = [];
  for (const lines of stanzasOf(text)) {
    const stanza = parse(lines);
    if (stanza && stanza.name !== '') stanzas.push(stanza);
    if (stanzas.length >= limits.packages) break;
  }
  return linked(stanzas);
}

export const readDpkgNeeds = (status: string): PackageNeeds => read(status, debianStanza);

export const readApkNeeds = (installed: string): PackageNeeds => read(installed, apkStanza);
