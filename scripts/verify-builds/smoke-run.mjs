// node smoke-run.mjs FILE: runs what FILE names in a network of its own, asks it, and writes what was answered to standard output.
// Started by smoke.mjs inside of `unshare`: no port of the machine is taken, and nothing outside can be reached.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

const { command, healthcheck, smoke } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const { probes = [], prints = [], exit = 0, seconds = 40, stop = null } = smoke;
const outputAtMost = 20_000;

spawnSync('ip', ['link', 'set', 'lo', 'up'], { stdio: 'inherit' });
const program = spawn(command[0], command.slice(1), { stdio: ['ignore', 'pipe', 'pipe'] });
let output = '';
for (const stream of [program.stdout, program.stderr])
  stream.on('data', (chunk) => {
    output = (output + chunk).slice(-outputAtMost);
  });
let code = null;
/** A container ends with its first process, though what that started may still run and hold its output. */
const ended = new Promise((resolve) =>
  program.on('exit', (status) => {
    code = status ?? -1;
    resolve();
  }),
);
const closed = new Promise((resolve) => program.on('close', resolve));
const faults = [];
const answers = [];

async function ask({ port, path, method = 'GET', body, json }) {
  const headers = json === undefined ? {} : { 'content-type': 'application/json' };
  const sent = json === undefined ? body : JSON.stringify(json);
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers,
    body: sent,
    signal: AbortSignal.timeout(10_000),
  });
  return { status: response.status, text: await response.text() };
}

/** The first that answers at all says that the program has started. */
async function started(probe) {
  const until = Date.now() + seconds * 1000;
  while (Date.now() < until && code === null) {
    try {
      await ask({ ...probe, method: 'GET', body: undefined, json: undefined });
      return true;
    } catch {
      await wait(250);
    }
  }
  return false;
}

async function check(probe) {
  const { path, status = 200, includes = '', follow } = probe;
  const answer = await ask(probe).catch((error) => ({ status: 0, text: String(error.cause ?? error) }));
  answers.push({ path, ...answer });
  if (answer.status !== status || !answer.text.includes(includes))
    faults.push(`${path}: ${answer.status} ${answer.text.slice(0, 200)}`);
  else if (follow) {
    const next = new RegExp(follow).exec(answer.text)?.[1];
    if (next) await check({ port: probe.port, path: next });
    else faults.push(`${path}: nothing to follow`);
  }
}

if (probes.length > 0) {
  if (await started(probes[0])) for (const probe of probes) await check(probe);
  else
    faults.push(
      `nothing answers on port ${probes[0].port}; the program ${code === null ? 'runs' : `ended with ${code}`}`,
    );
  if (code === null && healthcheck) {
    const { status, stdout, stderr } = spawnSync(healthcheck[0], healthcheck.slice(1), {
      encoding: 'utf8',
      timeout: 30_000,
    });
    if (status !== 0) faults.push(`HEALTHCHECK ended with ${status}: ${stdout}${stderr}`.slice(0, 400));
  }
  if (code === null && stop) {
    program.kill(stop);
    await Promise.race([ended, wait(seconds * 1000)]);
    if (code === null) faults.push(`it does not end at ${stop}`);
  }
} else {
  await Promise.race([closed, wait(seconds * 1000)]);
  if (code !== exit) faults.push(`it ended with ${code}, ${exit} was expected`);
  for (const text of prints) if (!output.includes(text)) faults.push(`it did not print ${text}`);
}
// What it said last may come after its end.
if (faults.length > 0 && code !== null) await Promise.race([closed, wait(1000)]);
process.stdout.write(JSON.stringify({ faults, answers, code, output: faults.length > 0 ? output : '' }));
// Whatever still runs ends with the first process of this namespace.
process.exit(0);
