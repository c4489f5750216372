import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checks } from '../../src/hardening/checks/index.ts';
import { checksPage, pageMarker } from './checks-page.ts';

const path = join(import.meta.dirname, '../../docs/hardening.md');
const [head = ''] = readFileSync(path, 'utf8').split(pageMarker);

// `npx vitest run tests/hardening/checks-page.test.ts -u` writes it anew.
test('docs/hardening.md lists all checks as they are', async () => {
  await expect(`${head}${pageMarker}\n\n${await checksPage(checks)}`).toMatchFileSnapshot(path);
});

/** dockle's checkpoints, and Trivy's of Dockerfiles that an image can show. */
const dockle = [
  ...['0001', '0005', '0006', '0007', '0008', '0009', '0010'].map((number) => `CIS-DI-${number}`),
  ...['0001', '0002', '0003', '0004', '0005', '0006'].map((number) => `DKL-DI-${number}`),
  ...['0001', '0002', '0003'].map((number) => `DKL-LI-${number}`),
];
const trivy = [1, 2, 4, 5, 8, 9, 10, 13, 14, 15, 17, 19, 20, 21, 22, 24, 25, 26, 27, 29, 30, 31];
/** What these look for is gone in an image: copies and names of stages, and settings that a later one took the place of. */
const ofDockerfiles = [6, 7, 11, 12, 16, 23];

const toCode = (number: number): string => `DS-${String(number).padStart(4, '0')}`;
const codes = new Set(checks.flatMap(({ code, also }) => [code, ...also.map((other) => other.code)]));

test.each([...dockle, ...trivy.map(toCode)])('%s has a check', (code) => {
  expect(codes).toContain(code);
});

test.each(ofDockerfiles.map(toCode))('%s has none, and the page says so', (code) => {
  expect(codes).not.toContain(code);
  expect(head).toContain(code);
});
