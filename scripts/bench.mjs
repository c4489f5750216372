// npm run bench [-- [--no-dive] NAME… | FILE.tar]: speed and memory of the built page in a real Chromium, each figure
// beside its bound; all cases of tests/bench/cases, those that are named, or an archive of one's own.
import { existsSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { resolve } from 'node:path';
import { firstLoad, firstLoadLimit } from './lib/first-load.mjs';
import { checkNode, installMissing } from './lib/install.mjs';
import { run } from './lib/run.mjs';

checkNode();
installMissing();
run('npm', ['run', '--silent', 'build']);
const { NotHere } = await import('../tests/bench/archives.mjs');
const { cases } = await import('../tests/bench/cases/index.mjs');
const { ownFile } = await import('../tests/bench/cases/own-file.mjs');
const { Lab } = await import('../tests/bench/lab.mjs');
const { judge, printTable } = await import('../tests/bench/rows.mjs');

function chosenCases(names) {
  if (names.length === 0) return cases;
  return names.map((name) => {
    const found = cases.find((one) => one.name === name);
    if (found) return found;
    if (existsSync(name)) return ownFile(resolve(name));
    throw new Error(`No case and no file is named ${name}. Cases: ${cases.map((one) => one.name).join(', ')}`);
  });
}

async function measure(one, lab) {
  console.log(`\n── ${one.name}`);
  try {
    const load = loadavg()[0];
    const rows = await one.run(lab);
    return { name: one.name, load, rows: rows.map((row) => ({ ...row, ...judge(row) })) };
  } catch (error) {
    if (!(error instanceof NotHere)) throw error;
    return { name: one.name, notRun: error.message };
  }
}

const firstLoadRow = () => {
  const value = firstLoad().reduce((sum, { bytes }) => sum + bytes, 0);
  return { what: 'first load, gzipped JavaScript', unit: 'bytes', value, bound: { value: firstLoadLimit } };
};

const args = process.argv.slice(2);
const chosen = chosenCases(args.filter((arg) => !arg.startsWith('--')));
const lab = await Lab.open({ dive: !args.includes('--no-dive') });
const results = [];
try {
  for (const one of chosen) results.push(await measure(one, lab));
} finally {
  await lab.close();
}
const row = firstLoadRow();
results.push({ name: 'first-load', rows: [{ ...row, ...judge(row) }] });

const machine = { cores: cpus().length, cpu: cpus()[0]?.model, browser: `Chromium ${lab.browserVersion}` };
console.log(JSON.stringify({ machine, results }, null, 2));
printTable(results);
