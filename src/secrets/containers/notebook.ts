// Jupyter notebooks: in JSON the lines of a cell are a list, and their quotes escaped. https://nbformat.readthedocs.io
import { ContainerLimit, type Container } from '../container.ts';

/** Far above that of any notebook. */
const deepest = 100;
const picture = /^(?:image|video|audio)\//;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** False where something lies too deep. */
function collectTexts(value: unknown, texts: string[], depth = 0): boolean {
  if (typeof value === 'string') texts.push(value);
  if (typeof value !== 'object' || value === null) return true;
  if (depth > deepest) return false;
  if (Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string')) {
    texts.push(value.join(''));
    return true;
  }
  let isWhole = true;
  for (const [key, item] of Object.entries(value)) {
    if (!picture.test(key)) isWhole = collectTexts(item, texts, depth + 1) && isWhole;
  }
  return isWhole;
}

export const notebook: Container = {
  id: 'Jupyter notebook',
  selects: (path, head) => path.endsWith('.ipynb') && !head.includes(0),
  *open(bytes) {
    let value: unknown;
    try {
      value = JSON.parse(new TextDecoder().decode(bytes));
    } catch {
      // One that is no JSON is a text like any other.
      yield { name: '', bytes };
      return;
    }
    const { cells, ...rest } = isRecord(value) ? value : { cells: [], value };
    let isWhole = true;
    const textIn = (...values: readonly unknown[]): Uint8Array => {
      const texts: string[] = [];
      for (const one of values) isWhole = collectTexts(one, texts) && isWhole;
      return new TextEncoder().encode(texts.join('\n'));
    };
    for (const [index, cell] of (Array.isArray(cells) ? cells : [cells]).entries()) {
      const { source, ...others } = isRecord(cell) ? cell : { source: cell };
      // Its own lines come first, so that theirs are the numbers told.
      yield { name: `cell ${index + 1}`, bytes: textIn(source, others), kind: 'settings' };
    }
    yield { name: '', bytes: textIn(rest) };
    if (!isWhole) throw new ContainerLimit();
  },
};
