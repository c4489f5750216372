import { describe, expect, it } from 'vitest';
import { readAllRequirements, readRequirements } from '../../../src/optimize/python/python-requirements.ts';

const none = { packages: [], files: [], isLocal: false, fetchesSources: false };

describe('a requirements file', () => {
  it.each([
    [
      'names in their normal form',
      'Flask==3.0\nscikit_learn>=1\nzope.interface',
      { packages: ['flask', 'scikit-learn', 'zope-interface'] },
    ],
    [
      'extras, markers, hashes',
      'uvicorn[standard]==1 ; python_version > "3" \\\n  --hash=sha256:ab',
      { packages: ['uvicorn'] },
    ],
    ['comments', '# all\nflask # web\n', { packages: ['flask'] }],
    ['other files', '-r base.txt\n--constraint=./c.txt\n-rdev.txt', { files: ['base.txt', 'c.txt', 'dev.txt'] }],
    ['the folder itself', '-e .', { isLocal: true }],
    ['a folder in it', './libs/a\n', { isLocal: true }],
    ['a package by its place', 'a @ file:///src/a', { isLocal: true }],
    ['a repository', 'git+https://a.example/b.git@v1#egg=b', { fetchesSources: true }],
    ['a named repository', 'b @ git+https://a.example/b.git', { packages: ['b'], fetchesSources: true }],
    ['options', '--index-url https://a.example/simple\n-i https://b.example', {}],
  ])('with %s', (_, text, expected) => {
    expect(readRequirements(text)).toEqual({ ...none, ...expected });
  });

  it.each([['<<<<<<< HEAD\nflask'], ['{"a": 1}'], ['x'.repeat(1_000_001)]])('that is none: %.20s', (text) => {
    expect(readRequirements(text)).toBeNull();
  });
});

describe('all requirements', () => {
  const files: Record<string, string> = {
    'prod.txt': '-r r/web.txt\ngunicorn',
    'r/web.txt': '-r base.txt\n-c ../c.txt\nflask',
    'r/base.txt': '-r web.txt\nclick',
    'c.txt': 'click==8',
    'out.txt': '-r ../x.txt',
    'gone.txt': '-r nowhere.txt',
  };
  const read = (path: string) => readAllRequirements([path], (name) => files[name] ?? null);

  it('follow the files that name each other, once each', () => {
    expect(read('prod.txt')).toEqual({
      ...none,
      files: ['prod.txt', 'r/web.txt', 'r/base.txt', 'c.txt'],
      packages: ['gunicorn', 'flask', 'click'],
    });
  });

  it.each(['out.txt', 'gone.txt', 'never.txt'])('are not known where one cannot be read: %s', (path) => {
    expect(read(path)).toBeNull();
  });

  it('end, however many there are', () => {
    expect(readAllRequirements(['0'], (name) => `-r ${Number(name) + 1}`)).toBeNull();
  });
});
