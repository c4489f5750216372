import { describe, expect, it } from 'vitest';
import { rules } from '../../src/lint/index.ts';
import { linesOf } from './test-rule.ts';

const twenty = [
  'DL3000', 'DL3002', 'DL3003', 'DL3004', 'DL3006', 'DL3007', 'DL3008', 'DL3009', 'DL3013', 'DL3015', 'DL3016', 'DL3018',
  'DL3019', 'DL3020', 'DL3025', 'DL3027', 'DL3042', 'DL3059', 'DL4000', 'DL4006',
]; // prettier-ignore

describe('ruleset', () => {
  it('holds the twenty rules of hadolint and the syntax problem', () => {
    const ids = rules.map((rule) => rule.id);
    expect(ids).toEqual(expect.arrayContaining(['DL1000', ...twenty]));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(['summary', 'help'] as const)('has a %s of its own for every rule', (field) => {
    expect(new Set(rules.map((rule) => rule[field])).size).toBe(rules.length);
  });

  describe.each([...rules])('$id', (rule) => {
    it('says what is wrong and what to do', () => {
      expect(rule.summary).toMatch(/^[A-Za-z].*[^.\s]$/);
      expect(rule.help).toMatch(/^[A-Z].*\.$/s);
      expect(rule.help).not.toContain(rule.summary);
      expect(rule.examples.bad.length).toBeGreaterThan(0);
      expect(rule.examples.good.length).toBeGreaterThan(0);
    });
    it.each([...rule.examples.bad])('catches %j', (text) => expect(linesOf(rule, text)).not.toEqual([]));
    it.each([...rule.examples.good])('allows %j', (text) => expect(linesOf(rule, text)).toEqual([]));
  });
});
