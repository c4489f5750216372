import { expect, test } from 'vitest';
import { FileScanner } from '../../src/secrets/file-scanner.ts';

const hex = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';

test.each([
  ['/app/config/master.key', hex, true],
  ['/app/config/credentials/production.key', `${hex}\n`, true],
  ['/app/config/master.key', `${hex}${hex}`, false],
  ['/app/config/master.key', '', false],
  ['/app/config/other.key', hex, false],
])('%s with %j: %j', async (path, text, isKey) => {
  const { found } = (await FileScanner.create()).scan(path, new TextEncoder().encode(text));
  expect(found.map(({ detector }) => detector)).toEqual(isKey ? ['rails-master-key'] : []);
});
