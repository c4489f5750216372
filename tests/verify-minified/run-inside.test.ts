import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { commandIn } from '../../scripts/verify-minified/run-inside.mjs';

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-run-inside-'));
afterAll(() => rmSync(folder, { recursive: true }));

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

function smokeOf(smoke: object, script: string): { faults: string[]; code: number | null; output: string } {
  const file = join(folder, 'smoke.json');
  writeFileSync(file, JSON.stringify({ command: [process.execPath, '-e', script], healthcheck: null, smoke }));
  return JSON.parse(
    execFileSync(process.execPath, ['scripts/verify-builds/smoke-run.mjs', file], { encoding: 'utf8' }),
  );
}

const serving = (port: number): string =>
  `require('http').createServer((_, answer) => answer.end('ready')).listen(${port}, '127.0.0.1');`;

/** As a package manager does that is asked to end: what it started runs on. */
const leaving = `require('child_process').spawn(process.execPath, ['-e', 'setTimeout(() => {}, 6000)'], { stdio: 'inherit' });`;

test('a name of the image comes after the one that an engine gives', () => {
  const command = commandIn('/image', { Env: ['HOSTNAME=0.0.0.0'] }, { uid: '0', gid: '0', home: '/' }, ['node']);
  const names = command.filter((word) => word.startsWith('HOSTNAME='));
  expect(names).toEqual(['HOSTNAME=container', 'HOSTNAME=0.0.0.0']);
});

test('a container has ended with its first process, whatever that leaves', async () => {
  const port = await freePort();
  const smoke = { probes: [{ port, path: '/', includes: 'ready' }], stop: 'SIGTERM', seconds: 3 };
  expect(smokeOf(smoke, leaving + serving(port))).toMatchObject({ faults: [], code: -1 });
});

test('a server that does not end is told', async () => {
  const port = await freePort();
  const smoke = { probes: [{ port, path: '/' }], stop: 'SIGTERM', seconds: 2 };
  const staying = `process.on('SIGTERM', () => {}); setTimeout(() => process.exit(), 6000);`;
  expect(smokeOf(smoke, staying + serving(port)).faults).toEqual(['it does not end at SIGTERM']);
});

test('and one that ends at once, with what it said', async () => {
  const port = await freePort();
  const smoke = { probes: [{ port, path: '/' }], seconds: 3 };
  const said = smokeOf(smoke, `console.error('no harbour'); process.exitCode = 4;`);
  expect(said.faults).toEqual([`nothing answers on port ${port}; the program ended with 4`]);
  expect(said.output).toContain('no harbour');
});
