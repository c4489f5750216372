import { expect, test } from 'vitest';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { auditDockerfile } from '../../src/lint/audit-dockerfile.ts';
import { applyFix } from '../../src/lint/fix.ts';
import { ignorePragma } from '../../src/lint/ignore-pragma.ts';

function ignored(text: string, line: number, code: string): string {
  const lines = text.split('\n');
  return applyFix(
    parseDockerfile(text, 'Dockerfile'),
    ignorePragma((at) => lines[at - 1] ?? '', line, code),
  );
}

const codesOf = async (text: string): Promise<string[]> => {
  const config = { shellcheck: false };
  const { findings } = await auditDockerfile({ fileName: 'Dockerfile', text, config, image: null, answers: [] });
  return findings.map(({ code }) => code);
};

test.each([
  ['a comment of its own', 'FROM a\n  RUN cd /b', 2, 'FROM a\n  # hadolint ignore=DL3003\n  RUN cd /b'],
  [
    'the comment that is there',
    'FROM a\n# hadolint ignore=DL1\nRUN x',
    3,
    'FROM a\n# hadolint ignore=DL1,DL3003\nRUN x',
  ],
  [
    'with a reason',
    'FROM a\n# hadolint ignore=DL1 # why\nRUN x',
    3,
    'FROM a\n# hadolint ignore=DL1,DL3003 # why\nRUN x',
  ],
  ['another comment stays', 'FROM a\n# why\nRUN x', 3, 'FROM a\n# why\n# hadolint ignore=DL3003\nRUN x'],
  ['at the first line', 'FROM a', 1, '# hadolint ignore=DL3003\nFROM a'],
])('%s', (_, text, line, expected) => expect(ignored(text, line, 'DL3003')).toBe(expected));

test('ends the findings, one after the other', async () => {
  let text = 'FROM debian:12\nRUN apt-get install curl && cd /b\n';
  const codes = (await codesOf(text)).filter((code) => code.startsWith('DL30'));
  expect(codes.length).toBeGreaterThan(2);
  for (const code of codes)
    text = ignored(text, text.split('\n').findIndex((line) => line.startsWith('RUN')) + 1, code);
  expect((await codesOf(text)).filter((code) => codes.includes(code))).toEqual([]);
});
