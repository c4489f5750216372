import { describe, expect, test } from 'vitest';
import { createdBeforeContainers, createdInFuture, notInFuture } from '../../../src/hardening/checks/creation-date.ts';
import { verdictOn } from '../../support/configured-image.ts';

const now = Date.parse('2026-03-01T12:00:00Z');
const future = (created: string): string[] => [`It was created on ${created}, which is in the future.`];
const past = (created: string): string[] => [`It was created on ${created}, before there were containers.`];

describe('in the future', () => {
  test.each([
    ['2026-03-01T14:00:00Z', future('2026-03-01T14:00:00Z')],
    ['2026-03-01T12:30:00-02:00', future('2026-03-01T12:30:00-02:00')],
    ['2126-01-01T00:00:00Z', future('2126-01-01T00:00:00Z')],
    ['2026-03-01T12:30:00Z', 'passed'],
    ['2026-03-01T14:00:00+02:00', 'passed'],
    ['1970-01-01T00:00:00Z', 'passed'],
    [null, 'not-applicable'],
    ['', 'not-applicable'],
    ['yesterday', 'unknown'],
  ])('%j', (created, verdict) => {
    expect(verdictOn(notInFuture(() => now), { image: { created } })).toEqual(verdict); // prettier-ignore
  });

  test('the one that is registered asks the clock', () => {
    const at = (milliseconds: number): string => new Date(Date.now() + milliseconds).toISOString();
    expect(verdictOn(createdInFuture, { image: { created: at(-60_000) } })).toBe('passed');
    const tomorrow = at(86_400_000);
    expect(verdictOn(createdInFuture, { image: { created: tomorrow } })).toEqual(future(tomorrow));
  });
});

describe('long ago', () => {
  test.each([
    ['1970-01-02T03:04:05Z', past('1970-01-02T03:04:05Z')],
    ['1979-12-31T23:59:59Z', past('1979-12-31T23:59:59Z')],
    ['1904-01-01T00:00:00Z', past('1904-01-01T00:00:00Z')],
    ['2026-03-01T12:00:00.123456789Z', 'passed'],
    ['1980-01-02T00:00:00Z', 'passed'],
    ['2013-03-20T00:00:00Z', 'passed'],
    ['1970-01-01T00:00:00Z', 'not-applicable'],
    ['1970-01-01T00:00:01Z', 'not-applicable'],
    ['1980-01-01T00:00:01Z', 'not-applicable'],
    ['0001-01-01T00:00:00Z', 'not-applicable'],
    [null, 'not-applicable'],
    ['never', 'unknown'],
  ])('%j', (created, verdict) => {
    expect(verdictOn(createdBeforeContainers, { image: { created } })).toEqual(verdict);
  });
});
