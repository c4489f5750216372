import { describe, expect, it, test } from 'vitest';
import { whyNothingLeft } from '../../src/optimize/nothing-left.ts';
import { folderOf } from '../support/build-context.ts';
import { dockerfileOf } from '../support/review-changes.ts';
import { idsOf, reviewWithout, textCases } from './cases.ts';

const sightings = {
  withAll: new Set(['stages@1', 'caches@2', 'sums@3']),
  without: new Map([
    ['stages', new Set(['sums@3', 'lists@4'])],
    ['caches', new Set(['stages@1', 'sums@3'])],
  ]),
};
const stages = { rewrite: 'stages', title: 'Two stages' };
const caches = { rewrite: 'caches', title: 'No caches' };

test.each([
  ['what another one hides', 'lists@4', [true, true], /^Nothing is left to do here while the other changes are on;/],
  ['what another one hides, and a third is off', 'lists@4', [true, false], /while the other changes are on;/],
  ['what several hide', 'none@5', [true, false], /beside the other changes that are on; it counts when several/],
  [
    'what is hidden by one that is off itself',
    'lists@4',
    [false, true],
    /with the other changes switched as they are;/,
  ],
  [
    'what needs one that is off',
    'caches@2',
    [false, true],
    /while this change is off, on which it builds: “Two stages”/,
  ],
  [
    'what needs one of several that are off',
    'sums@3',
    [false, false],
    /while other changes are off; it counts when they/,
  ],
])('says of %s why nothing is left', (_, key, [first = false, second = false], expected) => {
  const switched = [
    { ...stages, on: first },
    { ...caches, on: second },
  ];
  expect(whyNothingLeft(key, sightings, switched)).toMatch(expected);
});

const builtOn = /on which it builds: “(?<title>.*?)”/;

describe('of real Dockerfiles', () => {
  it.each(textCases)('$name: what a change is said to build on lets it do something', async ({ load }) => {
    const input = await load();
    const ids = idsOf(reviewWithout(input, []));
    for (const off of ids) {
      const changes = reviewWithout(input, [off]).proposal?.changes ?? [];
      for (const { id, evidence } of changes) {
        const title = builtOn.exec(evidence)?.groups?.title;
        if (title === undefined) continue;
        expect(changes.find((change) => !change.on)).toMatchObject({ id: off, title });
        const withIt = reviewWithout(input, []).proposal?.changes.find((change) => change.id === id);
        expect(withIt?.evidence).not.toMatch(/^Nothing is /);
      }
    }
  });

  it('names the stage that a user or distroless is put into', () => {
    const text = dockerfileOf('FROM golang:1.22', 'WORKDIR /src', 'COPY . .', 'RUN go build -o /app .', 'CMD ["/app"]');
    const files = { 'go.mod': 'module example.com/app\n\ngo 1.22\n', 'main.go': 100 };
    const folder = { context: folderOf({ Dockerfile: text, ...files }), dockerignore: null };
    const input = { fileName: 'Dockerfile', text, dockerignore: null, image: null, folder, off: [] };
    const { changes = [] } = reviewWithout(input, ['two-stage-go']).proposal ?? {};
    const stages = changes.find(({ id }) => id === 'two-stage-go');
    const distroless = changes.find(({ id }) => id === 'distroless-go');
    expect(distroless?.evidence).toContain(`while this change is off, on which it builds: “${stages?.title}”.`);
  });
});
