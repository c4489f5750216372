// What is seen in the bytes, before a pattern is run, may not leave out what the pattern would have found.
import { describe, expect, test } from 'vitest';
import type { Detector, Surroundings } from '../../src/secrets/detector.ts';
import { detectors } from '../../src/secrets/detectors/index.ts';
import { canBegin, firstBytesOf } from '../../src/secrets/first-bytes.ts';
import { SecretMatcher } from '../../src/secrets/matcher.ts';
import { examples } from './examples/index.ts';
import { latin1 } from './support.ts';

const texts = Object.values(examples).flatMap(({ matches, misses }) => [
  ...matches.map((text) => text.replace(/[⟦⟧]/g, '')),
  ...misses,
]);

/** Numbers from 0 to 1, the same in every run (Marsaglia's xorshift, 32 bits). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

describe('first bytes', () => {
  const known = detectors.flatMap((detector) => {
    const first = firstBytesOf(detector);
    return first ? [{ detector, first }] : [];
  });

  test('are known of most detectors whose secrets have a form of their own', () => {
    const own = detectors.filter(({ distinctive }) => distinctive);
    expect(known.length).toBeGreaterThan(90);
    expect(own.filter((one) => known.some(({ detector }) => detector === one)).length).toBeGreaterThan(own.length / 2);
  });

  test('let in every place where the pattern matches', () => {
    let seen = 0;
    for (const { detector, first } of known) {
      for (const text of texts) {
        const bytes = latin1(text);
        for (let at = 0; at < text.length; at++) {
          detector.pattern.lastIndex = at;
          if (!detector.pattern.test(text)) continue;
          seen++;
          expect(canBegin(first, bytes, at), `${detector.id} at ${at} of ${text}`).toBe(true);
        }
      }
    }
    expect(seen).toBeGreaterThan(known.length);
  });

  test('do not let in what breaks off, or has another byte among them', () => {
    const { first } = known.find(({ detector }) => detector.id === 'resend-key')!;
    const token = `re_${'aB3dE5gH'}_${'jK9mN1pQ3sT5vW7yZ9bC1dE3'}`;
    expect(canBegin(first, latin1(token), 0)).toBe(true);
    expect(canBegin(first, latin1(`xx${token}`), 2)).toBe(true);
    expect(canBegin(first, latin1(token.slice(0, 12)), 0)).toBe(false);
    expect(canBegin(first, latin1(token.replace('jK9', 'jK-')), 0)).toBe(false);
    expect(canBegin(first, latin1('re_export_something_from_another_module_of_it'), 0)).toBe(false);
  });
});

describe('a value behind a name', () => {
  const given = detectors.filter(({ name }) => name?.mayBeGiven);
  const asked = new SecretMatcher(given);
  const unasked = new SecretMatcher(
    given.map((detector): Detector => ({ ...detector, name: { ...detector.name!, mayBeGiven: () => true } })),
  );
  const differing = (all: Iterable<string>): { different: string[]; found: number } => {
    const different: string[] = [];
    let found = 0;
    for (const text of all) {
      const bytes = latin1(text);
      for (const surroundings of [
        { path: '/app/.env', kind: 'settings' },
        { path: '/app/main.js', kind: 'code' },
      ] satisfies Surroundings[]) {
        const [one, other] = [asked, unasked].map((matcher) =>
          matcher.find(bytes, surroundings, 100).map(({ start, end }) => [start, end]),
        );
        found += other!.length;
        if (JSON.stringify(one) !== JSON.stringify(other)) different.push(text);
      }
    }
    return { different, found };
  };

  test('is found in every example', () => {
    expect(given.length).toBeGreaterThan(0);
    const { different, found } = differing(texts);
    expect(different).toEqual([]);
    expect(found).toBeGreaterThan(50);
  });

  test('is found behind whatever stands between', () => {
    const random = randomNumbers(20_261_129);
    const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)]!;
    const names = ['password', 'DB_PWD', 'api_key', 'authToken', 'secret', '_pass'];
    const between = [
      ...` \t\n\r\\"'\`]=:>(,`,
      '  ',
      '":',
      '="',
      ': "',
      "('",
      '=>',
      ' = ',
      "', '",
      ': string = "',
      '" value="',
      '"Value":',
    ];
    const values = [
      'k3J9sLq0ZxV7bN2m',
      'changeit',
      'Ab!cDe?fGh',
      'T0p-Shelf-77',
      '=:(,]==:',
      'W7yZ9b\xe4C1',
      'value-9x8K2m4T',
      'string9',
    ];
    const ends = ['', '"', "'", '`', ';', '\n', ' ', '\\"', '</x>', '\xa0'];
    const made = Array.from({ length: 60_000 }, () => {
      const glue = Array.from({ length: Math.floor(random() * 5) }, () => pick(between)).join('');
      return `${pick(['', 'x ', '"', '--', '<'])}${pick(names)}${glue}${pick(values)}${pick(ends)}`;
    });
    const { different, found } = differing(made);
    expect(different).toEqual([]);
    expect(found).toBeGreaterThan(3000);
  });
});
