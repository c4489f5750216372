// tests/peers/compare/answers.json holds what Python's tarfile says of the same images; scripts/record-compare.mjs asks it.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { differenceNames, Difference, sumFiles } from '../../../src/analysis/comparison/compared-files.ts';
import { ComparedTree } from '../../../src/analysis/comparison/compared-tree.ts';
import type { ComparedFiles } from '../../../src/analysis/comparison/compared-files.ts';
import { encodeText } from '../../../src/bytes/text.ts';
import { compareArchives } from '../../support/compare.ts';
import { sharedFixtures } from '../../support/shared-fixtures.ts';

interface Answer {
  readonly before: string;
  readonly after: string;
  readonly numbers: readonly [number, number];
  readonly sums: Record<'added' | 'modified' | 'removed' | 'unchanged', object>;
  readonly lines: number;
  readonly sha256: string;
  readonly first: readonly string[];
}

const file = join(import.meta.dirname, '../../peers/compare/answers.json');
const answers = JSON.parse(readFileSync(file, 'utf8')) as Answer[];
const fixtures = sharedFixtures();
const own = join(import.meta.dirname, '../../fixtures');
const isOwn = ({ before }: Answer): boolean => existsSync(join(own, before));
const folderOf = (answer: Answer): string => (isOwn(answer) ? own : fixtures!.images);
/** In the order in which the peer tells what differs. */
const order = ['type', 'size', 'contents', 'link', 'mode', 'owner', 'attributes', 'device'] as const;

/** `modified /etc/passwd size contents`, in the order of the paths' bytes. */
function linesOf(files: ComparedFiles): Uint8Array[] {
  const tree = new ComparedTree(files);
  const lines: { path: Uint8Array; line: Uint8Array }[] = [];
  for (let node = 1; node < files.parents.length; node++) {
    const kind = tree.kindOf(node);
    if (kind === 'unchanged') continue;
    const bits = files.differences[node] as number;
    const why = order.filter((name) => bits & Difference[name]);
    const path = tree.pathOf(node);
    lines.push({ path: encodeText(path), line: encodeText([kind, path, ...why].join(' ')) });
  }
  return lines.sort((a, b) => Buffer.compare(a.path, b.path)).map(({ line }) => line);
}

test('the peer tells the same differences apart', () => {
  expect([...differenceNames].sort()).toEqual([...order].sort());
});

describe('agrees with an independent comparison', () => {
  const known = answers.filter((answer) => fixtures || isOwn(answer));
  test.each(known)('$before $numbers $after', { timeout: 300_000 }, async (answer) => {
    const { before, after, numbers } = answer;
    const pathOf = (name: string): string => join(folderOf(answer), name);
    const { files } = await compareArchives(
      { path: pathOf(before), number: numbers[0] },
      { path: pathOf(after), number: numbers[1] },
    );
    const lines = linesOf(files);
    expect(lines.slice(0, 60).map((line) => Buffer.from(line).toString())).toEqual(answer.first);
    const { added, modified, removed, unchanged, unknown } = sumFiles(files);
    expect({ added, modified, removed, unchanged }).toEqual(answer.sums);
    expect(unknown).toBe(0);
    expect(lines).toHaveLength(answer.lines);
    expect(createHash('sha256').update(Buffer.concat(lines.flatMap((line, at) => (at ? [Buffer.from('\n'), line] : [line])))).digest('hex')).toBe(answer.sha256); // prettier-ignore
  });
});
