const step = '  ';

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const isIterable = (value: object): value is Iterable<unknown> => Symbol.iterator in value;

/**
 * The text of `JSON.stringify(value, null, 2)`, part by part. Beside arrays, anything iterable is written as a list, so
 * that long ones are made while they are written.
 */
export function* jsonText(value: unknown, indent = ''): Generator<string> {
  if (!isObject(value) || isFlat(value)) yield JSON.stringify(value ?? null, null, 2).replaceAll('\n', `\n${indent}`);
  else if (isIterable(value)) yield* list(value, indent);
  else yield* members(value, indent);
}

/** Without another object in it. Line ends in its strings are escaped, so those of its text are all between members. */
function isFlat(value: object): boolean {
  return !isIterable(value) && !Object.values(value).some(isObject);
}

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
