import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { nodeKinds } from '../../../src/rootfs/tree-view.ts';
import { TreeAddress } from '../../../src/views/layers/tree-address.ts';
import type { TreeModel } from '../../../src/views/layers/tree-model.svelte.ts';

const names = ['', '/app', '/app/server.js'];
const replaced = vi.fn((_: unknown, __: string, address: string) => void (location.hash = address));

/** A tree of three nodes, in which nothing is chosen. */
function modelOf(): TreeModel {
  const model = {
    selected: null as number | null,
    settings: { mode: 'layer', sort: 'size', kinds: new Set(nodeKinds), filter: { kind: 'text', text: '' } },
    rootfs: {
      find: (path: string) => (names.includes(path) ? names.indexOf(path) : null),
      pathOf: (node: number) => names[node]!,
    },
    reveal: (node: number) => void (model.selected = node),
  };
  return model as unknown as TreeModel;
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('location', { hash: '#/layers' });
  vi.stubGlobal('history', { replaceState: replaced });
  vi.stubGlobal('dispatchEvent', () => true);
  vi.stubGlobal('HashChangeEvent', class {});
  replaced.mockClear();
});
afterEach(() => void vi.unstubAllGlobals());

test('what is chosen comes into the address once the keys rest', () => {
  const model = modelOf();
  const address = new TreeAddress(model);
  address.follow('');
  address.tell(0, null);
  vi.advanceTimersByTime(1000);
  expect(location.hash).toBe('#/layers');
  model.selected = 2;
  address.tell(0, null);
  expect(location.hash).toBe('#/layers');
  vi.advanceTimersByTime(1000);
  expect(location.hash).toBe('#/layers/0/app/server.js');
});

test('an address that leads to what is not there stays, though the tree was about to tell of where it was', () => {
  const address = new TreeAddress(modelOf());
  address.follow('');
  address.tell(0, null);
  vi.advanceTimersByTime(100);
  location.hash = '#/layers/0;file/app/none';
  // The layer is the same and nothing is chosen: nothing new is to be told.
  expect(address.follow('0;file/app/none')).toBe(true);
  vi.advanceTimersByTime(1000);
  expect(location.hash).toBe('#/layers/0;file/app/none');
  expect(replaced).not.toHaveBeenCalled();
});
