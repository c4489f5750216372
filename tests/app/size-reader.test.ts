import { describe, expect, it } from 'vitest';
import { orderOf, usualOrder } from '../../src/app/size-order.ts';
import { SizeReader } from '../../src/app/size-reader.ts';
import { walkFolder } from '../../src/app/walk-folder.ts';
import type { ContextAudit } from '../../src/build-context/context-audit.ts';
import { contextPath, type ContextTree } from '../../src/build-context/context-tree.ts';
import { fakeFolder, type FakeFolder } from '../support/fake-entries.ts';

const never = new AbortController().signal;

interface Walked {
  readonly tree: ContextTree;
  readonly reader: SizeReader;
  readonly asked: string[];
}

async function walked(held: FakeFolder, { metadata = true } = {}): Promise<Walked> {
  const asked: string[] = [];
  const names = await walkFolder(fakeFolder('p', held, { metadata, asked }), { signal: never });
  const tree = names.tree.finish();
  return { tree, reader: new SizeReader(tree, names.sources), asked };
}

const sizesOf = ({ tree, reader }: Walked): Record<string, number> =>
  Object.fromEntries([...reader.sizes.entries()].map(([node, size]) => [contextPath(tree, node), size]));

const held = { 'a.js': 3, src: { 'b.js': 20e9 }, node_modules: { 'c.js': 5 } };

describe('the sizes of a folder', () => {
  it.each([true, false])('are all asked for (by getMetadata: %s)', async (metadata) => {
    const folder = await walked(held, { metadata });
    let told = 0;
    await folder.reader.read(never, () => told++);
    expect(sizesOf(folder)).toEqual({ '': 0, 'a.js': 3, src: 0, 'src/b.js': 20e9, node_modules: 0, 'node_modules/c.js': 5 }); // prettier-ignore
    const { total, sized, failed, bytes } = folder.reader;
    expect({ total, sized, failed, bytes, told }).toEqual({ total: 3, sized: 3, failed: 0, bytes: 20e9 + 8, told: 3 });
  });

  it('come in the order that is wished for, which may be another one at any time', async () => {
    const many = Object.fromEntries(Array.from({ length: 600 }, (_, at) => [`f${at}`, 1]));
    const { tree, reader, asked } = await walked({ ignored: many, wanted: many });
    const paths = Array.from(tree.parents, (_, node) => contextPath(tree, node));
    reader.order(Uint8Array.from(paths, (path) => (path.startsWith('wanted') ? 1 : 0)));
    let told = 0;
    await reader.read(never, () => {
      if (++told === 100) reader.order(Uint8Array.from(paths, (path) => (path.startsWith('wanted') ? 7 : 255)));
    });
    const isWanted = asked.map((path) => path.startsWith('/p/wanted'));
    expect(isWanted.slice(0, 100)).not.toContain(true);
    expect(isWanted.slice(356, 700)).not.toContain(false);
    expect(isWanted.slice(956)).not.toContain(true);
    expect([new Set(asked).size, reader.sized]).toEqual([1200, 1200]);
  });

  it('keep the order of the tree among files that are alike', async () => {
    const { reader, asked, tree } = await walked({ a: 1, b: 1, c: 1 });
    reader.order(new Uint8Array(tree.parents.length));
    await reader.read(never, () => undefined);
    expect(asked).toEqual(['/p/a', '/p/b', '/p/c']);
  });

  it('stay unknown where a file is gone', async () => {
    const folder = await walked(held);
    const names = await walkFolder(fakeFolder('p', held), { signal: never });
    const broken = names.sources.map((source) => source && ({ ...source, file: (_: unknown, reject: (error: unknown) => void) => reject(new DOMException('gone', 'NotFoundError')) } as FileSystemFileEntry)); // prettier-ignore
    const reader = new SizeReader(folder.tree, broken);
    await reader.read(never, () => undefined);
    expect([reader.sized, reader.failed, reader.bytes]).toEqual([0, 3, 0]);
    expect(reader.sizes.filter(Number.isNaN)).toHaveLength(3);
  });

  it('that are known by then stay when the user cancels', async () => {
    const many = Object.fromEntries(Array.from({ length: 600 }, (_, at) => [`f${at}`, 1]));
    const { reader } = await walked(many);
    const cancelling = new AbortController();
    const reading = reader.read(cancelling.signal, () => reader.sized >= 100 && cancelling.abort());
    await expect(reading).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
    expect(reader.sized).toBeGreaterThanOrEqual(100);
    expect(reader.sized).toBeLessThan(600);
    expect(reader.bytes).toBe(reader.sized);
  });
});

describe('the order of worth', () => {
  const byPath = (tree: ContextTree, order: Uint8Array): Record<string, number> =>
    Object.fromEntries(Array.from(order, (one, node) => [contextPath(tree, node), one]));
  const project = { 'a.js': 1, src: { 'b.js': 1 }, docs: { x: { y: 1 } }, node_modules: { z: { 'c.js': 1 } }, '.git': { HEAD: 1 } }; // prettier-ignore

  it('puts what is of others last, before anything else is known', async () => {
    const { tree } = await walked(project);
    expect(byPath(tree, usualOrder(tree))).toMatchObject({ 'a.js': 0, 'src/b.js': 0, 'docs/x/y': 0, 'node_modules/z/c.js': 1, '.git/HEAD': 1 }); // prettier-ignore
  });

  it('puts what is copied first, then what is sent, then what is left out', async () => {
    const { tree } = await walked(project);
    const nodeOf = (path: string): number => Array.from(tree.parents, (_, node) => contextPath(tree, node)).indexOf(path); // prettier-ignore
    const ignored = new Uint8Array(tree.parents.length);
    for (const path of ['node_modules', 'node_modules/z', 'node_modules/z/c.js']) ignored[nodeOf(path)] = 1;
    const unused = [{ node: nodeOf('docs'), path: 'docs', files: 1, bytes: 1 }];
    const order = byPath(tree, orderOf(tree, { ignored, unused } as unknown as ContextAudit));
    expect(order).toMatchObject({ 'a.js': 0, 'src/b.js': 0, 'docs/x/y': 1, 'node_modules/z/c.js': 2 });
  });
});
