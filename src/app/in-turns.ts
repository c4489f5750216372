/** Half a frame: what the user does is answered with the next one. */
const turn = 8;

/** Makes pieces one by one, in turns between which the page stays alive. */
export async function inTurns<T>(pieces: Iterable<T>, signal: AbortSignal): Promise<T[]> {
  const made: T[] = [];
  let since = performance.now();
  for (const piece of pieces) {
    made.push(piece);
    if (performance.now() - since < turn) continue;
    await new Promise((resolve) => setTimeout(resolve));
    signal.throwIfAborted();
    since = performance.now();
  }
  return made;
}
