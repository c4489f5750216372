import { expect, test } from 'vitest';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { beforeAfter } from '../../src/outlook/before-after.ts';
import type { Figure } from '../../src/outlook/figure.ts';
import { sizeJourney } from '../../src/outlook/journey.ts';
import type { OutlookFacts } from '../../src/outlook/outlook-facts.ts';
import {
  buildOf,
  change,
  comparedSource,
  contextAudit,
  contextFacts,
  dockerfileFacts,
  factsOf,
  finding,
  imageFacts,
  reviewOf,
} from './facts.ts';

const today = 'FROM debian:12\nCOPY . .\nRUN a\nRUN b\n';
const then = 'FROM debian:12\nCOPY . .\nRUN a && b\n';
const better = { dockerfile: parseDockerfile(then), findings: [finding('DL3008')], secrets: 0 };

function factsWith(changes = [change('one', 200), change('two', null)], text = then): OutlookFacts {
  const dockerfile = dockerfileFacts(today, {
    findings: [finding('DL3008'), finding('DL3059')],
    secrets: 1,
    review: reviewOf(changes, text),
    better: { ...better, dockerfile: parseDockerfile(text) },
  });
  return factsOf({ image: imageFacts({ secrets: 4 }), dockerfile });
}

const shown = (figure: Figure): string => (figure.kind === 'unknown' ? 'unknown' : `${figure.kind} ${figure.value}`);
const table = (facts: OutlookFacts): Record<string, string[]> =>
  Object.fromEntries(beforeAfter(facts).map(({ id, today, better }) => [id, [shown(today), shown(better)]]));

test('an image with its Dockerfile', () => {
  expect(table(factsWith())).toEqual({
    size: ['measured 1000', 'estimated 800'],
    wasted: ['measured 300', 'estimated 300'],
    layers: ['measured 7', 'estimated 5'],
    'own-layers': ['measured 4', 'estimated 2'],
    findings: ['measured 2', 'measured 1'],
    'dockerfile-secrets': ['measured 1', 'measured 0'],
    'image-secrets': ['measured 4', 'unknown'],
    checks: ['unknown', 'unknown'],
    'context-files': ['unknown', 'unknown'],
    'context-bytes': ['unknown', 'unknown'],
    rebuild: ['unknown', 'unknown'],
  });
});

test('every figure says what it rests on, or why it is not there', () => {
  for (const { id, today, better } of beforeAfter(factsWith())) {
    for (const figure of [today, better]) {
      expect(figure.kind === 'unknown' ? figure.reason : figure.basis, id).toMatch(/\.$/);
    }
  }
});

test('changes that are not measured are told, and another base image’s layers are not guessed', () => {
  const facts = factsWith(undefined, 'FROM debian:12-slim\nRUN a\n');
  const size = beforeAfter(facts).find(({ id }) => id === 'size')?.better;
  expect(size).toMatchObject({ basis: expect.stringContaining('1 of 2 changes are not measured') });
  expect(table(facts)).toMatchObject({
    layers: ['measured 7', 'unknown'],
    'own-layers': ['measured 4', 'estimated 1'],
  });
  expect(table(factsWith(undefined, 'FROM scratch\nCOPY a b\n'))).toMatchObject({
    layers: ['measured 7', 'estimated 1'],
  });
});

test('no size is made up where no change is measured', () => {
  expect(table(factsWith([change('two', null)]))).toMatchObject({ size: ['measured 1000', 'unknown'] });
});

test('with nothing on, the better one is today’s', () => {
  const facts = factsWith([change('one', 200, { on: false })]);
  for (const id of ['size', 'layers', 'findings', 'image-secrets']) {
    const [now, after] = table(facts)[id] ?? [];
    expect(after, id).toBe(now);
  }
});

test('an image that is of another Dockerfile measures nothing', () => {
  const facts = factsWith();
  const of = { ...facts, dockerfile: { ...facts.dockerfile!, measured: 'unmeasured' as const } };
  expect(table(of)).toMatchObject({ size: ['measured 1000', 'unknown'], layers: ['measured 7', 'unknown'] });
  expect(sizeJourney(of)).toEqual({ reason: 'The image is of another Dockerfile.' });
});

test('a Dockerfile alone: its text is counted, nothing of an image is', () => {
  const { dockerfile } = factsWith();
  const alone = factsOf({ dockerfile: { ...dockerfile!, measured: 'no-image' } });
  expect(table(alone)).toMatchObject({
    size: ['unknown', 'unknown'],
    'own-layers': ['estimated 3', 'estimated 2'],
    findings: ['measured 2', 'measured 1'],
    'image-secrets': ['unknown', 'unknown'],
  });
});

