// Runs a property: a fixed share of 500 cases in `npm test`, of 20,000 and more in `npm run fuzz`, which reads the record
// that every property leaves. fast-check prints seed and path of a case that fails; PLIMSOLL_FUZZ_SEED repeats a run.
import { appendFileSync } from 'node:fs';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { test } from 'vitest';

const casesInAll = Number(process.env.PLIMSOLL_FUZZ_CASES ?? 500);
const seed = process.env.PLIMSOLL_FUZZ_SEED === undefined ? undefined : Number(process.env.PLIMSOLL_FUZZ_SEED);
const record = process.env.PLIMSOLL_FUZZ_RECORD;

/** No case may take longer, */
const longestMs = 2000;
/** or leave the process with more memory than this. */
const mostBytes = 1_500_000_000;

interface Slowest {
  ms: number;
  input: string;
}

function note(slowest: Slowest, ms: number, value: unknown): void {
  if (ms > slowest.ms) Object.assign(slowest, { ms, input: shown(value) });
  if (ms > longestMs) throw new Error(`took ${ms.toFixed(0)} ms, may take ${longestMs} ms`);
  const { rss } = process.memoryUsage();
  if (rss > mostBytes) throw new Error(`holds ${rss} bytes of memory, may hold ${mostBytes}`);
}

const shown = (value: unknown): string =>
  inspect(value, { depth: 6, maxArrayLength: 40, maxStringLength: 200, breakLength: Infinity }).slice(0, 2000);

/** A test of `share` (0 to 1) of all cases. `check` throws where the property does not hold. */
export function property<T>(
  name: string,
  share: number,
  values: fc.Arbitrary<T>,
  check: (value: T) => void | Promise<void>,
): void {
  const numRuns = Math.max(1, Math.round(casesInAll * share));
  test(name, { timeout: 30_000 + numRuns * 200 }, async () => {
    const slowest: Slowest = { ms: 0, input: '' };
    const since = performance.now();
    let cases = 0;
    const timed = async (value: T): Promise<void> => {
      cases++;
      const start = performance.now();
      await check(value);
      note(slowest, performance.now() - start, value);
    };
    const parameters: fc.Parameters<[T]> = { numRuns, ...(seed === undefined ? {} : { seed }) };
    const details = await fc.check(fc.asyncProperty(values, timed), parameters);
    if (record) {
      const ms = performance.now() - since;
      const peakBytes = process.resourceUsage().maxRSS * 1024;
      const row = { name, cases, seed: details.seed, failed: details.failed, ms, slowest, peakBytes };
      appendFileSync(record, `${JSON.stringify(row)}\n`);
    }
    if (details.failed) throw new Error(fc.defaultReportMessage(details), { cause: details.errorInstance });
  });
}
