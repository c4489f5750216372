import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CleanPlan } from '../../src/cleaning/clean-plan.ts';
import { isEntry } from '../../src/cleaning/is-entry.ts';
import { readTar } from '../archive/read-tar.ts';
import { clean, merged, chosenContents, type Choices, type CleanedImage } from './support.ts';

// As rare stacks are found after thousands of runs only, one run is the same as the one before; another seed tries others.
const seed = Number(process.env['PLIMSOLL_FUZZ_SEED'] ?? 20_261_128);

const names = ['a', 'b', 'd', 'd/a', 'd/b', 'd/e', 'd/e/a', 'f/a'];
const path = fc.constantFrom(...names);
const whitedOut = (of: string): string => of.replace(/[^/]+$/, '.wh.$&');
const line = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(path, fc.constantFrom('1', '22')).map(([of, body]) => `${of}  "${body}"`) },
  { weight: 2, arbitrary: fc.constantFrom('d/', 'd/e/', 'f/') },
  { weight: 2, arbitrary: path.map(whitedOut) },
  { weight: 2, arbitrary: fc.tuple(path, path).map(([of, to]) => `${of} => ${to}`) },
  { weight: 1, arbitrary: path.map((of) => `${of} -> a`) },
  { weight: 1, arbitrary: fc.constantFrom('d/.wh..wh..opq', 'd/e/.wh..wh..opq') },
);
const layers = fc.array(fc.array(line, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 5 });
const textOf = (of: readonly (readonly string[])[]): string =>
  of.map((lines, at) => `layer  RUN ${at}\n${lines.map((one) => `  ${one}`).join('\n')}`).join('\n');

const paths = fc.subarray(names, { maxLength: 2 }).map((some) => some.map((one) => `/${one}`));
const anyTime = fc.constantFrom(null, 0, 1_234_567_890);
const noneOf = { hidden: true, contents: new Set<number>(), paths: new Set<number>() };
const squashFrom = fc.option(fc.nat({ max: 4 }));

/** Whether the user has removed a node: it, what it lies in, or the contents that it shows. */
function removedFrom({ before }: CleanedImage, choices: Choices): (node: number) => boolean {
  const { rootfs } = before;
  const roots = new Set(choices.pathNames?.map((one) => rootfs.find(one)));
  const stored = chosenContents(rootfs, choices);
  const isBelow = (node: number): boolean => node > 0 && (roots.has(node) || isBelow(rootfs.parentOf(node)));
  return (node) => isBelow(node) || stored.has(rootfs.columns.eventCopies[rootfs.columns.lastEvents[node]!]!);
}

/** But for the time where all have one, and the names that share a file. */
const withoutNames = (entries: readonly string[]): string[] =>
  entries.map((one) => one.split(' ').slice(0, 7).join(' '));
const withoutTimes = (entries: readonly string[]): string[] =>
  entries.map((one) => one.split(' ').toSpliced(4, 1).join(' '));

async function filesOf(image: CleanedImage, choices: Choices): Promise<{ expected: string[]; found: string[] }> {
  const expected = await merged(image, 'before', removedFrom(image, choices));
  const found = await merged(image, 'after');
  const { time = null } = choices;
  return time === null ? { expected, found } : { expected: withoutTimes(expected), found: withoutTimes(found) };
}

function expectTimes({ after }: CleanedImage, time: number): void {
  const { columns } = after.rootfs;
  const times = [...columns.eventMtimes].filter((_, event) => isEntry(columns, event));
  expect(times.filter((one) => one !== time)).toEqual([]);
}

/** buildah and podman take no layer that has a path twice. */
async function expectNoneTwice({ files, after, layers: results }: CleanedImage): Promise<void> {
  const last = after.image.layers.at(-1);
  // Nothing may be left of those that are one: the last is then another, as it was.
  if (results.at(-1)?.diffId === null || !last?.range || last.compression !== 'none') return;
  const { entries } = await readTar(
    new Uint8Array(await files.after.slice(last.range.start, last.range.end).arrayBuffer()),
  );
  const found = entries.map((entry) => entry.path);
  expect(found.filter((one, at) => found.indexOf(one) !== at)).toEqual([]);
}

describe('of any layers', () => {
  test('the files of the last one stay the same, whatever times they get', async () => {
    await fc.assert(
      fc.asyncProperty(layers, anyTime, async (of, time) => {
        const image = await clean(textOf(of), { time });
        const { expected, found } = await filesOf(image, { time });
        expect(found).toEqual(expected);
        if (time !== null) expectTimes(image, time);
      }),
      { numRuns: 300, seed },
    );
  }, 240_000);

  test('and where layers are made one, but for what the user removes', async () => {
    const choices = fc.record({
      hidden: fc.boolean(),
      compress: fc.constantFrom(false, false, false, false, true),
      pathNames: paths,
      contentsOf: paths,
      newestOf: paths,
      time: anyTime,
    });
    await fc.assert(
      fc.asyncProperty(layers, squashFrom, choices, async (of, nat, chosen) => {
        const from = nat === null ? 0 : nat % of.length;
        const image = await clean(textOf(of), { ...chosen, squashFrom: from });
        // Of odd ones the layers stay.
        fc.pre(image.squashed > 0);
        expect(image.squashed).toBe(of.length - from);
        const { expected, found } = await filesOf(image, chosen);
        expect(found).toEqual(expected);
        expect(image.after.image.layers.length).toBeLessThanOrEqual(from + 1);
        if (chosen.time !== null) expectTimes(image, chosen.time);
        await expectNoneTwice(image);
      }),
      { numRuns: 250, seed },
    );
  }, 240_000);

  test('what the user removes goes, and nothing else', async () => {
    const choices = fc.record({ hidden: fc.boolean(), pathNames: paths, contentsOf: paths, newestOf: paths });
    await fc.assert(
      fc.asyncProperty(layers, choices, async (of, chosen) => {
        const image = await clean(textOf(of), chosen);
        // Of odd ones nobody can say what lies below what goes.
        fc.pre(CleanPlan.of(image.before.rootfs.columns, noneOf).oddity === null);
        const { expected, found } = await filesOf(image, chosen);
        const left = withoutNames(found);
        expect(withoutNames(expected).filter((one) => !left.includes(one))).toEqual([]);
        // What is more is a name that had to stay; what it, or what was removed, had hidden is hidden still.
        const held = image.heldBack.map((node) => image.before.rootfs.pathOf(node).slice(1));
        const isHeld = (name: string): boolean =>
          held.some((one) => one === name || (name.endsWith('/') && one.startsWith(name)));
        const more = left.filter((one) => !withoutNames(expected).includes(one)).map((one) => one.split(' ')[0]!);
        expect(more.filter((one) => !isHeld(one))).toEqual([]);
      }),
      { numRuns: 200, seed },
    );
  }, 240_000);
});
