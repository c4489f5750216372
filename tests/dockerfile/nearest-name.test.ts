import { expect, it } from 'vitest';
import { likeliestName, nearestName } from '../../src/dockerfile/nearest-name.ts';

it.each([
  ['PAHT', ['HOME', 'PATH'], 'PATH'],
  ['PAT', ['PATH'], 'PATH'],
  ['VERSOIN', ['VERSION'], 'VERSION'],
  ['path', ['PATH'], null],
  ['ABC', ['XYC'], 'XYC'],
  ['ABC', ['XYZ'], null],
  ['FOO', ['FOO1', 'FOO2', 'FO'], 'FOO1'],
  ['FOO', ['FOOBA', 'FOO2'], 'FOO2'],
  ['A', ['ABC', 'AB'], 'AB'],
  ['ABCD', ['A'], null],
  ['X', [], null],
  ['ÄÖ', ['ÄÜ'], 'ÄÜ'],
  ['BUILDPLATFOM', ['TARGETPLATFORM', 'BUILDPLATFORM'], 'BUILDPLATFORM'],
] as const)('%s among %j is %s', (name, names, nearest) => expect(nearestName(name, names)).toBe(nearest));

it('takes long names in time', () => {
  const start = performance.now();
  nearestName('a'.repeat(100_000), [`${'a'.repeat(100_000)}b`]);
  expect(performance.now() - start).toBeLessThan(1000);
});

it.each([
  ['RNU', ['ENV', 'RUN'], 'RUN'],
  ['RNU', ['ENV'], 'ENV'],
  ['CPOY', ['COPY'], 'COPY'],
  ['ABCD', ['BADC'], 'BADC'],
  ['EXPOES', ['EXPOSE'], 'EXPOSE'],
  ['OPCYX', ['COPY'], null],
  ['RUN', ['RUN', 'ENV'], 'RUN'],
] as const)('%s, typed in haste among %j, is %s', (name, names, likeliest) =>
  expect(likeliestName(name, names)).toBe(likeliest),
);
