import { expect, test } from 'vitest';
import { noShellAsFirstProcess } from '../../../src/hardening/checks/pl2012-shell-as-first-process.ts';
import { verdictOn } from '../../support/configured-image.ts';

const shell = (keyword: string): string[] => [`${keyword} starts a shell, which starts the program.`];

test.each([
  [['/bin/sh', '-c', 'node server.js'], [], shell('ENTRYPOINT')],
  [['sh', '-c', 'java $JAVA_OPTS -jar app.jar'], ['x'], shell('ENTRYPOINT')],
  [['/bin/bash', '-o', 'pipefail', '-c', 'exec echo; node a'], [], shell('ENTRYPOINT')],
  [[], ['/bin/sh', '-c', 'npm start'], shell('CMD')],
  [['/bin/sh', '-c', 'exec node server.js'], [], 'passed'],
  [['/bin/sh', '-c', 'set -e; prepare && exec "$@"'], [], 'passed'],
  [['node', 'server.js'], [], 'passed'],
  [['tini', '--', 'sh', '-c', 'node a'], [], 'passed'],
  [['/entrypoint.sh'], ['/bin/sh', '-c', 'x'], 'passed'],
  [[], ['bash'], 'passed'],
  [['sh', '/run.sh', '-c'], [], 'passed'],
  [[], [], 'not-applicable'],
  [['sh', '-c', 'a'.repeat(70_000)], [], 'unknown'],
])('%#', (entrypoint, cmd, verdict) => {
  expect(verdictOn(noShellAsFirstProcess, { config: { entrypoint, cmd } })).toEqual(verdict);
});
