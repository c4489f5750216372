import { describe, expect, it } from 'vitest';
import { readLock, type LockingManager } from '../../../src/optimize/python/python-locks.ts';

const poetry = `# made by Poetry
[[package]]
name = "Flask_Login"
version = "1.0"
groups = ["main", "dev"]

[package.dependencies]
name = "no-package"

[[package]]
name = "pytest"
groups = ["dev"]

[[package]]
name = 'black'
category = "dev"

[metadata]
content-hash = "x"
`;

describe('a lock file names packages', () => {
  it.each<[string, LockingManager, string, boolean, string[]]>([
    ['of Poetry', 'poetry', poetry, false, ['flask-login']],
    ['of Poetry, with those of developers', 'poetry', poetry, true, ['flask-login', 'pytest', 'black']],
    ['of Poetry, of which there are none', 'poetry', 'package = []\n\n[metadata]\n', false, []],
    [
      'of uv',
      'uv',
      'version = 1\r\n\r\n[[package]]\r\nname = "a"\r\nwheels = [\r\n  { url = "x" },\r\n]\r\n',
      false,
      ['a'],
    ],
    ['of Pipenv', 'Pipenv', '{"default": {"A.b": {}}, "develop": {"c": {}}}', false, ['a-b']],
    ['of Pipenv, with those of developers', 'Pipenv', '{"default": {"a": {}}, "develop": {"c": {}}}', true, ['a', 'c']],
  ])('%s', (_, manager, text, withDevelopment, expected) => {
    expect(readLock(manager, text, withDevelopment)).toEqual(expected);
  });
});

describe('nothing is known of a lock file', () => {
  it.each<[string, LockingManager, string]>([
    ['that is empty', 'uv', ''],
    ['with the marks of a merge', 'poetry', `<<<<<<< HEAD\n${poetry}=======\n`],
    ['that is cut', 'uv', '[[package]]\nname = "a"\nwheels = [\n'],
    ['that is JSON', 'poetry', '{"default": {}}'],
    ['that is a list', 'Pipenv', '[1]'],
    ['that is null', 'Pipenv', 'null'],
    ['that is cut in its middle', 'Pipenv', '{"default": {"a"'],
    ['that is too large', 'Pipenv', `{"default": {}}${' '.repeat(1_000_000)}`],
    ['of another tool', 'uv', '[tool.poetry]\nname = "a"\n'],
  ])('%s', (_, manager, text) => {
    expect(readLock(manager, text, true)).toBeNull();
  });
});

it.each([
  ['tables', '[[package]]\n'.repeat(80_000)],
  ['openings', '[['.repeat(490_000)],
  ['names', `[[package]]\n${'name = "a"\n'.repeat(80_000)}`],
  ['groups', `[[package]]\ngroups = ${'["'.repeat(480_000)}`],
])('a lock file of nothing but %s is read in time', (_, text) => {
  const start = performance.now();
  readLock('poetry', text, false);
  expect(performance.now() - start).toBeLessThan(5000);
});
