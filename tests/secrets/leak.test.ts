import { describe, expect, it } from 'vitest';
import type { ImageSecrets, ImagePlace } from '../../src/secrets/image-secrets.ts';
import { leaksOf } from '../../src/secrets/leak.ts';
import type { Severity } from '../../src/severity.ts';
import { buildImage } from '../support/build-image.ts';

const value = 'made-up';

const placeOf = (given: Partial<ImagePlace>, offset = 0, severity: Severity = 'error'): ImagePlace => ({
  where: 'file',
  path: null,
  name: null,
  layer: null,
  line: null,
  visible: true,
  removedIn: null,
  reason: null,
  severity,
  entryName: null,
  entry: null,
  found: {
    detector: 'github-token',
    severity,
    inside: null,
    container: null,
    line: null,
    offset,
    length: value.length,
    width: 1,
    excerpt: '',
    hash: '',
  },
  ...given,
});

const secretsOf = (...places: ImagePlace[]): ImageSecrets => ({
  secrets: [{ detector: 'github-token', severity: 'error', excerpt: '', hash: '', places }],
  capped: [],
  partial: { files: 0, bytes: 0 },
  searched: { files: 0, bytes: 0 },
  incomplete: [],
});

describe('leaksOf', () => {
  it.each([
    [`ARG NPM_ACCESS=${value}`, 'NPM_ACCESS'],
    [`|2 A=1 NPM_ACCESS=${value} /bin/sh -c npm ci`, 'NPM_ACCESS'],
    [`ENV URL="postgres://user:${value}@db"`, 'URL'],
    [`ENV Ü=ü TOKEN=Bearer:${value}`, 'TOKEN'],
    [`RUN curl -H 'X: ${value}'`, null],
    [`RUN A=1 curl ${value}`, null],
  ])('tells the variable of the history: %s', (createdBy, variable) => {
    const { image } = buildImage(`empty  ${createdBy}`);
    const offset = new TextEncoder().encode(createdBy.slice(0, createdBy.indexOf(value))).length;
    const leaks = leaksOf(secretsOf(placeOf({ where: 'history', name: '0' }, offset)), image);
    expect(leaks.map((leak) => leak.variable)).toEqual([variable]);
  });

  it('tells a place once, without a value, and leaves out what says little', () => {
    const { image } = buildImage('empty  ENV A=1');
    const place = { path: '/a', layer: 3, line: 2, visible: false, removedIn: 5 };
    const minor = placeOf({ path: '/b', layer: 3 }, 0, 'info');
    expect(leaksOf(secretsOf(placeOf(place), placeOf(place, 9), minor), image)).toEqual([
      { detector: 'github-token', where: 'file', variable: null, ...place },
    ]);
  });
});
