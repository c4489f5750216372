import { describe, expect, it } from 'vitest';
import { folderOf } from '../../src/app/folder.ts';

function chosen(...paths: string[]): { name: string; files: File[] } {
  const files = paths.map((path) => {
    const file = new File(['FROM a\n'], path.split('/').at(-1) ?? '');
    return Object.defineProperty(file, 'webkitRelativePath', { value: `project/${path}` });
  });
  return { name: 'project', files };
}
const pathsOf = (...paths: string[]): string[] => folderOf(chosen(...paths)).files.map(({ path }) => path);

describe('a folder that was chosen', () => {
  it('gives its Dockerfiles wherever they lie, of other inputs those at its top', () => {
    expect(
      pathsOf('Dockerfile', 'api/Dockerfile.dev', 'api/x.tar', 'api/.dockerignore', '.dockerignore', 'a/b/c.dockerfile', 'notes.txt'),
    ).toEqual(['Dockerfile', 'api/Dockerfile.dev', '.dockerignore', 'a/b/c.dockerfile']); // prettier-ignore
  });
  it('leaves out what its dependencies and its version control hold', () => {
    expect(
      pathsOf('Dockerfile', 'node_modules/x/Dockerfile', 'web/node_modules/Dockerfile', '.git/Dockerfile'),
    ).toEqual(['Dockerfile']);
  });
  it('is an image where a file at its top says so', () => {
    expect(folderOf(chosen('oci-layout', 'blobs/sha256/a')).isImage).toBe(true);
    expect(folderOf(chosen('Dockerfile', 'web/index.json')).isImage).toBe(false);
  });
  it('without any input, or with too many Dockerfiles, is a fault', () => {
    expect(() => folderOf(chosen('notes.txt'))).toThrow(/looks like a folder/);
    const many = Array.from({ length: 5001 }, (_, at) => `${at}/Dockerfile`);
    expect(() => folderOf(chosen(...many))).toThrow(/5,000/);
  });
});
