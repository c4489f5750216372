/** Values by key; a key with lines below it has them for its value. */
export type IndentedTree = ReadonlyMap<string, string | IndentedTree>;

/** A line without what it is indented by. Null for one that says nothing here. */
export type SplitLine = (line: string) => { readonly keys: readonly string[]; readonly value: string } | null;

const mostLines = 400_000;
const mostDepth = 12;

interface Open {
  readonly indent: number;
  readonly tree: Map<string, string | IndentedTree>;
}

/**
 * Lock files as programs write them: a line a key, what belongs to it indented below. A key that begins a tree has no value of
 * its own. Null where there are more lines, or they stand deeper, than any project has.
 */
export function readIndentedTree(text: string, split: SplitLine): IndentedTree | null {
  const root: Open = { indent: -1, tree: new Map() };
  const open: Open[] = [root];
  let from = 0;
  for (let line = 0; from < text.length; line++) {
    if (line >= mostLines) return null;
    const end = text.indexOf('\n', from);
    const given = text.slice(from, end < 0 ? text.length : end).trimEnd();
    from = end < 0 ? text.length : end + 1;
    const indent = given.length - given.trimStart().length;
    const said = given === '' || given[indent] === '#' ? null : split(given.slice(indent));
    if (!said) continue;
    while ((open.at(-1) as Open).indent >= indent) open.pop();
    const { tree } = open.at(-1) as Open;
    if (said.value !== '') {
      for (const key of said.keys) tree.set(key, said.value);
      continue;
    }
    if (open.length > mostDepth) return null;
    const below = new Map<string, string | IndentedTree>();
    for (const key of said.keys) tree.set(key, below);
    open.push({ indent, tree: below });
  }
  return root.tree;
}

const nothing: IndentedTree = new Map();

/** What stands below a key; nothing where no tree does. */
export function below(tree: IndentedTree, ...keys: readonly string[]): IndentedTree {
  let at = tree;
  for (const key of keys) {
    const next = at.get(key);
    if (next === undefined || typeof next === 'string') return nothing;
    at = next;
  }
  return at;
}

/** A text, or its quoted form, in double or in single quotes. */
export const unquoted = (text: string): string =>
  text.length > 1 && (text[0] === '"' || text[0] === "'") && text.at(-1) === text[0] ? text.slice(1, -1) : text;
