import type { InPieces } from '../bytes/in-pieces.ts';

/** Half a frame: what the user does is answered with the next one. */
const turn = 8;

/** To be asked after each piece: ends a turn that was long enough, so that the page stays alive. */
function turns(signal: AbortSignal): () => Promise<void> | null {
  let since = performance.now();
  const rest = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve));
    signal.throwIfAborted();
    since = performance.now();
  };
  return () => (performance.now() - since < turn ? null : rest());
}

/** Makes pieces one by one, in turns between which the page stays alive. */
export async function inTurns<T>(pieces: Iterable<T>, signal: AbortSignal): Promise<T[]> {
  const made: T[] = [];
  const ended = turns(signal);
  for (const piece of pieces) {
    made.push(piece);
    const rest = ended();
    if (rest) await rest;
  }
  return made;
}

/** The same for work that ends in one thing. What takes less than a turn is done before the page is painted again. */
export async function wholeInTurns<T>(work: InPieces<T>, signal: AbortSignal): Promise<T> {
  const ended = turns(signal);
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return step.value;
    const rest = ended();
    if (rest) await rest;
  }
}
