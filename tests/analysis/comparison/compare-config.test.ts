import { expect, test } from 'vitest';
import { compareConfig } from '../../../src/analysis/comparison/compare-config.ts';
import { hideInConfig } from '../../../src/secrets/hide-in-config.ts';
import type { ImageConfig } from '../../../src/image/model.ts';
import { emptyConfig } from '../../support/build-image.ts';

const compared = (before: Partial<ImageConfig>, after: Partial<ImageConfig>) => {
  const side = (config: Partial<ImageConfig>) => {
    const exact = { ...emptyConfig, ...config };
    return { exact, shown: hideInConfig(exact, (text) => text.replace(/hunter\d/, '…')) };
  };
  return compareConfig(side(before), side(after)).map(
    ({ field, name, kind, before, after }) => `${field} ${name} ${kind}: ${before} → ${after}`,
  );
};

test('says every field that differs, in the order of a Dockerfile', () => {
  const before: Partial<ImageConfig> = {
    user: '',
    env: ['PATH=/bin', 'GONE=1', 'NODE_ENV=development'],
    cmd: ['node', 'a.js'],
    exposedPorts: ['80/tcp'],
    volumes: ['/data'],
    labels: { version: '1', __proto__x: 'y' },
    healthcheck: null,
    stopSignal: 'SIGTERM',
  };
  const after: Partial<ImageConfig> = {
    user: 'node',
    workingDir: '/app',
    env: ['NODE_ENV=production', 'PATH=/bin', 'NEW=a=b'],
    entrypoint: ['/init'],
    cmd: ['node', 'b.js'],
    shell: ['/bin/bash', '-c'],
    exposedPorts: ['8080/tcp'],
    labels: { version: '2', __proto__x: 'y' },
    healthcheck: ['CMD', 'true'],
    stopSignal: 'SIGTERM',
    onBuild: ['RUN x'],
  };
  expect(compared(before, after)).toEqual([
    'User null added: null → node',
    'WorkingDir null added: null → /app',
    'Env GONE removed: 1 → null',
    'Env NEW added: null → a=b',
    'Env NODE_ENV modified: development → production',
    'Entrypoint null added: null → ["/init"]',
    'Cmd null modified: ["node", "a.js"] → ["node", "b.js"]',
    'Shell null added: null → ["/bin/bash", "-c"]',
    'ExposedPorts 80/tcp removed: 80/tcp → null',
    'ExposedPorts 8080/tcp added: null → 8080/tcp',
    'Volumes /data removed: /data → null',
    'Healthcheck null added: null → ["CMD", "true"]',
    'OnBuild null added: null → ["RUN x"]',
    'Labels version modified: 1 → 2',
  ]);
});

test('a secret that became another one is told as a change, and neither is shown', () => {
  expect(compared({ env: ['PW=hunter1'] }, { env: ['PW=hunter2'] })).toEqual(['Env PW modified: … → …']);
});

test('of a variable that is set twice the last counts; one without a value is set', () => {
  expect(compared({ env: ['A=1', 'A=2'] }, { env: ['A=2', 'B'] })).toEqual(['Env B added: null → ']);
});

test('nothing differs', () => {
  expect(compared({ env: ['A=1', 'B=2'], labels: { a: 'b' } }, { env: ['B=2', 'A=1'], labels: { a: 'b' } })).toEqual(
    [],
  );
});
