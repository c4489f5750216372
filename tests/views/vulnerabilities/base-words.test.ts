import { expect, test } from 'vitest';
import type { Change } from '../../../src/optimize/review.ts';
import type { OtherBase } from '../../../src/outlook/base-variants/base-variants.ts';
import { isAdvised, whyOf, withoutVerdict } from '../../../src/outlook/base-variants/variant-words.ts';
import { changeTo, goneNames, writeWord } from '../../../src/views/vulnerabilities/base-words.ts';
import { debs } from '../../support/base-variants.ts';

const unknown = { kind: 'unknown', reason: '' } as const;
const other = (more: Partial<OtherBase> = {}): OtherBase => ({
  ...{ kind: 'slim', reference: 'node:18-slim', size: unknown, packages: unknown, flaws: unknown },
  ...{ gone: [], compatibility: null, note: '', ...more },
});
const judged = (
  verdict: 'fits' | 'does not fit' | "can't tell",
  reasons: { weight: string; message: string }[] = [],
): OtherBase =>
  other({ compatibility: { target: 'alpine', verdict, reasons } as unknown as OtherBase['compatibility'] });

test('a change is found by the base that its title names, and by no other', () => {
  const changes = [
    'Name the version of the base image: node:18-slim',
    'Run on node:18-alpine',
    'Run on gcr.io/distroless/nodejs22-debian13:nonroot: Node.js without a system around it',
    'Run on node:18, and build on the full image',
  ].map((title) => ({ title }) as Change);
  const titleOf = (reference: string) => changeTo(changes, other({ reference }))?.title.slice(0, 13) ?? null;
  expect(titleOf('node:18-slim')).toBe('Name the vers');
  expect(titleOf('node:18-alpine')).toBe('Run on node:1');
  expect(titleOf('gcr.io/distroless/nodejs22-debian13:nonroot')).toBe('Run on gcr.io');
  expect(titleOf('node:18')).toBe('Run on node:1');
  expect(titleOf('node:18-alp')).toBeNull();
});

test('what is against it is not advised, and what is not known is to be tried', () => {
  const all = [judged('fits'), judged("can't tell"), judged('does not fit'), other()];
  expect(all.map(isAdvised)).toEqual([true, true, false, true]);
  expect(all.map(writeWord)).toEqual(['Write', 'To try it, write', 'To try it, write', 'To try it, write']);
  expect(
    whyOf(
      judged('does not fit', [
        { weight: 'for', message: 'a' },
        { weight: 'against', message: 'b' },
      ]),
    ),
  ).toEqual(['b']);
  expect([whyOf(other()), withoutVerdict(other()), withoutVerdict(other({ kind: 'same' }))]).toEqual([
    [],
    'not looked at',
    'same release',
  ]);
});

test('names of packages are told once, and of many some', () => {
  expect(goneNames(other({ gone: debs('a b a') }))).toBe('a, b');
  const many = debs(Array.from({ length: 62 }, (_, at) => `p${at}`).join(' '));
  expect(goneNames(other({ gone: many }))).toMatch(/p59 and 2 more$/);
});
