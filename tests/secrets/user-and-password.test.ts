import { expect, test } from 'vitest';
import { isUserAndPassword } from '../../src/secrets/user-and-password.ts';

test.each(['me:hunter2', ':hunter2', 'me:with:colons', 'a:bcd', '__token__:pypi-x'])('%s', (text) => {
  expect(isUserAndPassword(btoa(text))).toBe(true);
});

test.each([btoa('no colon'), btoa('me:ab'), btoa('me:\0\0\0\0'), 'bWU6aHVudGVyMg', 'bWU6aHVudGVyMg!=', ''])(
  '%s is none',
  (base64) => {
    expect(isUserAndPassword(base64)).toBe(false);
  },
);
