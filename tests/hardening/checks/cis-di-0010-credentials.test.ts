import { expect, test } from 'vitest';
import { noCredentials } from '../../../src/hardening/checks/cis-di-0010-credentials.ts';
import { isSecretName } from '../../../src/hardening/secret-names.ts';
import { configuredImage, verdictOn } from '../../support/configured-image.ts';

const env = (name: string): string => `ENV ${name} is named like a credential; its value stands in the config.`;
const arg = (name: string): string =>
  `ARG ${name} is named like a credential; values of build arguments stay in the history.`;

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
  [['RUN /bin/sh -c TOKEN=x make # buildkit'], 'passed'],
])('%j', (history, verdict) => {
  expect(verdictOn(noCredentials, { history })).toEqual(verdict);
});

test('a variable of the config that no history tells of', () => {
  expect(verdictOn(noCredentials, { config: { env: ['GITHUB_TOKEN=x', 'EMPTY_TOKEN=', 'PATH=/bin'] } })).toEqual([
    env('GITHUB_TOKEN'),
  ]);
});

test('no message shows a value', () => {
  const history = ['ENV API_KEY=hush-1', 'ARG TOKEN=hush-2', '|1 SECRET=hush-3 /bin/sh -c make'];
  const verdict = noCredentials.check(configuredImage({ history, config: { env: ['API_KEY=hush-1'] } }));
  expect(verdict.kind).toBe('failed');
  expect(JSON.stringify(verdict)).not.toContain('hush');
});

test.each(['PASSWORD', 'MYSQL_ROOT_PASSWORD', 'DBPASSWORD', 'AWS_SECRET_ACCESS_KEY', 'API_KEY', 'DB_PASS', 'GITHUB_TOKEN', 'GPG_PRIVATE_KEY', 'GPG_PASSPHRASE', 'DB_PWD'])(
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
