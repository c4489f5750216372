import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { baseFamilies } from '../../src/optimize/base-image/base-image-facts.ts';
import { baseImagesPage, pageMarker } from './base-images-page.ts';

const path = join(import.meta.dirname, '../../docs/base-images.md');
const [head = ''] = readFileSync(path, 'utf8').split(pageMarker);

// `npx vitest run tests/optimize/base-images-page.test.ts -u` writes it anew.
test('docs/base-images.md lists all facts as they are', async () => {
  await expect(`${head}${pageMarker}\n\n${await baseImagesPage(baseFamilies)}`).toMatchFileSnapshot(path);
});
