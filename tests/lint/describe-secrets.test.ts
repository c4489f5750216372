import { expect, it } from 'vitest';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { describeSecrets } from '../../src/lint/describe-secrets.ts';
import { valueInText } from '../../src/secrets/value-in-text.ts';
import { scanTexts } from '../../src/secrets/scan-texts.ts';
import { githubToken } from '../support/image-secrets.ts';

const describeText = (text: string) => describeSecrets(parseDockerfile(text));

it('tells a secret as it is told of an image', async () => {
  const [inConfig] = await scanTexts([`GH_TOKEN=${githubToken}`]);
  const [inDockerfile] = await describeText(`FROM a:1\nENV A=1 GH_TOKEN=${githubToken}\n`);
  expect(inDockerfile).toEqual({
    ...inConfig?.[0],
    line: 2,
    column: 18,
    endLine: 2,
    offset: 26,
    holder: 'ENV GH_TOKEN',
  });
});

it.each([
  ['FROM a:1\nENV T=$', 'ENV T', 2],
  ['FROM a:1\nENV T $', 'ENV T', 2],
  ['FROM a:1\nARG X T="$"', 'ARG T', 2],
  ['FROM a:1\nLABEL a.b=$', 'LABEL a.b', 2],
  ['FROM a:1\nONBUILD ENV T=$', 'ENV T', 2],
  ['FROM a:1\nRUN a && \\\n  b $', 'RUN', 3],
  ['FROM a:1\nRUN <<EOF\necho $\nEOF', 'RUN', 3],
  ['# caf\u00e9 \u{1f600} $\r\nFROM a:1', '', 1],
])('of %j says where it stands, and gives its value back', async (template, holder, line) => {
  const text = template.replace('$', () => githubToken);
  const found = await describeText(text);
  expect(found.map((one) => [one.holder, one.line, one.endLine])).toEqual([[holder, line, line]]);
  expect(valueInText(text, found[0]!)).toBe(githubToken);
});

it('tells of several in one text, each at its place', async () => {
  const text = `FROM a:1\nENV \u00e9=1 T=${githubToken} U=\u{1f600} V=${githubToken}\n# ${githubToken}`;
  const found = await describeText(text);
  expect(found.map(({ holder }) => holder)).toEqual(['ENV T', 'ENV V', '']);
  expect(found.map((one) => valueInText(text, one))).toEqual([githubToken, githubToken, githubToken]);
});
