import { expect, test } from 'vitest';
import type { CompatibilityVerdict } from '../../../src/optimize/compatibility/compatibility.ts';
import { reason, type Weight } from '../../../src/optimize/compatibility/reason.ts';
import { decidingReasons } from '../../../src/optimize/compatibility/deciding-reasons.ts';

const reasons = (['against', 'against', 'against', 'unknown', 'needs', 'note', 'for'] as const).map((weight, index) =>
  reason('start', weight, `${weight} ${index}`),
);

function told(verdict: CompatibilityVerdict, ...weights: Weight[]): string[][] {
  const given = reasons.filter(({ weight }) => weights.includes(weight));
  const { first, more } = decidingReasons({ target: 'alpine', verdict, reasons: given });
  return [first.map(({ message }) => message), more.map(({ message }) => message)];
}

test('the reasons that decide come first, two at most, and none is lost', () => {
  expect(told('does not fit', 'against', 'unknown')).toEqual([
    ['against 0', 'against 1'],
    ['against 2', 'unknown 3'],
  ]);
  expect(told("can't tell", 'unknown', 'needs', 'for')).toEqual([['unknown 3'], ['needs 4', 'for 6']]);
  expect(told('fits', 'needs', 'note', 'for')).toEqual([['needs 4', 'for 6'], ['note 5']]);
  expect(told('fits', 'note')).toEqual([[], ['note 5']]);
});
