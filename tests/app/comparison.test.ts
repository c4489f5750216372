import { beforeEach, describe, expect, test, vi } from 'vitest';
import { ComparedTree } from '../../src/analysis/comparison/compared-tree.ts';
import type * as comparing from '../../src/app/compare-pair.ts';
import { Comparison } from '../../src/app/comparison.svelte.ts';
import type { CiRules } from '../../src/app/ci-rules.svelte.ts';
import type { ImageSession } from '../../src/app/image-session.svelte.ts';
import type { InPieces } from '../../src/bytes/in-pieces.ts';
import { compareTexts } from '../support/compare.ts';

const laying = vi.hoisted(() => ({ layOver: vi.fn<typeof comparing.layOver>() }));
vi.mock('../../src/app/compare-pair.ts', () => ({
  layOver: laying.layOver,
  nameSearchOfPage: () => ({ look: () => Promise.resolve(), end: () => undefined }),
}));

/** Turning it takes several turns, as it does with a million files. */
class LargeTree extends ComparedTree {
  override *swapped(): InPieces<ComparedTree> {
    for (let piece = 0; piece < 5; piece++) {
      const from = performance.now();
      while (performance.now() - from < 5);
      yield;
    }
    return yield* super.swapped();
  }
}

const session = (key: string): ImageSession => ({ key, rootfs: {} }) as unknown as ImageSession;
const [one, two, three] = [session('one'), session('two'), session('three')];
const files = () => compareTexts('layer  A\n  a  10\n', 'layer  A\n  a  10\n  b  20\n');

async function compared(tree: ComparedTree): Promise<Comparison> {
  laying.layOver.mockResolvedValue({ tree, requests: { before: [], after: [] } });
  const comparison = new Comparison({ sessions: () => [one, two, three], ciRules: {} as CiRules });
  comparison.follow();
  await vi.waitFor(() => expect(comparison.busy).toBe(false));
  expect(comparison.tree).toBe(tree);
  return comparison;
}

const shown = ({ pair, tree }: Comparison): string =>
  `${pair?.before.key} ${pair?.after.key}: ${tree ? `${tree.sums.added.files} added, ${tree.sums.removed.files} removed` : 'nothing'}`;

beforeEach(() => laying.layOver.mockReset());

test('sides that are turned at once are swapped before the page is painted', async () => {
  const comparison = await compared(new ComparedTree(files()));
  let isPainted = false;
  setTimeout(() => (isPainted = true));
  await comparison.swap();
  expect([shown(comparison), isPainted]).toEqual(['two one: 0 added, 1 removed', false]);
});

describe('sides that take a while to turn', () => {
  test('stand as they did until they are turned, and the page gets its turns', async () => {
    const comparison = await compared(new LargeTree(files()));
    const seen: string[] = [];
    const swapped = comparison.swap();
    setTimeout(() => seen.push(shown(comparison)));
    await swapped;
    expect([...seen, shown(comparison)]).toEqual(['one two: 1 added, 0 removed', 'two one: 0 added, 1 removed']);
  });

  test('are as they were when they are swapped twice', async () => {
    const comparison = await compared(new LargeTree(files()));
    const first = comparison.swap();
    await Promise.all([first, comparison.swap()]);
    expect(shown(comparison)).toBe('one two: 1 added, 0 removed');
    await comparison.swap();
    expect(shown(comparison)).toBe('two one: 0 added, 1 removed');
  });

  test('are left where another image is chosen meanwhile', async () => {
    const comparison = await compared(new LargeTree(files()));
    const swapped = comparison.swap();
    comparison.choose('after', three);
    await swapped;
    expect(shown(comparison)).toBe('one three: nothing');
  });

  test('are laid over each other once, whichever way round they are wanted by then', async () => {
    const tree = new LargeTree(files());
    let arrive = (_: Awaited<ReturnType<typeof comparing.layOver>>): void => undefined;
    laying.layOver.mockReturnValue(new Promise((resolve) => (arrive = resolve)));
    const comparison = new Comparison({ sessions: () => [one, two], ciRules: {} as CiRules });
    comparison.follow();
    await vi.waitFor(() => expect(laying.layOver).toHaveBeenCalled());
    await comparison.swap();
    comparison.follow();
    arrive({ tree, requests: { before: [], after: [] } });
    await vi.waitFor(() => expect(comparison.busy).toBe(false));
    expect(shown(comparison)).toBe('two one: 0 added, 1 removed');
    expect(laying.layOver).toHaveBeenCalledTimes(1);
  });
});
