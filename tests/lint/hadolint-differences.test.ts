import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { differences } from './differences.ts';
import { fixtureDifferences } from './fixture-differences.ts';
import { shellCheckDifferences } from './shellcheck/differences.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/hadolint-differences.md'), 'utf8');

/** A case as the page writes it: on one line, `⏎` for the line ends. */
function written(text: string): string {
  const line = text.trimEnd().replaceAll('\n', ' ⏎ ');
  return line.includes('`') ? `\`\`${line}\`\`` : `\`${line}\``;
}

it.each([...differences])('docs/hadolint-differences.md lists $code $text', ({ code, text, ours, why }) => {
  const [, rest = ''] = page.split(`### ${code}\n`);
  const [section = ''] = rest.split('\n### ', 1);
  expect(section).toContain(`- ${written(text)} (${ours}): ${why}`);
});

it.each([...shellCheckDifferences])(
  'docs/hadolint-differences.md lists $code of ShellCheck $text',
  ({ code, text, ours, why }) => {
    expect(page).toContain(`- ${written(text)} (${code}, ${ours}): ${why}`);
  },
);

it.each([...fixtureDifferences])(
  'docs/hadolint-differences.md lists $file $finding',
  ({ file, finding, ours, why }) => {
    expect(page).toContain(`- ${file}, ${finding} (${ours}): ${why}`);
  },
);
