// Columns that a worker holds on to. About a folder or an image it is asked again and again: what of it came with the message
// before is only named in the next one. Held are the columns of the last message that had any, on both sides.

export type Column = ArrayBufferView<ArrayBuffer>;

/** A column of an input, by the keys that lead to it. The input has null there where the worker holds the column already. */
export interface HeldColumn {
  readonly way: readonly string[];
  readonly key: number;
}

/** On the page's side, what a worker holds. */
export type KeysOfHeld = ReadonlyMap<Column, number>;

let lastKey = 0;

/** Names the columns of one message. */
export class HeldColumns {
  readonly list: HeldColumn[] = [];
  readonly keys = new Map<Column, number>();

  constructor(private readonly before: KeysOfHeld) {}

  /** True where the column needs not be sent. */
  hold(column: Column, way: readonly string[]): boolean {
    const known = this.before.get(column) ?? this.keys.get(column);
    const key = known ?? ++lastKey;
    this.keys.set(column, key);
    this.list.push({ way, key });
    return known !== undefined;
  }
}

/** In the worker: puts the columns that it holds into an input. Gives what it holds from now on. */
export function putHeld(
  input: object,
  list: readonly HeldColumn[],
  before: ReadonlyMap<number, unknown>,
): Map<number, unknown> {
  const held = new Map<number, unknown>();
  for (const { way, key } of list) {
    const name = way.at(-1) ?? '';
    let within = input as Record<string, unknown>;
    for (const step of way.slice(0, -1)) within = within[step] as Record<string, unknown>;
    within[name] ??= before.get(key) ?? held.get(key);
    held.set(key, within[name]);
  }
  return held;
}
