// npm run fuzz [-- CASES [SEED]]: the property tests with many more cases than in npm test (20,000 if nothing is said), and
// what they took. A failure prints the input, shrunk, and the seed that brings it again.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkNode, installMissing } from './lib/install.mjs';
import { root, run } from './lib/run.mjs';

const [cases = '20000', seed] = process.argv.slice(2);
const record = join(root, 'tests/.cache/fuzz.jsonl');

checkNode();
installMissing();
mkdirSync(join(root, 'tests/.cache'), { recursive: true });
rmSync(record, { force: true });
const env = {
  PLIMSOLL_FUZZ_CASES: cases,
  PLIMSOLL_FUZZ_RECORD: record,
  ...(seed === undefined ? {} : { PLIMSOLL_FUZZ_SEED: seed }),
};
let good = true;
try {
  run('npx', ['vitest', 'run', 'tests/properties', '--no-file-parallelism'], env);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  good = false;
}

const rows = readFileSync(record, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));
const sum = (values) => values.reduce((total, value) => total + value, 0);
console.log(`\n${'cases'.padStart(7)}${'time'.padStart(10)}${'slowest'.padStart(10)}${'seed'.padStart(13)}  property`);
for (const { name, cases: count, ms, slowest, seed: used, failed } of rows) {
  const columns = [`${count}`.padStart(7), `${(ms / 1000).toFixed(1)} s`.padStart(10)];
  const rest = [`${slowest.ms.toFixed(0)} ms`.padStart(10), `${used}`.padStart(13)];
  console.log(`${[...columns, ...rest].join('')}  ${failed ? 'FAILED: ' : ''}${name}`);
}
const slowest = rows.reduce((a, b) => (b.slowest.ms > a.slowest.ms ? b : a));
console.log(`\n${sum(rows.map((row) => row.cases))} cases in ${(sum(rows.map((row) => row.ms)) / 1000).toFixed(1)} s`);
console.log(`peak memory of the process: ${(Math.max(...rows.map((row) => row.peakBytes)) / 1e6).toFixed(0)} MB`);
console.log(`slowest case, ${slowest.slowest.ms.toFixed(0)} ms, of "${slowest.name}": ${slowest.slowest.input}`);
process.exitCode = good ? 0 : 1;
