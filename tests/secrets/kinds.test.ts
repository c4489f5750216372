import { expect, it } from 'vitest';
import { detectors } from '../../src/secrets/detectors/index.ts';
import { secretFiles } from '../../src/secrets/files/index.ts';
import { kindOf } from '../../src/secrets/kinds.ts';

const all = [...detectors, ...secretFiles];

it('every kind is found by its id, and no two share one', () => {
  for (const kind of all) expect(kindOf(kind.id)).toBe(kind);
});

it('one that is not known is told by its id', () => {
  expect(kindOf('of-another-version')).toMatchObject({ title: 'of-another-version' });
});
