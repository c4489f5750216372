// Each fact: whole, dated, with a source, and plausible.
import { describe, expect, test } from 'vitest';
import {
  baseFamilies,
  otherReleaseWords,
  releases,
  type BaseVariant,
  type Noted,
} from '../../../src/optimize/base-image/base-image-facts.ts';
import { findBase } from '../../../src/optimize/base-image/base-images.ts';

const isDay = (day: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(day) && new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);

function expectNoted({ source, date }: Noted): void {
  expect(source.trim()).toBe(source);
  expect(source.length).toBeGreaterThan(10);
  expect(isDay(date), `${date} is no day`).toBe(true);
  // An address, so that whoever doubts it can look it up.
  expect(source).toMatch(/[a-z]\.(?:com|org|net|dev|io|consulting)\b/);
  expect(source).not.toContain('memory');
}

const repeated = (values: readonly string[]): string[] => values.filter((value, at) => values.indexOf(value) !== at);

const variants = baseFamilies.flatMap((family) =>
  family.variants.map((variant) => ({ name: `${family.names[0]}:${variant.tags[0]}`, family, variant })),
);

test('no name is of two families, and every family has variants', () => {
  expect(repeated(baseFamilies.flatMap(({ names }) => names))).toEqual([]);
  expect(baseFamilies.filter((family) => family.names.length === 0 || family.variants.length === 0)).toEqual([]);
  expect(baseFamilies.filter(({ title }) => title === '')).toEqual([]);
});

test('no tag is of two variants', () => {
  for (const { variants: own } of baseFamilies) expect(repeated(own.flatMap(({ tags }) => tags))).toEqual([]);
});

const wholeSize = ({ sizes }: BaseVariant): boolean => sizes === null || sizes.compressed < sizes.uncompressed;

describe.each(variants)('$name', ({ family, variant }) => {
  test('is dated and has a source', () => expectNoted(variant));

  test('holds a whole system or none', () => {
    const { libc, shell, packages, kind, user } = variant;
    expect(user.name === 'root').toBe(user.id === 0);
    if (kind === 'alpine') expect([libc, shell, packages]).toEqual(['musl', 'busybox sh', 'apk']);
    if (kind === 'empty') expect([libc, shell, packages]).toEqual(['none', 'none', 'none']);
    if (packages === 'apt' || packages === 'dnf') expect(libc).toBe('glibc');
    if (packages !== 'none') expect(shell).not.toBe('none');
  });

  test('has sizes of an image of this very family', () => {
    const { sizes } = variant;
    expect(wholeSize(variant) || variant.kind === 'empty').toBe(true);
    if (!sizes || variant.kind === 'empty') return;
    expect(sizes.compressed).toBeGreaterThan(500_000);
    expect(sizes.uncompressed).toBeLessThan(2_000_000_000);
    // gzip makes programs and texts two to five times smaller; base images that are compressed better hold little else than text.
    expect(sizes.uncompressed / sizes.compressed).toBeGreaterThan(1.5);
    expect(sizes.uncompressed / sizes.compressed).toBeLessThan(4);
    const looked = findBase(sizes.of);
    expect(looked?.family).toBe(family);
    expect([looked?.variant, variant.kind === 'distroless' ? variant : null]).toContain(variant);
  });

  test('says what it lacks, where it is not the first', () => {
    const alike = family.variants.filter(({ use }) => use === variant.use);
    expect(variant.lacks === '').toBe(alike[0] === variant);
  });
});

test('variants of one use are listed from the largest to the smallest', () => {
  for (const { names, variants: own } of baseFamilies) {
    for (const use of new Set(own.map((variant) => variant.use))) {
      const sizes = own.flatMap((variant) =>
        variant.use === use && variant.sizes ? [variant.sizes.uncompressed] : [],
      );
      expect(sizes, names[0]).toEqual(sizes.toSorted((one, other) => other - one));
    }
  }
});

test('whoever has a slim variant to write has it in the list', () => {
  for (const { slim, variants: own } of baseFamilies) {
    expect(slim === null || own.some(({ tags }) => `-${tags[0]}` === slim)).toBe(true);
  }
});

test('lifecycles name days and versions, each once', () => {
  for (const { lifecycle } of baseFamilies) {
    if (!lifecycle) continue;
    expectNoted(lifecycle);
    expect(repeated(lifecycle.ends.map(({ version }) => version))).toEqual([]);
    for (const { version, endOfLife } of lifecycle.ends) {
      expect(version).toMatch(/^\d+(?:\.\d+)*$/);
      expect(isDay(endOfLife), `${lifecycle.product} ${version}: ${endOfLife}`).toBe(true);
    }
  }
});

test('releases name days and words, each once, in the order of their ends', () => {
  expect(repeated([...releases.map(({ word }) => word), ...otherReleaseWords])).toEqual([]);
  for (const release of releases) {
    expectNoted(release);
    expect(isDay(release.endOfLife), release.word).toBe(true);
  }
  for (const distribution of ['Debian', 'Ubuntu', 'Alpine'] as const) {
    const days = releases.filter((release) => release.distribution === distribution).map(({ endOfLife }) => endOfLife);
    expect(days).toEqual(days.toSorted());
    expect(days.length).toBeGreaterThan(3);
  }
});

test('distroless images that stand in for others are known themselves', () => {
  for (const { distroless } of baseFamilies) {
    for (const { name, debian } of distroless) {
      expect(findBase(`${name}:nonroot`)?.variant.user.id, name).toBe(65532);
      expect(name.endsWith(`-debian${debian}`)).toBe(true);
    }
  }
});

test('what is deprecated says why, since when, and what is instead', () => {
  const deprecated = baseFamilies.flatMap((family) => family.deprecated ?? []);
  expect(deprecated.length).toBeGreaterThan(0);
  for (const { why, instead, ...noted } of deprecated) {
    expectNoted(noted);
    expect([why, instead]).not.toContain('');
  }
});
