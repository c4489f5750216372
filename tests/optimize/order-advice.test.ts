import { describe, expect, test } from 'vitest';
import { BuildSimulation } from '../../src/build-cache/build-simulation.ts';
import { typicalChanges } from '../../src/build-cache/typical-changes.ts';
import { contextTreeOf } from '../../src/build-context/context-tree.ts';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { orderAdvice, type OrderAdvice } from '../../src/optimize/order-advice.ts';

const paths = ['package.json', 'package-lock.json', 'src/index.js', 'README.md'];

function advise(lines: readonly string[], seconds: readonly (readonly [number, number])[] = []): OrderAdvice[] {
  const tree = contextTreeOf(paths.map((path) => ({ path, size: 1 })));
  const dockerfile = parseDockerfile(`${lines.join('\n')}\n`);
  const costs = { seconds: new Map(seconds), bytes: new Map<number, number>() };
  const today = new BuildSimulation({ tree, ignored: new Uint8Array(tree.parents.length), dockerfile, costs });
  const source = typicalChanges(today).find(({ id }) => id === 'source');
  if (!source) throw new Error('no source file is copied');
  return orderAdvice(today, source);
}

const brief = (all: readonly OrderAdvice[]): unknown[] =>
  all.map(({ rewrite, lines, seconds, untimed }) => [rewrite, lines, seconds, untimed]);

describe('orderAdvice', () => {
  test('the order that the rewrite makes, with what it spares', () => {
    const found = advise(['FROM node:20', 'WORKDIR /app', 'COPY . .', 'RUN npm ci', 'CMD ["node"]'], [[4, 60]]);
    expect(brief(found)).toEqual([['node-manifests-first', [4], 60, 0]]);
    expect(found[0]?.title).toBe('Copy package.json and the lock file before the sources.');
  });

  test('system packages behind the sources', () => {
    const found = advise(
      ['FROM debian', 'COPY . /app', 'RUN apt-get update && apt-get install -y curl', 'RUN make'],
      [[3, 20]],
    );
    expect(brief(found)).toEqual([['system-packages-first', [3], 20, 0]]);
  });

  test('system packages behind the sources and another RUN, which they may need: by hand', () => {
    const found = advise(
      ['FROM debian', 'COPY . /app', 'RUN make', 'RUN apt-get update && apt-get install -y curl'],
      [[4, 20]],
    );
    expect(brief(found)).toEqual([[null, [4], 20, 0]]);
    expect(found[0]?.title).toBe('Move line 4 before line 2: it needs nothing that it copies.');
  });

  test('what spares most comes first', () => {
    const lines = ['FROM node:20', 'WORKDIR /app', 'COPY . .', 'RUN apt-get update', 'RUN npm ci'];
    const byTime = (apt: number, npm: number): unknown[] => brief(advise(lines, [[4, apt], [5, npm]])); // prettier-ignore
    expect(byTime(90, 40)).toEqual([['system-packages-first', [4], 90, 0], ['node-manifests-first', [5], 40, 0]]); // prettier-ignore
    expect(byTime(9, 40)).toEqual([['node-manifests-first', [5], 40, 0], ['system-packages-first', [4], 9, 0]]); // prettier-ignore
  });

  test.each([
    [['FROM node:20', 'WORKDIR /app', 'COPY package*.json ./', 'RUN npm ci', 'COPY . .']],
    [['FROM debian', 'RUN apt-get update', 'COPY . /app', 'RUN make']],
    [['FROM debian', 'COPY . /app', 'ARG MIRROR', 'RUN apt-get update']],
    [['FROM debian', 'COPY . /app', 'USER 1000', 'RUN apt-get update']],
    [['FROM debian', 'COPY . /app', 'RUN --mount=target=/x apt-get update']],
    [['FROM debian', 'COPY . /app', 'RUN apt-get install -y $(cat /app/packages)  && make']],
  ])('nothing to move: %j', (lines) => {
    expect(advise(lines)).toEqual([]);
  });
});
