import { expect, it } from 'vitest';
import { isNestedTooDeeply } from '../../src/bytes/yaml-depth.ts';

const blocks = (depth: number): string =>
  Array.from({ length: depth }, (_, at) => `${' '.repeat(at)}a:`).join('\n') + ' 1\n';

it.each([
  ['nothing', '', false],
  ['a few settings', 'ignored:\n  - DL3008\noverride: { error: [DL3006] }\n', false],
  ['thirty maps', blocks(30), false],
  ['two hundred maps', blocks(200), true],
  ['two hundred lists', `${'['.repeat(200)}${']'.repeat(200)}`, true],
  ['lists that stay open', '['.repeat(100_000), true],
  ['dashes', '- '.repeat(100_000), true],
  ['a long list', '- a\n'.repeat(5_000), false],
  ['no YAML', '\t%{]"\u0000', false],
])('tells the depth of %s', (_, text, tooDeep) => expect(isNestedTooDeeply(text)).toBe(tooDeep));
