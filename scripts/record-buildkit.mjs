// npm run peers:buildkit: asks BuildKit's own build checks about every case of the tests, and records the answers.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const peer = join(root, 'tests/peers/buildkit');
const folder = mkdtempSync(join(tmpdir(), 'plimsoll-buildkit-'));

/** The tests whose files are named after BuildKit run without comparing, and leave their cases: one JSON object a line. */
function collectCases() {
  const file = join(folder, 'cases.jsonl');
  const env = { ...process.env, PLIMSOLL_BUILDKIT_CASES: file };
  spawnSync('npx', ['vitest', 'run', 'buildkit'], { cwd: root, env, stdio: 'ignore' });
  if (!existsSync(file)) throw new Error('the tests left no cases');
  return [...new Set(readFileSync(file, 'utf8').split('\n'))].filter((line) => line !== '');
}

const toLines = ({ warnings, error }) => {
  const lines = (warnings ?? []).map(({ rule, line, detail }) => `${rule}@${line} ${detail}`);
  return error ? [...lines.sort(), `! ${error}`] : lines.sort();
};

try {
  const cases = collectCases();
  const output = execFileSync('go', ['run', '.'], { cwd: peer, input: `[${cases.join(',')}]`, maxBuffer: 64e6 });
  const { version, answers } = JSON.parse(output.toString());
  const keys = cases.map((one) => createHash('sha256').update(one).digest('hex').slice(0, 12));
  const entries = keys.map((key, at) => [key, toLines(answers[at])]).sort(([a], [b]) => (a < b ? -1 : 1));
  const rows = entries.map(([key, lines]) => `    ${JSON.stringify(key)}: ${JSON.stringify(lines)}`);
  const text = `{\n  "version": ${JSON.stringify(version)},\n  "answers": {\n${rows.join(',\n')}\n  }\n}\n`;
  writeFileSync(join(peer, 'answers.json'), text);
  console.log(`${cases.length} cases, answered by BuildKit ${version}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
