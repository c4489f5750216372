// npm run peers:build-cache: asks BuildKit's planner and its copying about every case in tests/peers/build-cache/cases.json,
// and records the answers. Wants Go.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const peer = join(import.meta.dirname, '../tests/peers/build-cache');
const { copies, builds } = JSON.parse(readFileSync(join(peer, 'cases.json'), 'utf8'));

function ask(cases) {
  const output = execFileSync('go', ['run', '.'], { cwd: peer, input: JSON.stringify(cases), maxBuffer: 64e6 });
  return JSON.parse(output.toString());
}

/** What one COPY takes; null where the builder stops. */
function takenBy({ operations, error }) {
  return error ? null : [...new Set(operations.flatMap(({ copies: names }) => names ?? []))].sort();
}

const asked = copies.instructions.map((line) => ({ text: `FROM scratch\n${line}\n`, files: copies.files }));
const { version, answers } = ask(asked);
const taken = Object.fromEntries(answers.map((answer, at) => [copies.instructions[at], takenBy(answer)]));

/**
 * By line, the keys of its operations. To put the files of COPY --link on the layers below is an operation of its own, in
 * which nothing is copied: it is left out.
 */
function keysOf({ operations, error }) {
  if (error) return { error };
  const keys = {};
  for (const { name, lines, key } of operations) {
    if (name.includes('] LINK ')) continue;
    for (const line of lines ?? []) (keys[line] ??= []).push(key);
  }
  return keys;
}

/** The lines whose operations another build has not. */
function differing(before, after) {
  const known = new Set(Object.values(before).flat());
  return Object.entries(after).flatMap(([line, keys]) => (keys.every((key) => known.has(key)) ? [] : Number(line)));
}

const rebuilt = builds.map(({ name, text, files = [], before = {}, after = {} }) => {
  const [first, second] = ask([
    { text, files, ...before },
    { text, files, ...after },
  ]).answers.map(keysOf);
  if (first.error || second.error) return [name, { error: second.error ?? first.error }];
  return [name, { built: Object.keys(second).map(Number), runs: differing(first, second) }];
});

writeFileSync(
  join(peer, 'answers.json'),
  `${JSON.stringify({ version, taken, builds: Object.fromEntries(rebuilt) }, null, 1)}\n`,
);
console.log(`${asked.length} copies and ${builds.length} builds, answered by BuildKit ${version}`);
