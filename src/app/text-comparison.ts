import { formatBytes } from '../bytes/units.ts';
import { textFormOf, decode } from '../content/text-encoding.ts';
import type { DiffRow } from '../content/diff-rows.ts';
import { headSize } from '../content/sniff.ts';
import { describeFault, toFault } from '../fault.ts';
import type { FileBody } from '../layer/file-body.ts';
import { pool } from '../workers/pool.ts';

/** Versions that are compared; and how many of the rows are in the page. */
export const mostCompared = 1_000_000;

export type ComparedTexts =
  | { readonly kind: 'rows'; readonly rows: readonly DiffRow[] }
  /** The bytes of both are the same. */
  | { readonly kind: 'same' }
  /** Why they cannot be compared, in a sentence. */
  | { readonly kind: 'refused'; readonly why: string };

async function textOf(body: FileBody): Promise<string | null> {
  const form = textFormOf(await body.read(0, headSize), body.size <= headSize);
  return form && decode((await body.read(0, body.size)).subarray(form.mark), form.encoding);
}

/** Two versions of a file, line by line, as a worker compares them. */
export async function compareTexts(
  before: FileBody,
  after: FileBody,
  { fileName, signal }: { fileName: string; signal: AbortSignal },
): Promise<ComparedTexts> {
  const larger = Math.max(before.size, after.size);
  if (larger > mostCompared) {
    const why = `Versions of up to ${formatBytes(mostCompared)} are compared; the larger of these has ${formatBytes(larger)}. Save both, and compare them with diff.`;
    return { kind: 'refused', why };
  }
  try {
    const [old, fresh] = await Promise.all([textOf(before), textOf(after)]);
    if (old === null || fresh === null) {
      const why = `The ${old === null ? 'first' : 'second'} of these is no text, so there are no lines to compare. Its bytes are shown under Hex.`;
      return { kind: 'refused', why };
    }
    if (old === fresh) return { kind: 'same' };
    return { kind: 'rows', rows: await pool.run('compare-texts', { fileName, before: old, after: fresh }, { signal }) };
  } catch (error) {
    signal.throwIfAborted();
    return { kind: 'refused', why: describeFault(toFault(error, fileName)) };
  }
}
