import { expect, test } from 'vitest';
import { noCredentials } from '../../../src/hardening/checks/cis-di-0010-credentials.ts';
import { isSecretName } from '../../../src/hardening/secret-names.ts';
import { configuredImage, verdictOn } from '../../support/configured-image.ts';
import { hardenedImage } from '../../support/hardened-image.ts';

const env = (name: string): string => `ENV ${name} is named like a credential; its value stands in the config.`;
const arg = (name: string): string =>
  `ARG ${name} is named like a credential; values of build arguments stay in the history.`;
const run = (name: string): string =>
  `The step sets ${name}, which is named like a credential; its value stands in the history.`;

test.each([
  [['/bin/sh -c #(nop) ENV API_SECRET_KEY=x'], [`0 ${env('API_SECRET_KEY')}`]],
  [['ENV A=1 DB_PASSWORD=x B=2'], [`0 ${env('DB_PASSWORD')}`]],
  [['ENV NPM_TOKEN x'], [`0 ${env('NPM_TOKEN')}`]],
  [['ARG NPM_TOKEN'], [`0 ${arg('NPM_TOKEN')}`]],
  [['ARG NPM_TOKEN=', 'RUN |1 NPM_TOKEN=x /bin/sh -c npm ci # buildkit'], [`0 ${arg('NPM_TOKEN')}`]],
  [['|2 A=1 NPM_TOKEN=x y /bin/sh -c npm ci'], [`0/0 ${arg('NPM_TOKEN')}`]],
  [['ARG KEY', 'ENV KEY=x'], [`1 ${env('KEY')}`]],
  [['ENV GPG_KEY=E3FF2839C048B25C084DEBE9B26995E310250568'], 'passed'],
  [['ENV API_TOKEN= A=1', 'ENV PASSWORD=""'], 'passed'],
  [['ENV NODE_ENV=production', 'ARG VERSION=1'], 'passed'],
  [['RUN /bin/sh -c TOKEN=x make # buildkit'], [`0/0 ${run('TOKEN')}`]],
  [['/bin/sh -c export API_KEY="x" && make'], [`0/0 ${run('API_KEY')}`]],
  [['/bin/sh -c env A=1 DB_PASSWORD=x make'], [`0/0 ${run('DB_PASSWORD')}`]],
  [['RUN |1 TOKEN=x /bin/sh -c TOKEN=y make; TOKEN=z make'], [`0/0 ${arg('TOKEN')}`, `0/0 ${run('TOKEN')}`]],
  [['/bin/sh -c TOKEN="$(cat /run/secrets/token)" make'], 'passed'],
  [['/bin/sh -c export TOKEN=$A && TOKEN=`b` make; TOKEN= make'], 'passed'],
  [['/bin/sh -c echo TOKEN=x; make TOKEN_FILE=y'], 'passed'],
  [['/bin/sh -c key=B97B0AFCAA1A; export GPG_KEYS=0x1; gpg --recv-keys "$key"'], 'passed'],
])('%j', (history, verdict) => {
  expect(verdictOn(noCredentials, { history })).toEqual(verdict);
});

test('a variable of the config that no history tells of', () => {
  expect(verdictOn(noCredentials, { config: { env: ['GITHUB_TOKEN=x', 'EMPTY_TOKEN=', 'PATH=/bin'] } })).toEqual([
    env('GITHUB_TOKEN'),
  ]);
});

test('files are said beside variables', async () => {
  const text = `
    layer  RUN make
      root/
      root/.ssh/
      root/.ssh/id_rsa  "-----BEGIN"
  `;
  const verdict = noCredentials.check(await hardenedImage(text, { config: { Env: ['A_KEY=x'] } }));
  const failures = [{ message: env('A_KEY') }, { path: '/root/.ssh/id_rsa', layer: 0 }];
  expect(verdict).toMatchObject({ kind: 'failed', failures });
});

test('no message shows a value', () => {
  const script = '|1 SECRET=hush-3 /bin/sh -c PASSWORD=hush-4 make';
  const history = ['ENV API_KEY=hush-1', 'ARG TOKEN=hush-2', script];
  const verdict = noCredentials.check(configuredImage({ history, config: { env: ['API_KEY=hush-1'] } }));
  expect(verdict.kind).toBe('failed');
  expect(JSON.stringify(verdict)).not.toContain('hush');
});

test.each(['PASSWORD', 'MYSQL_ROOT_PASSWORD', 'DBPASSWORD', 'AWS_SECRET_ACCESS_KEY', 'API_KEY', 'DB_PASS', 'GITHUB_TOKEN', 'GPG_PRIVATE_KEY', 'GPG_PASSPHRASE', 'DB_PWD', 'PASSCODE', 'SSHKEY'])(
  '%s says that it is secret',
  (name) => {
    expect(isSecretName(name)).toBe(true);
  },
); // prettier-ignore

test.each(['GPG_KEY', 'GPG_KEYS', 'RABBITMQ_PGP_KEY_ID', 'POSTGRES_PASSWORD_FILE', 'SSH_AUTH_SOCK', 'MAX_TOKENS', 'KEYCLOAK_HOME', 'MONKEY', 'PUBLIC_KEY', 'ACCESS_LOG', 'PWD', 'COMPASS'])(
  '%s does not',
  (name) => {
    expect(isSecretName(name)).toBe(false);
  },
); // prettier-ignore
