// npm run agreement: how far each of hadolint's rules agrees with the program, over the cases of all rules and the shared
// Dockerfiles. A finding is a code and a line; the listed differences are left out and counted. Every rule is asked about
// every case. `-- --disagreements` also prints each finding that only one of the two has.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkNode, installMissing } from './lib/install.mjs';
import { root, run } from './lib/run.mjs';

const record = join(root, 'tests/.cache/agreement.jsonl');

checkNode();
installMissing();
mkdirSync(join(root, 'tests/.cache'), { recursive: true });
rmSync(record, { force: true });
const tests = ['tests/lint/rules', 'tests/lint/hadolint-fixtures.test.ts'];
run('npx', ['vitest', 'run', '--silent=true', ...tests], { PLIMSOLL_AGREEMENT: record });

/** Cases that stand in several tests count once. */
function readCases() {
  const lines = new Set(readFileSync(record, 'utf8').trim().split('\n'));
  return [...lines].map((line) => JSON.parse(line));
}

const codeOf = (key) => key.split('@', 1)[0];
const isRefused = (keys) => keys.some((key) => codeOf(key) === 'DL1000');

const rows = new Map();
const rowOf = (code) => {
  const row = rows.get(code) ?? { both: 0, ours: 0, theirs: 0, listed: 0 };
  rows.set(code, row);
  return row;
};

const disagreements = [];
const cases = readCases();
const compared = cases.filter(({ ours, theirs }) => !isRefused(ours) && !isRefused(theirs));
for (const { name, config, listed, ours, theirs } of compared) {
  for (const key of new Set([...ours, ...theirs])) {
    const isListed = listed.includes(key) || listed.includes(codeOf(key));
    const side = ours.includes(key) ? (theirs.includes(key) ? 'both' : 'ours') : 'theirs';
    rowOf(codeOf(key))[isListed && side !== 'both' ? 'listed' : side]++;
    if (!isListed && side !== 'both') disagreements.push({ key, side, name, config });
  }
}

const percent = (part, rest) => (part + rest === 0 ? '–' : `${((100 * part) / (part + rest)).toFixed(1)} %`);
function print(name, { both, ours, theirs, listed }) {
  const columns = [both, ours, theirs, percent(both, ours), percent(both, theirs), listed];
  console.log(name.padEnd(8) + columns.map((column) => `${column}`.padStart(11)).join(''));
}

console.log(
  `\n${'rule'.padEnd(8)}${['both', 'ours', 'theirs', 'precision', 'recall', 'listed'].map((title) => title.padStart(11)).join('')}`,
);
const total = { both: 0, ours: 0, theirs: 0, listed: 0 };
for (const [code, row] of [...rows].sort(([a], [b]) => (a < b ? -1 : 1))) {
  print(code, row);
  for (const key of Object.keys(total)) total[key] += row[key];
}
print('all', total);
console.log(
  `\n${compared.length} cases; ${cases.length - compared.length} more have a syntax error for one of the two, which stops hadolint.`,
);
if (process.argv.includes('--disagreements')) {
  for (const { key, side, name, config } of disagreements)
    console.log(`${key} ${side} ${JSON.stringify(name)} ${JSON.stringify(config)}`);
}
