import { describe, expect, test } from 'vitest';
import { detectors } from '../../src/secrets/detectors/index.ts';
import { SecretMatcher } from '../../src/secrets/matcher.ts';
import { kindOfText } from '../../src/secrets/surroundings.ts';
import { examples } from './examples/index.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

test('every detector has examples, every example a detector, and no two share an id', () => {
  const ids = detectors.map(({ id }) => id);
  expect(Object.keys(examples).sort()).toEqual([...new Set(ids)].sort());
  expect(ids).toHaveLength(new Set(ids).size);
});

describe.each(detectors.map((detector) => ({ ...detector, detector })))('$id', ({ id, detector, pattern, anchors }) => {
  const { matches, misses, path = '/app/.env' } = examples[id]!;
  const alone = new SecretMatcher([detector]);
  const all = new SecretMatcher(detectors);
  const find = (matcher: SecretMatcher, text: string) => {
    const bytes = bytesOf(text);
    return matcher
      .find(bytes, { path, kind: kindOfText(path) }, 100)
      .map(({ start, end, detector: { id: found } }) => ({
        found,
        value: new TextDecoder().decode(bytes.subarray(start, end)),
      }));
  };

  test('is sticky, has anchors, and is told how to be ended', () => {
    expect(pattern.sticky).toBe(true);
    expect(pattern.global).toBe(false);
    expect(Math.min(...anchors.map(({ length }) => length))).toBeGreaterThanOrEqual(3);
    expect(matches.length).toBeGreaterThan(0);
    expect(misses.length).toBeGreaterThan(0);
    expect(detector.title).not.toMatch(/\.$/);
    expect(detector.rotate).toMatch(/^[A-Z].*\.$/);
  });

  test.each(matches)('finds the value in %s', (example) => {
    const value = /⟦([^⟧]*)⟧/.exec(example)?.[1];
    const found = find(alone, example.replace(/[⟦⟧]/g, ''));
    expect(found).toEqual([{ found: id, value }]);
    // A generic one may give way to another that knows more.
    const teller: unknown = detector.generic ? expect.any(String) : id;
    expect(find(all, example.replace(/[⟦⟧]/g, ''))).toContainEqual({ found: teller, value });
  });

  test.each(misses)('finds nothing in %s', (example) => {
    expect(find(alone, example)).toEqual([]);
  });
});
