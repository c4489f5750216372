import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { assembled } from '../../scripts/lib/assembled.mjs';

test('assembled programs are those of their texts: npm run assemble', async () => {
  const programs = await assembled();
  expect(programs.length).toBeGreaterThan(0);
  for (const { path, text } of programs) expect(readFileSync(path, 'utf8')).toBe(text);
});
