import { affectedOf } from '../../src/analysis/vulnerabilities/affected.ts';
import type { Lookup, Match } from '../../src/analysis/vulnerabilities/vulnerability.ts';
import type { BaseVariants, BaseVariantsInput } from '../../src/outlook/base-variants/base-variants.ts';
import type { KnownFlaws } from '../../src/outlook/base-variants/gone-flaws.ts';
import type { Figure } from '../../src/outlook/figure.ts';
import type { ImagePackage } from '../../src/packages/package.ts';
import { emptyConfig } from './build-image.ts';
import { bookworm, foundPackages, installed, match, matched } from './installed-packages.ts';

export const day = '2026-11-27';

/** `curl@2`: a package of Debian that came with layer 2. */
export function debs(text: string): ImagePackage[] {
  return text
    .trim()
    .split(/\s+/)
    .map((word) => {
      const [name = '', layer = '0'] = word.split('@');
      return installed({ type: 'deb', name, purl: `pkg:deb/debian/${name}@1.0.0`, layer: Number(layer) });
    });
}

/** Flaws by package; one with `!` has a fix. What is not named was looked up and has none, but for types that are left out. */
export function flawsIn(
  packages: readonly ImagePackage[],
  ids: Readonly<Record<string, readonly string[]>>,
  asked: readonly ImagePackage['type'][] = ['deb', 'apk', 'npm', 'pypi'],
): KnownFlaws {
  const found = (id: string): Match =>
    match({ id: id.replace('!', ''), severity: 'high' }, { fixed: id.endsWith('!') ? '2.0.0' : null });
  const lookups = packages.map((one): Lookup => {
    if (!asked.includes(one.type)) return { kind: 'no-data', ecosystem: one.type };
    return matched('Debian:12', one, (ids[one.name] ?? []).map(found));
  });
  const byPackage = new Map(packages.map((one, index) => [one, lookups[index] ?? null]));
  const affected = affectedOf(packages, lookups).filter((one) => one.package.hidden === null);
  return { affected, lookupOf: (one) => byPackage.get(one) ?? null };
}

/** An image on a base of three layers, unless the test says otherwise. */
export function variantsInput(
  packages: readonly ImagePackage[],
  more: Partial<BaseVariantsInput> = {},
): BaseVariantsInput {
  const { base, ...rest } = more;
  return {
    config: emptyConfig,
    packages: foundPackages({ packages, system: bookworm }),
    base: {
      layers: 3,
      name: null,
      from: 'dockerfile',
      estimate: false,
      reason: 'It says so.',
      stored: 1_000_000_000,
      ...base,
    },
    yours: { stored: 40_000_000 },
    flaws: flawsIn(packages, {}),
    installed: [],
    compatibility: [],
    day,
    ...rest,
  };
}

/** `12 measured`, `≈ 12 estimated`, `not known`. */
export const figureWord = (figure: Figure): string =>
  figure.kind === 'unknown' ? 'not known' : `${figure.value} ${figure.kind}`;

/** One line for each other base: what it is, and what goes; of none, the reason. */
export function toldOf(variants: BaseVariants): string[] {
  if (variants.kind === 'none') return [variants.reason];
  return variants.others.map(
    ({ kind, reference, packages, flaws, compatibility }) =>
      `${kind} ${reference}: ${figureWord(packages)}, ${figureWord(flaws)}, ${compatibility?.verdict ?? 'not looked at'}`,
  );
}
