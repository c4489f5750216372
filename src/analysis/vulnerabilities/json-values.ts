/** What JSON.parse made, as values whose kind is not known. Own keys alone count: `__proto__` is a key as any other there. */
export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A text of reasonable length; longer ones are none that anybody wrote. */
export const textOf = (value: unknown, mostLength = 1_000): string | null =>
  typeof value === 'string' && value.length <= mostLength ? value : null;

export const arrayOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

export const objectOf = (value: unknown): JsonObject => (isObject(value) ? value : {});

/** The texts of a list, up to so many; what is no text is left out. */
export function textsOf(value: unknown, most: number, mostLength = 256): string[] {
  return arrayOf(value)
    .slice(0, most)
    .filter((one): one is string => typeof one === 'string' && one !== '' && one.length <= mostLength);
}
