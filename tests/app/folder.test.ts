import { describe, expect, it } from 'vitest';
import { folderOf, readFolder, type DroppedFolder } from '../../src/app/folder.ts';
import { fakeFolder, type FakeFolder } from '../support/fake-entries.ts';

const options = { signal: new AbortController().signal };

function chosen(...paths: string[]): Promise<DroppedFolder> {
  const files = paths.map((path) => {
    const file = new File(['FROM a\n'], path.split('/').at(-1) ?? '');
    return Object.defineProperty(file, 'webkitRelativePath', { value: `project/${path}` });
  });
  return folderOf({ name: 'project', files }, options);
}

function dropped(...paths: string[]): Promise<DroppedFolder> {
  const top: Record<string, FakeFolder | string> = {};
  for (const path of paths) {
    const parts = path.split('/');
    const name = parts.pop() ?? '';
    let folder = top;
    for (const part of parts) folder = (folder[part] ??= {}) as typeof top;
    folder[name] = 'FROM a\n';
  }
  return readFolder(fakeFolder('project', top), options);
}

const pathsOf = ({ files }: DroppedFolder): string[] => files.map(({ path }) => path).sort();

describe.each([
  ['chosen', chosen],
  ['dropped', dropped],
])('a folder that was %s', (_, give) => {
  it('gives its Dockerfiles wherever they lie, of other inputs those at its top', async () => {
    const given = await give('Dockerfile', 'api/Dockerfile.dev', 'api/x.tar', 'api/.dockerignore', '.dockerignore', 'a/b/c.dockerfile', 'notes.txt'); // prettier-ignore
    expect(pathsOf(given)).toEqual(['.dockerignore', 'Dockerfile', 'a/b/c.dockerfile', 'api/Dockerfile.dev']);
  });
  it('leaves out what its dependencies and its version control hold', async () => {
    const given = await give('Dockerfile', 'node_modules/x/Dockerfile', 'web/node_modules/Dockerfile', '.git/Dockerfile'); // prettier-ignore
    expect(pathsOf(given)).toEqual(['Dockerfile']);
    expect(given.project?.files).toBe(4);
  });
  it('is an image where a file at its top says so', async () => {
    const image = await give('oci-layout', 'blobs/sha256/a');
    expect(image.project).toBeNull();
    expect(pathsOf(image)).toEqual(['blobs/sha256/a', 'oci-layout']);
    expect((await give('Dockerfile', 'web/index.json')).project).not.toBeNull();
  });
  it('is a folder to build from without a Dockerfile, too', async () => {
    const { files, project } = await give('notes.txt');
    expect([files.length, project?.files]).toEqual([0, 1]);
  });
  it('without any file is a fault, with what was looked for', async () => {
    await expect(give()).rejects.toThrow(/looks like an empty folder\. Looked for index\.json.*a Dockerfile/);
  });
  it('gives as many Dockerfiles as are read, and says that there are more', async () => {
    const { files, faults } = await give(...Array.from({ length: 5001 }, (_, at) => `${at}/Dockerfile`));
    expect(files).toHaveLength(5000);
    expect(faults).toMatchObject([{ kind: 'limit', what: 'the Dockerfiles of a folder', limit: 5000 }]);
  });
});

describe('a folder that was dropped', () => {
  it('with an image of which a part cannot be read is a fault', async () => {
    const image = fakeFolder('image', {
      'oci-layout': '{}',
      blobs: new DOMException('No permission', 'NotReadableError'),
    });
    await expect(readFolder(image, options)).rejects.toThrow('image/blobs can no longer be read (No permission)');
  });
});
