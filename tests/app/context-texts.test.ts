import { describe, expect, it } from 'vitest';
import { isContextText, readContextTexts } from '../../src/app/context-texts.ts';

const never = new AbortController().signal;
const named = (path: string, contents: string): { path: string; source: File } => ({ path, source: new File([contents], path) }); // prettier-ignore

describe('contents of a folder', () => {
  it.each([
    '.dockerignore', 'Dockerfile.dockerignore', '.containerignore', '.gitignore', 'package.json', 'tsconfig.json', 'tsconfig.build.json',
    'pnpm-workspace.yaml', 'pyproject.toml', 'requirements.txt', 'requirements-dev.txt', 'go.mod', 'pom.xml', 'build.gradle.kts',
    'Cargo.toml', 'composer.json', 'Gemfile', 'x.gemspec', 'Api.csproj', 'All.sln', 'Directory.Build.props', 'mix.exs', 'Package.swift', 'deno.json',
  ])('are read of %s', (name) => expect(isContextText(name)).toBe(true)); // prettier-ignore

  it.each(['package-lock.json', 'yarn.lock', '.env', 'id_rsa', 'index.js', 'README.md', 'my-package.json', 'x.tsconfig.json', 'Gemfile.lock', 'mix.lock', 'go.sum'])(
    'are not read of %s',
    (name) => expect(isContextText(name)).toBe(false),
  ); // prettier-ignore

  it('come with their paths, those at the top first', async () => {
    const files = [named('a/b/package.json', '3'), named('package.json', '1'), named('a/package.json', '\ufeff2')];
    expect(await readContextTexts(files, never)).toEqual({
      texts: [
        { path: 'package.json', text: '1' },
        { path: 'a/package.json', text: '2' },
        { path: 'a/b/package.json', text: '3' },
      ],
      unread: [],
    });
  });

  it('that are too large are not read, and named', async () => {
    const { texts, unread } = await readContextTexts([named('package.json', 'x'.repeat(1_000_001)), named('go.mod', 'y')], never); // prettier-ignore
    expect([texts.map(({ path }) => path), unread]).toEqual([['go.mod'], ['package.json']]);
  });

  it('are at most 16 MB in all', async () => {
    const files = Array.from({ length: 20 }, (_, at) => named(`p${at}/package.json`, 'x'.repeat(900_000)));
    const { texts, unread } = await readContextTexts(files, never);
    expect([texts.length, unread.length]).toEqual([17, 3]);
  });

  it('are of at most 5,000 files, the deepest left out', async () => {
    const files = Array.from({ length: 5001 }, (_, at) => named(at === 0 ? 'a/b/c/go.mod' : `p${at}/go.mod`, 'x'));
    const { texts, unread } = await readContextTexts(files, never);
    expect([texts.length, unread]).toEqual([5000, ['a/b/c/go.mod']]);
  });

  it('of a file that is gone are told as not read', async () => {
    const file = (_: unknown, reject: (error: unknown) => void): void =>
      reject(new DOMException('gone', 'NotFoundError'));
    const source = { isFile: true, file } as unknown as FileSystemFileEntry;
    expect(await readContextTexts([{ path: 'go.mod', source }], never)).toEqual({ texts: [], unread: ['go.mod'] });
  });

  it('of a pipe are not waited for', async () => {
    const pipe = new File([], 'go.mod');
    pipe.text = () => new Promise(() => undefined);
    expect((await readContextTexts([{ path: 'go.mod', source: pipe }], never)).texts).toEqual([
      { path: 'go.mod', text: '' },
    ]);
  });
});
