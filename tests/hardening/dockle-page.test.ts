import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  caseDifferences,
  crashesOfDockle,
  everywhere,
  imageDifferences,
  unreadByDockle,
} from './dockle-differences.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/hardening-differences.md'), 'utf8');
const lines = page.split('\n');
const words = { finding: ['passes', 'fails'], none: ['fails', 'passes'] } as const;

it.each([...everywhere, ...imageDifferences])('docs/hardening-differences.md lists $code', (one) => {
  const [dockle, ours] = words[one.ours];
  const image = 'image' in one ? `\`${one.image}\`` : 'all';
  const place = 'place' in one ? `\`/${one.place}\`` : '–';
  const cells = lines.map((line) => line.split('|').map((cell) => cell.trim()));
  expect(cells).toContainEqual(['', one.code, image, place, dockle, ours, one.why, '']);
});

it.each([...unreadByDockle])('docs/hardening-differences.md lists $image', ({ image, why }) => {
  expect(lines).toContain(`- \`${image}\`: ${why}`);
});

it.each([...caseDifferences])('docs/hardening-differences.md lists $code $name', ({ code, name, ours, why }) => {
  const [, rest = ''] = page.split(`### ${code}\n`);
  const [section = ''] = rest.split('\n### ', 1);
  expect(section.split('\n')).toContain(`- \`${name}\` (${ours}): ${why}`);
});

it.each(crashesOfDockle)('docs/hardening-differences.md lists %s', (name) => {
  expect(lines).toContain(`- ${name}`);
});
