const step = '  ';

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const isIterable = (value: object): value is Iterable<unknown> => Symbol.iterator in value;

/**
 * The text of `JSON.stringify(value, null, 2)`, part by part. Beside arrays, anything iterable is written as a list, so
 * that long ones are made while they are written.
 */
export function* jsonText(value: unknown, indent = ''): Generator<string> {
  if (!isObject(value) || isSmall(value)) yield JSON.stringify(value ?? null, null, 2).replaceAll('\n', `\n${indent}`);
  else if (isIterable(value)) yield* list(value, indent);
  else yield* members(value, indent);
}

/** As many values are written in one go: one by one, 50,000 findings took three times as long. */
const mostAtOnce = 200;

/** Counts the values in an object, up to those that are too many; what is a list and no array counts as such. */
function countValues(value: object, sum = 0): number {
  if (isIterable(value) && !Array.isArray(value)) return Infinity;
  let count = sum;
  for (const inner of (Array.isArray(value) ? value : Object.values(value)) as unknown[]) {
    count = isObject(inner) ? countValues(inner, count + 1) : count + 1;
    if (count > mostAtOnce) return count;
  }
  return count;
}

/** Line ends in strings are escaped, so those of the text are all between members. */
const isSmall = (value: object): boolean => countValues(value) <= mostAtOnce;

function* list(items: Iterable<unknown>, indent: string): Generator<string> {
  let open = false;
  for (const item of items) {
    yield `${open ? ',' : '['}\n${indent}${step}`;
    open = true;
    yield* jsonText(item, indent + step);
  }
  yield open ? `\n${indent}]` : '[]';
}

function* members(object: object, indent: string): Generator<string> {
  let open = false;
  for (const [key, value] of Object.entries(object)) {
    if (value === undefined) continue;
    yield `${open ? ',' : '{'}\n${indent}${step}${JSON.stringify(key)}: `;
    open = true;
    yield* jsonText(value, indent + step);
  }
  yield open ? `\n${indent}}` : '{}';
}

/** A list with one item on each line, which is made and written when its turn comes. */
export function* jsonLines<T>(items: Iterable<T>, toJson: (item: T) => unknown): Generator<string> {
  let open = false;
  for (const item of items) {
    yield (open ? ',\n' : '[\n') + JSON.stringify(toJson(item));
    open = true;
  }
  yield open ? '\n]' : '[]';
}
