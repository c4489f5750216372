import { describe, expect, it } from 'vitest';
import type { ContextKind } from '../../src/build-context/context-tree.ts';
import { contextPath } from '../../src/build-context/context-tree.ts';
import type { FolderNames } from '../../src/app/folder-names.ts';
import { mostLevels, mostNames } from '../../src/app/folder-names.ts';
import { walkFolder } from '../../src/app/walk-folder.ts';
import { fakeFolder, type FakeFolder } from '../support/fake-entries.ts';

const never = new AbortController().signal;
const walk = (held: FakeFolder | Error): Promise<FolderNames> =>
  walkFolder(fakeFolder('project', held), { signal: never });

function listed(names: FolderNames): string[] {
  const tree = names.tree.finish();
  const kind = (node: number): string => ['/', '', ' (unreadable)'][tree.kinds[node] as ContextKind] ?? '?';
  return Array.from({ length: tree.parents.length - 1 }, (_, at) => contextPath(tree, at + 1) + kind(at + 1)).sort();
}

describe('the names of a dropped folder', () => {
  it('are all of them, dependencies and version control among them', async () => {
    const names = await walk({
      src: { 'a.js': 1, empty: {} },
      node_modules: { x: { 'y.js': 2 } },
      '.git': { HEAD: 3 },
    });
    expect(listed(names)).toEqual([
      '.git/', '.git/HEAD', 'node_modules/', 'node_modules/x/', 'node_modules/x/y.js', 'src/', 'src/a.js', 'src/empty/',
    ]); // prettier-ignore
    expect(names.files).toBe(3);
    expect(names.faults).toEqual([]);
  });
  it('may be more than a browser gives at once', async () => {
    const many = Object.fromEntries(Array.from({ length: 250 }, (_, at) => [`f${at}`, 1]));
    expect((await walk({ many })).files).toBe(250);
  });
  it('may hold line feeds', async () => {
    expect(listed(await walk({ 'a\nb': { 'c\n': 1 } }))).toEqual(['a\nb/', 'a\nb/c\n']);
  });
  it('that a browser does not give are counted, and never gone into', async () => {
    const names = await walk({ '': { a: 1 }, b: 1, c: { '': 2 } });
    expect(listed(names)).toEqual(['b', 'c/']);
    expect(names.unnamed).toBe(2);
  });
  it('go on behind a folder that cannot be listed', async () => {
    const names = await walk({ locked: new DOMException('No permission', 'NotReadableError'), src: { 'a.js': 1 } });
    expect(listed(names)).toEqual(['locked (unreadable)', 'src/', 'src/a.js']);
    expect(names.unreadable).toEqual([{ path: 'locked', detail: 'No permission' }]);
  });
  it('are a fault where the folder itself cannot be listed', async () => {
    await expect(walk(new DOMException('No permission', 'NotReadableError'))).rejects.toThrow(
      'project can no longer be read (No permission)',
    );
  });
  it('stop at the limit, those of dependencies first', async () => {
    // Made as it is listed: the same folder again and again.
    const full = Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`f${at}`, 1]));
    const packages = Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`p${at}`, full]));
    const names = await walk({ node_modules: packages, src: { Dockerfile: 'FROM a' } });
    expect(names.tree.count - 1).toBe(mostNames);
    expect(names.inputs.map(({ path }) => path)).toEqual(['src/Dockerfile']);
    expect(names.faults).toMatchObject([{ kind: 'limit', unit: 'entries', limit: 500_000 }]);
  });
  it('stop at the deepest level, the rest goes on', async () => {
    let deep: FakeFolder = { 'a.js': 1 };
    for (let level = 0; level < mostLevels + 5; level++) deep = { d: deep };
    const names = await walk({ deep, 'b.js': 1 });
    expect(names.files).toBe(1);
    expect(names.faults).toMatchObject([{ kind: 'limit', unit: 'levels', limit: mostLevels }]);
  });
  it('are not read to their end when the user cancels', async () => {
    const abort = new AbortController();
    const entry = fakeFolder('project', { a: { b: { c: { d: 1 } } } });
    const walking = walkFolder(entry, { signal: abort.signal, onNames: (names) => names >= 2 && abort.abort() });
    await expect(walking).rejects.toThrow(/abort/i);
  });
});

describe('the texts that are read of a folder', () => {
  it('are manifests and ignore files that are its own', async () => {
    const names = await walk({
      'package.json': '{}',
      'README.md': '',
      '.dockerignore': '',
      web: {
        'package.json': '{}',
        'Dockerfile.dockerignore': '',
        'tsconfig.build.json': '{}',
        'package-lock.json': '{}',
      },
      api: { 'go.mod': '', vendor: { 'package.json': '{}' }, 'Api.csproj': '' },
      node_modules: { x: { 'package.json': '{}' } },
    });
    expect(names.texts.map(({ path }) => path).sort()).toEqual([
      '.dockerignore', 'api/Api.csproj', 'api/go.mod', 'package.json', 'web/Dockerfile.dockerignore', 'web/package.json', 'web/tsconfig.build.json',
    ]); // prettier-ignore
  });
});
