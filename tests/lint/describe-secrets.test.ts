import { expect, it } from 'vitest';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { describeSecrets } from '../../src/lint/describe-secrets.ts';
import { parseOwnPatterns } from '../../src/secrets/own-patterns.ts';
import { valueInText } from '../../src/secrets/value-in-text.ts';
import { scanTexts } from '../../src/secrets/scan-texts.ts';
import { githubToken } from '../support/image-secrets.ts';

const describeText = (text: string, own = '') => describeSecrets(parseDockerfile(text), parseOwnPatterns(own).patterns);

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

it.each<[string, string, string[]]>([
  ['PORT=(?<value>[0-9]+)', 'ENV PORT=8125 A=1', ['8125 in ENV PORT']],
  ['PORT=(?<value>[0-9]+)', '# PORT=8125', ['8125 in ']],
  ['(?<=TOKEN=)ghp_[A-Za-z0-9]+', `ENV TOKEN=${githubToken}`, [`${githubToken} in ENV TOKEN`]],
  // The match of bytes ends within a character, and another one stands behind it.
  [
    'acme_.',
    'ENV A=acme_\u20ac B=acme_\u{1f600} C=acme_1',
    ['acme_\u20ac in ENV A', 'acme_\u{1f600} in ENV B', 'acme_1 in ENV C'],
  ],
])('the user’s own pattern %s finds in %j %j', async (pattern, line, expected) => {
  const text = `FROM a:1\n${line}\n`;
  const found = await describeText(text, `mine style /${pattern}/ Mine\n`);
  expect(found.map((one) => `${valueInText(text, one)} in ${one.holder}`)).toEqual(expected);
  for (const one of found) expect(one).toMatchObject({ detector: 'own-mine', severity: 'style', line: 2 });
});
