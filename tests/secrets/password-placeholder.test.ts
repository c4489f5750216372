import { expect, test } from 'vitest';
import { isPasswordPlaceholder } from '../../src/secrets/password-placeholder.ts';

test.each([
  '${NPM_TOKEN}',
  '$NPM_TOKEN',
  'prefix-${TOKEN}',
  '$(cat /run/token)',
  '%TOKEN%',
  '%(password)s',
  '{{ token }}',
  '<token>',
  '[token]',
  '@token@',
  '__TOKEN__',
  'changeme',
  'password',
  'your-token',
  'put your unique phrase here',
  'npm_…',
  'abc...',
  'xxxxxxxx',
  'xxxx-xxxx',
  '********',
  '0000',
])('%s says that a value goes there', (value) => {
  expect(isPasswordPlaceholder(value)).toBe(true);
});

test.each(['hunter2', 'p4ss$word', 'S3cr3t!', 'yourself9', 'correct horse battery', 'a<b', 'key-9f8e7d'])(
  '%s is a value',
  (value) => {
    expect(isPasswordPlaceholder(value)).toBe(false);
  },
);
