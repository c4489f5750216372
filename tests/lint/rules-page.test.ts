import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rules } from '../../src/lint/ruleset.ts';
import { pageMarker, rulesPage } from './rules-page.ts';

const path = join(import.meta.dirname, '../../docs/rules/README.md');
const [head = ''] = readFileSync(path, 'utf8').split(pageMarker);

// `npx vitest run tests/lint/rules-page.test.ts -u` writes it anew.
test('docs/rules has all rules as they are', async () => {
  await expect(`${head}${pageMarker}\n\n${await rulesPage(rules)}`).toMatchFileSnapshot(path);
});

test('every rule is on it', () => {
  const page = readFileSync(path, 'utf8');
  for (const { id } of rules) expect(page).toContain(`\n### ${id}\n`);
});
