import { describe, expect, it } from 'vitest';
import { contextTreeOf } from '../../../src/build-context/context-tree.ts';
import { FolderTree } from '../../../src/views/context/folder-tree.ts';
import { noChange } from '../../../src/build-cache/simulation.ts';
import { isNoChange, sameChange, withFiles, withName } from '../../../src/views/rebuild/changed-files.ts';

const folder = new FolderTree(contextTreeOf(['src/a.ts', 'src/deep/b.ts', 'c.ts'].map((path) => ({ path, size: 1 }))));
const nodeOf = (path: string): number => folder.find(path)[0]!;
const paths = ({ files }: { files: ReadonlySet<number> }): string[] => [...files].map((node) => folder.pathOf(node));

describe('files that are ticked', () => {
  const all = withFiles(noChange, folder, nodeOf('src'), true);

  it('are all files in a folder', () => {
    expect(paths(all)).toEqual(['src/a.ts', 'src/deep/b.ts']);
    expect(isNoChange(noChange)).toBe(true);
  });

  it('are unticked one by one, or with their folder', () => {
    expect(paths(withFiles(all, folder, nodeOf('a.ts'), false))).toEqual(['src/deep/b.ts']);
    expect(isNoChange(withFiles(all, folder, nodeOf('src'), false))).toBe(true);
  });
});

it('tells two changes apart', () => {
  const image = withName(noChange, 'images', 'node:22', true);
  expect(sameChange(image, withName(noChange, 'images', 'node:22', true))).toBe(true);
  expect(sameChange(image, withName(noChange, 'buildArgs', 'node:22', true))).toBe(false);
  expect(sameChange(withName(image, 'images', 'node:22', false), noChange)).toBe(true);
});
