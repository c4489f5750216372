import { expect, test } from 'vitest';
import { failureWords } from '../../src/components/failure-words.ts';

test('where a worker ended nothing has to be dropped again; all else is told as everywhere', () => {
  const ended = failureWords({ kind: 'worker-ended', fileName: 'shop.tar' }, 'writes the image');
  expect(ended).toMatch(/^The worker that writes the image ended unexpectedly, twice/);
  expect(ended).not.toContain('Drop');
  expect(failureWords({ kind: 'truncated', fileName: 'shop.tar', offset: 5 }, 'writes the image')).toContain(
    'shop.tar',
  );
});
