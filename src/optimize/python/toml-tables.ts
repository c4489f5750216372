// The tables of a TOML file and what stands behind their keys, as written: enough to tell what a project names. Values are
// not decoded. https://toml.io/en/v1.0.0

/** By its header (`tool.poetry.group.dev.dependencies`), the keys of a table with their values as written. */
export type TomlTables = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Larger ones nobody wrote. */
const longest = 1_000_000;

/** Where the reading of a value stands, as it may go on over lines. */
interface Open {
  /** Brackets that are not closed. */
  depth: number;
  /** The three quotes that would end the text; null outside of one. */
  quotes: '"""' | "'''" | null;
}

const tripleAt = (line: string, at: number): Open['quotes'] =>
  line.startsWith('"""', at) ? '"""' : line.startsWith("'''", at) ? "'''" : null;

/** Behind the text that begins at a place of the line; null where it has no end there. */
function behindText(line: string, from: number): number | null {
  const quote = line[from];
  for (let at = from + 1; at < line.length; at++) {
    if (line[at] === '\\' && quote === '"') at++;
    else if (line[at] === quote) return at + 1;
  }
  return null;
}

/** Follows a line of a value to its end, or to its comment; false where the line cannot be one. */
function follow(line: string, open: Open): boolean {
  for (let at = 0; at < line.length; at++) {
    const character = line[at] ?? '';
    if (open.quotes) {
      const end = line.indexOf(open.quotes, at);
      if (end < 0) return true;
      at = end + 2;
      open.quotes = null;
    } else if (tripleAt(line, at)) {
      open.quotes = tripleAt(line, at);
      at += 2;
    } else if (character === '"' || character === "'") {
      const end = behindText(line, at);
      if (end === null) return false;
      at = end - 1;
    } else if (character === '#') return true;
    else if (character === '[' || character === '{') open.depth++;
    else if (character === ']' || character === '}') open.depth--;
    if (open.depth < 0) return false;
  }
  return true;
}

const bareKey = (text: string): string =>
  text
    .replace(/["']/g, '')
    .split('.')
    .map((part) => part.trim())
    .join('.');

/** Null for a file that is damaged, or too large. */
export function readTomlTables(text: string): TomlTables | null {
  if (text.length > longest) return null;
  const tables = new Map<string, Map<string, string>>();
  let table = new Map<string, string>();
  tables.set('', table);
  let key = '';
  const open: Open = { depth: 0, quotes: null };
  for (const written of text.replace(/^\uFEFF/, '').split('\n')) {
    const line = written.trim();
    if (open.depth > 0 || open.quotes) {
      table.set(key, `${table.get(key) ?? ''}\n${line}`);
      if (!follow(line, open)) return null;
      continue;
    }
    if (line === '' || line.startsWith('#')) continue;
    const [, listed, name = listed] = /^(?:\[\[([^[\]]+)\]\]|\[([^[\]]+)\])(?:\s*#.*)?$/.exec(line) ?? [];
    const equals = line.indexOf('=');
    if (name !== undefined) {
      table = tables.get(bareKey(name)) ?? new Map<string, string>();
      tables.set(bareKey(name), table);
    } else if (equals > 0) {
      key = bareKey(line.slice(0, equals));
      table.set(key, line.slice(equals + 1).trim());
      if (!follow(line.slice(equals + 1), open)) return null;
    } else return null;
  }
  return open.depth === 0 && open.quotes === null ? tables : null;
}
