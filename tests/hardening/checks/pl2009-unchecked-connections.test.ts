import { expect, test } from 'vitest';
import { noUncheckedConnections } from '../../../src/hardening/checks/pl2009-unchecked-connections.ts';
import { verdictOn } from '../../support/configured-image.ts';

test.each([
  'NODE_TLS_REJECT_UNAUTHORIZED=0',
  'PYTHONHTTPSVERIFY=0',
  'PERL_LWP_SSL_VERIFY_HOSTNAME=0',
  'GIT_SSL_NO_VERIFY=1',
  'CURL_INSECURE=true',
  'NPM_CONFIG_STRICT_SSL=false',
  'npm_config_strict_ssl=false',
  'YARN_ENABLE_STRICT_SSL=0',
  'PIP_TRUSTED_HOST=pypi.org',
  'UV_INSECURE_HOST=pypi.org',
  'BUNDLE_SSL_VERIFY_MODE=0',
  'GOINSECURE=*',
  'GOSUMDB=off',
  'VAULT_SKIP_VERIFY=true',
  'PGSSLMODE=disable',
  'ANSIBLE_HOST_KEY_CHECKING=False',
  'GIT_SSH_COMMAND=ssh -o StrictHostKeyChecking=no',
])('%s', (variable) => {
  const name = variable.slice(0, variable.indexOf('='));
  const found = verdictOn(noUncheckedConnections, { config: { env: ['PATH=/bin', variable] } });
  expect(found).toEqual([expect.stringContaining(`ENV ${name} switches a check off: `)]);
});

test.each([
  'NODE_TLS_REJECT_UNAUTHORIZED=1',
  'NODE_TLS_REJECT_UNAUTHORIZED=',
  'GIT_SSL_NO_VERIFY=0',
  'PIP_TRUSTED_HOST=',
  'GOSUMDB=sum.golang.org',
  'PGSSLMODE=verify-full',
  'GIT_SSH_COMMAND=ssh -o StrictHostKeyChecking=accept-new',
  'npm_config_cache=/tmp',
  '=0',
  'constructor=1',
])('%s passes', (variable) => {
  expect(verdictOn(noUncheckedConnections, { config: { env: [variable] } })).toBe('passed');
});

test('a docker export has no config', () => {
  expect(verdictOn(noUncheckedConnections, { image: { format: 'rootfs' } })).toBe('not-applicable');
});