test('a folder: what is sent today and with the proposal, sizes as far as they are known', () => {
  const audit = contextAudit({ proposed: { files: 4, bytes: 90, unsized: 2 } });
  const rebuild = [comparedSource(buildOf({ running: 5, reused: 4 }), buildOf({ running: 0, reused: 9 }))];
  const facts = factsOf({ context: contextFacts(audit), rebuild });
  expect(table(facts)).toMatchObject({
    'context-files': ['measured 10', 'measured 4'],
    'context-bytes': ['measured 1000', 'estimated 90'],
    'rebuild-source': ['estimated 60', 'estimated 0'],
  });
  const row = beforeAfter(facts).find(({ id }) => id === 'rebuild-source');
  expect(row).toMatchObject({ title: 'Rebuild: a source file is edited', today: { detail: '5 of 9 steps run again' } });
});

test('layers that could not be read make a figure a part', () => {
  const facts = factsOf({ image: imageFacts({ unread: 1 }) });
  expect(beforeAfter(facts)[0]?.today).toMatchObject({
    isPartial: true,
    basis: expect.stringContaining('could not be read'),
  });
});

test('the journey goes down by each change’s own share to the estimated size', () => {
  const changes = [
    change('a', 0),
    change('b', 300),
    change('off', 50, { on: false }),
    change('c', null),
    change('d', 100),
  ];
  const facts = factsWith(changes);
  const journey = sizeJourney(facts);
  const named = (id: string) => ({ id, title: `Title of ${id}`, risk: 'none', test: '' });
  const step = (id: string, saves: number, after: number) => ({
    ...named(id),
    saves,
    range: null,
    after: { most: after, least: after },
  });
  expect(journey).toEqual({
    start: 1000,
    end: { most: 600, least: 600 },
    steps: [step('b', 300, 700), step('d', 100, 600)],
    nothing: [named('a')],
    unmeasured: [named('c')],
  });
  expect(table(facts)).toMatchObject({ size: ['measured 1000', 'estimated 600'] });
  expect(sizeJourney(factsWith([change('a', 1, { on: false })]))).toEqual({ reason: 'All changes are switched off.' });
  expect(sizeJourney(factsWith([]))).toMatchObject({ reason: expect.stringContaining('nothing to change') });
});

test('estimates are steps too: the size then lies between two', () => {
  const range = { least: 100, most: 250, basis: 'Sizes of 2026.' };
  const base = change('base', null, { range, risk: 'test', test: 'Start it.' });
  const facts = factsWith([change('a', 300), base, change('b', 400)]);
  const journey = sizeJourney(facts);
  if ('reason' in journey) throw new Error(journey.reason);
  expect(journey.steps.map(({ id, saves, after }) => [id, saves, after.most, after.least])).toEqual([
    ['a', 300, 700, 700],
    ['base', null, 600, 450],
    ['b', 400, 200, 50],
  ]);
  expect(journey.steps[1]).toMatchObject({ range, risk: 'test', test: 'Start it.' });
  expect(journey.end).toEqual({ most: 200, least: 50 });
  const size = beforeAfter(facts).find(({ id }) => id === 'size')?.better;
  expect(size).toMatchObject({ kind: 'estimated', value: 300, detail: '100 B to 250 B less by further estimates' });
});

test('what is wasted then: today’s less what the changes take out of it', () => {
  const wasteOf = (given: number, text = then, stored = 300) => {
    const facts = factsWith(undefined, text);
    const proposal = { ...facts.dockerfile!.review!.proposal!, wasteSaved: given };
    const review = { ...facts.dockerfile!.review!, proposal };
    const image = imageFacts({ wasted: stored });
    const figures = beforeAfter({ ...facts, image, dockerfile: { ...facts.dockerfile!, review } });
    return figures.find(({ id }) => id === 'wasted')?.better;
  };
  expect(wasteOf(120)).toMatchObject({ kind: 'estimated', value: 180, basis: expect.stringContaining('120 B') });
  expect(wasteOf(900)).toMatchObject({ value: 0 });
  expect(wasteOf(0, then, 0)).toMatchObject({ kind: 'estimated', value: 0 });
  expect(wasteOf(0)).toMatchObject({ basis: expect.not.stringContaining('new base image') });
  expect(wasteOf(0, 'FROM debian:12-slim\n')).toMatchObject({ basis: expect.stringContaining('new base image') });
  expect(table(factsWith([change('two', null)]))).toMatchObject({ wasted: ['measured 300', 'unknown'] });
});
