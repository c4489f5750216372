/** The items and those that are added; one of a name that is there takes the other's place. */
export function withAdded<T extends { readonly name: string }>(items: readonly T[], added: readonly T[]): T[] {
  return [...new Map([...items, ...added].map((item) => [item.name, item])).values()];
}
