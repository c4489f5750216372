import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { baseFromHistory, type BaseBoundary } from '../../src/history/base-boundary.ts';
import { layerLines } from '../../src/history/layer-lines.ts';
import { matchImage } from '../../src/history/match-image.ts';
import type { Reconstructed } from '../../src/history/rebuilt-lines.ts';
import { reconstructDockerfile } from '../../src/history/reconstruct-dockerfile.ts';
import { historyOf, imageWith } from './support.ts';

const named: BaseBoundary = { layers: 1, from: 'history', estimate: false, reason: 'It says so.', name: 'debian:12' };
const unnamed: BaseBoundary = { ...named, name: null };

interface Rebuilt {
  readonly made: Reconstructed;
  /** The text of the line that each layer is given; null for none. */
  linesBy(text?: string): (string | null)[];
  readonly match: ReturnType<typeof matchImage>;
}

function rebuild(entries: readonly string[], base?: BaseBoundary, more: Partial<Reconstructed> = {}): Rebuilt {
  const image = imageWith(historyOf(entries), { env: ['A=1', 'ONLY_IN_CONFIG=1'] });
  const layerCount = image.layers.length;
  const made = { ...reconstructDockerfile(image, base ?? baseFromHistory(image.history, layerCount)), ...more };
  const match = (text: string): ReturnType<typeof matchImage> =>
    matchImage(parseDockerfile(text), { history: image.history, layerCount, rebuilt: made });
  return {
    made,
    match: match(made.text),
    linesBy(text = made.text) {
      const lines = text.split('\n');
      return layerLines(match(text), layerCount).map((line) => (line === null ? null : (lines[line - 1] ?? null)));
    },
  };
}

const twice = ['ADD rootfs.tar /', '- ENV A=1', 'RUN make', 'RUN make', 'COPY . /srv # buildkit', '- CMD ["a"]'];

describe('what each line of a rebuilt Dockerfile made', () => {
  test('is known, though several say the same', () => {
    expect(rebuild(twice, named).linesBy()).toEqual([null, 'RUN make', 'RUN make', 'COPY . /srv']);
    expect(rebuild(twice, unnamed).linesBy()).toEqual(['ADD rootfs.tar /', 'RUN make', 'RUN make', 'COPY . /srv']);
  });

  test('is known where its secrets are shortened, and the history says something else', () => {
    const secret = ['ADD rootfs.tar /', 'RUN fetch --key=abcdefghijklmnop', 'RUN make'];
    const { made, linesBy } = rebuild(secret, named);
    const shortened = made.text.replace('abcdefghijklmnop', 'abc…16');
    expect(linesBy(shortened)).toEqual([null, null, 'RUN make']);
    expect(rebuild(secret, named, { text: shortened }).linesBy()).toEqual([null, 'RUN fetch --key=abc…16', 'RUN make']);
  });

  test('is told with the base image, the entries, and what no entry tells', () => {
    const { match } = rebuild(twice, unnamed);
    expect(match).toMatchObject({ verdict: 'built', score: 1, unexplained: [], baseEntries: 1 });
    expect(match.lines.map(({ keyword, kind, entry, layer }) => [keyword, kind, entry, layer])).toEqual([
      ['ADD', 'same', 0, 0],
      ['ENV', 'same', 1, null],
      ['RUN', 'same', 2, 1],
      ['RUN', 'same', 3, 2],
      ['COPY', 'same', 4, 3],
      ['CMD', 'same', 5, null],
      ['ENV', 'unrecorded', null, null],
    ]);
  });

  test('triggers of the base image stand in lines of their own', () => {
    const entries = ['ADD rootfs.tar /', '- ONBUILD RUN make', '- CMD ["a"]', 'RUN make', 'RUN b'];
    const { match, linesBy } = rebuild(entries, unnamed);
    expect(linesBy()).toEqual(['ADD rootfs.tar /', 'RUN make', 'RUN b']);
    expect(match.lines.filter(({ layer }) => layer !== null)).toHaveLength(3);
  });
});

test('once it was edited it is compared as any other', () => {
  const { made, linesBy } = rebuild(['ADD rootfs.tar /', 'RUN one', 'RUN two'], named);
  expect(linesBy(made.text.replace('RUN one', 'RUN one --more'))).toEqual([null, null, 'RUN two']);
});
