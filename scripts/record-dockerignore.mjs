// npm run peers:dockerignore [-- --random [CASES [SEED]]]: asks BuildKit's context sender about every case in
// tests/peers/dockerignore/cases.json, and records its answers; or compares with it on random folders and ignore files.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSource } from '../tests/bench/source.mjs';
import { root, run } from './lib/run.mjs';

const peer = join(root, 'tests/peers/dockerignore');
const folder = mkdtempSync(join(tmpdir(), 'plimsoll-dockerignore-'));
const program = join(folder, 'sender.exe');
const [random, cases = '20000', seed] = process.argv.slice(2);

/** What is no ASCII is escaped: names that differ only in what can't be seen are told apart. */
const toJson = (value) =>
  JSON.stringify(value).replace(/[^ -~]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);

async function record() {
  const { answerOf, askSender, senderCases } = await loadSource('tests/peers/dockerignore.ts');
  const { files, ignores, written } = senderCases();
  const { modules, answers } = askSender(program, [{ files, ignores }]);
  // The list of patterns that stands in an error is as long as they are.
  const shorten = (answer) =>
    typeof answer === 'string' ? answer.replace(/excludepatterns: \[.*\]: /s, 'excludepatterns: ') : answer;
  const rows = written.map((text, at) => `    ${toJson([text, shorten(answerOf(answers[0][at], files))])}`);
  const head = `  "modules": ${toJson(modules)},\n  "files": ${toJson(files)}`;
  writeFileSync(join(peer, 'answers.json'), `{\n${head},\n  "answers": [\n${rows.join(',\n')}\n  ]\n}\n`);
  console.log(
    `${rows.length} cases, answered by ${Object.entries(modules)
      .map((one) => one.join(' '))
      .join(', ')}`,
  );
}

try {
  execFileSync('go', ['build', '-o', program, '.'], { cwd: peer, stdio: 'inherit' });
  if (random === '--random') {
    const env = { PLIMSOLL_DOCKERIGNORE_PEER: program, PLIMSOLL_FUZZ_CASES: cases };
    const chosen = seed === undefined ? env : { ...env, PLIMSOLL_FUZZ_SEED: seed };
    run('npx', ['vitest', 'run', '--project', 'unit', 'tests/build-context/beside-sender'], chosen);
  } else await record();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
