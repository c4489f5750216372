import { expect, test } from 'vitest';
import { stepCosts } from '../../src/build-cache/step-costs.ts';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { matchDockerfile } from '../../src/history/match-dockerfile.ts';
import type { HistoryEntry } from '../../src/image/model.ts';

const entry = (second: number, createdBy: string, layer: number | null): HistoryEntry => ({
  created: new Date(Date.parse('2026-01-01T00:00:00Z') + second * 1000).toISOString(),
  createdBy,
  comment: '',
  emptyLayer: layer === null,
  layer,
});

const history = [
  entry(0, '/bin/sh -c #(nop) ADD file:1 in / ', 0),
  entry(1, '/bin/sh -c #(nop)  CMD ["bash"]', null),
  entry(500, '/bin/sh -c apt-get update', 1),
  entry(503, '/bin/sh -c #(nop) COPY dir:2 in /app ', 2),
  entry(503, '/bin/sh -c #(nop)  ENV A=1', null),
  entry(593, '/bin/sh -c make', 3),
];

test('times and sizes of the lines that made layers, and of the base', () => {
  const text = 'FROM debian:12\nRUN apt-get update\nCOPY . /app\nENV A=1\nRUN make\n';
  const match = matchDockerfile(parseDockerfile(text), history, 4);
  const { seconds, bytes } = stepCosts({ history, match, layerBytes: [1000, 20, 3, 400], baseLine: 1 });
  // The first step of ours begins whenever the build began.
  expect([...seconds]).toEqual([
    [3, 3],
    [5, 90],
  ]);
  expect(Object.fromEntries(bytes)).toEqual({ 1: 1000, 2: 20, 3: 3, 5: 400 });
});

test('of an image that another Dockerfile built, nothing', () => {
  const match = matchDockerfile(parseDockerfile('FROM alpine\nRUN other\nCOPY x /y\n'), history, 4);
  const { seconds, bytes } = stepCosts({ history, match, layerBytes: [1000, 20, 3, 400], baseLine: 1 });
  expect([seconds.size, bytes.size]).toEqual([0, 0]);
});
