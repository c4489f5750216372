/** Does something with each item, a few of them at once, in their order. */
export async function atOnce<T>(few: number, items: Iterable<T>, work: (item: T) => Promise<void>): Promise<void> {
  const left = items[Symbol.iterator]();
  const takeTurns = async (): Promise<void> => {
    for (let next = left.next(); !next.done; next = left.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: few }, takeTurns));
}
