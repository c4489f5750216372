// Python's versions (PEP 440; packaging.python.org, "Version specifiers"). What is none sorts below all that are, by the rule
// that setuptools had before.
import { compareDigits, compareLists, compareText, isDigits, type VersionOrder } from './order.ts';

const form =
  /^v?(?:([0-9]+)!)?([0-9]+(?:\.[0-9]+)*)(?:[-_.]?(alpha|beta|preview|pre|rc|a|b|c)[-_.]?([0-9]*))?(?:-([0-9]+)|[-_.]?(post|rev|r)[-_.]?([0-9]*))?(?:[-_.]?(dev)[-_.]?([0-9]*))?(?:\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?$/;

const phases: Record<string, string> = { alpha: 'a', beta: 'b', c: 'rc', pre: 'rc', preview: 'rc' };

interface Version {
  readonly epoch: string;
  readonly release: readonly string[];
  /** `a`, `b` or `rc` and its number; null for none. */
  readonly pre: readonly [phase: string, number: string] | null;
  readonly post: string | null;
  readonly dev: string | null;
  readonly local: readonly string[] | null;
}

function parse(text: string): Version | null {
  const found = form.exec(text.trim().toLowerCase());
  if (!found) return null;
  const [, epoch = '0', release = '', phase, number = '', implicit, post, postNumber = '', dev, devNumber = ''] = found;
  const local = found[10];
  return {
    epoch,
    release: release.split('.'),
    pre: phase === undefined ? null : [phases[phase] ?? phase, number || '0'],
    post: implicit ?? (post === undefined ? null : postNumber || '0'),
    dev: dev === undefined ? null : devNumber || '0',
    local: local === undefined ? null : local.split(/[-_.]/),
  };
}

/** dev alone < a < b < rc < release. */
function phaseOf({ pre, post, dev }: Version): number {
  if (pre) return ['a', 'b', 'rc'].indexOf(pre[0]) + 1;
  return post === null && dev !== null ? 0 : 4;
}

/** `none`: where one that has none stands, behind (1) or before (-1) all that have one. */
function compareOptional(a: string | null, b: string | null, none: 1 | -1): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? none : -none;
  return compareDigits(a, b);
}

function compareLocalParts(a: string, b: string): number {
  const [isNumber, isOther] = [isDigits(a), isDigits(b)];
  if (isNumber !== isOther) return isNumber ? 1 : -1;
  return isNumber ? compareDigits(a, b) : compareText(a, b);
}

function compareLocals(a: readonly string[] | null, b: readonly string[] | null): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const order = compareLocalParts(a[at] as string, b[at] as string);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareVersions(a: Version, b: Version): number {
  return (
    compareDigits(a.epoch, b.epoch) ||
    compareLists(a.release, b.release, '0', compareDigits) ||
    phaseOf(a) - phaseOf(b) ||
    compareOptional(a.pre?.[1] ?? null, b.pre?.[1] ?? null, 1) ||
    compareOptional(a.post, b.post, -1) ||
    compareOptional(a.dev, b.dev, 1) ||
    compareLocals(a.local, b.local)
  );
}

const replaced: Record<string, string> = { pre: 'c', preview: 'c', '-': 'final-', rc: 'c', dev: '@' };

/** Numbers are filled up so that they compare as text, words come before the end, and trailing zeros are none. */
function legacyKey(text: string): string[] {
  const parts: string[] = [];
  for (const part of [...(text.toLowerCase().match(/[0-9]+|[a-z]+|\.|-/g) ?? []), 'final']) {
    if (part === '.') continue;
    const word = replaced[part] ?? part;
    if (isDigits(word)) {
      parts.push(word.padStart(8, '0'));
      continue;
    }
    if (word < 'final') while (parts.at(-1) === '*final-') parts.pop();
    while (parts.at(-1) === '00000000') parts.pop();
    parts.push(`*${word}`);
  }
  return parts;
}

const compareLegacy = (a: string, b: string): number => compareLists(legacyKey(a), legacyKey(b), '', compareText) || 0;

export const pep440: VersionOrder = {
  compare(a, b) {
    const [one, other] = [parse(a), parse(b)];
    if (one && other) return compareVersions(one, other);
    return one ? 1 : other ? -1 : compareLegacy(a, b);
  },
  isVersion: (text) => parse(text) !== null,
};
