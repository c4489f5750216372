import { describe, expect, test } from 'vitest';
import { generic } from '../../../src/secrets/detectors/generic.ts';
import { SecretMatcher } from '../../../src/secrets/matcher.ts';
import { kindOfText } from '../../../src/secrets/surroundings.ts';
import { genericInCode } from '../examples/generic.ts';

const matcher = new SecretMatcher(generic);

function find(text: string, path: string): string[] {
  const bytes = new TextEncoder().encode(text);
  return matcher
    .find(bytes, { path, kind: kindOfText(path) }, 100)
    .map(({ start, end, severity }) => `${severity} ${new TextDecoder().decode(bytes.subarray(start, end))}`);
}

describe('in a program', () => {
  test.each(genericInCode.matches)('%s is a warning', (example) => {
    const value = /⟦([^⟧]*)⟧/.exec(example)?.[1];
    expect(find(example.replace(/[⟦⟧]/g, ''), '/app/main.js')).toEqual([`warning ${value}`]);
  });

  test.each(genericInCode.misses)('%s is none', (example) => {
    expect(find(example, '/app/main.js')).toEqual([]);
  });
});

test.each([
  ['/app/.env', 'error'],
  ['', 'error'],
  ['/app/main.py', 'warning'],
  ['/app/README.md', 'info'],
  ['/usr/share/man/man1/curl.1', 'info'],
  ['/app/tests/settings.py', 'info'],
  ['/app/.env.example', 'info'],
])('in %s it is of severity %s', (path, severity) => {
  expect(find('API_TOKEN="k3J9sLq0ZxV7bN2mW5tR8y"', path)).toEqual([`${severity} k3J9sLq0ZxV7bN2mW5tR8y`]);
});

test('in binary files and large ones nothing is looked for', () => {
  const bytes = new TextEncoder().encode('API_TOKEN="k3J9sLq0ZxV7bN2mW5tR8y"');
  expect(matcher.find(bytes, { path: '/app/.env', kind: 'binary' }, 100)).toEqual([]);
});
