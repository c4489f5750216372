import { readFileSync, readdirSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contextOf, reviewProject } from '../scripts/verify-builds/review.ts';
import { faultsOfResult } from './optimize/cases.ts';

const folder = join(import.meta.dirname, 'projects');
const names = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

const read = (name: string, file: string): string => readFileSync(join(folder, name, file), 'utf8');

// Hosts that a lock file would name: each machine has its own registry, and the clients know where theirs is.
const registries = /registry\.|pypi\.org|pythonhosted|yarnpkg|golang\.org\/|repo\d?\.maven|packagist/;

/** Every subset of a few; of more, all, none, each alone, and all but each. */
function subsetsOf(ids: readonly string[]): string[][] {
  if (ids.length <= 6)
    return Array.from({ length: 2 ** ids.length }, (_, bits) => ids.filter((_id, at) => (bits >> at) & 1));
  return [[], [...ids], ...ids.map((id) => [id]), ...ids.map((id) => ids.filter((other) => other !== id))];
}

describe.each(names)('%s', (name) => {
  const context = contextOf(join(folder, name), name);
  const text = read(name, 'Dockerfile');
  const review = (off: readonly string[]) => reviewProject({ text, context, image: null, off });

  it('has a smoke test that asks something', () => {
    const {
      probes = [],
      prints = [],
      edit,
    } = JSON.parse(read(name, 'smoke.json')) as {
      probes?: unknown[];
      prints?: unknown[];
      edit: string;
    };
    expect(probes.length + prints.length).toBeGreaterThan(0);
    expect(existsSync(join(folder, name, edit))).toBe(true);
  });

  it('names no registry', () => {
    const lying = readdirSync(join(folder, name)).filter((file) =>
      /lock|\.sum$|requirements|Dockerfile|Pipfile|\.npmrc/.test(file),
    );
    for (const file of lying) expect(read(name, file), file).not.toMatch(registries);
  });

  it('gives a Dockerfile without new findings, whatever is off', () => {
    const ids = review([]).changes.map(({ id }) => id);
    for (const off of subsetsOf(ids)) {
      const result = review(off);
      expect(faultsOfResult(text, result.text, [], result.changes), off.join(' ')).toEqual([]);
    }
  });
});

it('covers at least eight projects', () => expect(names.length).toBeGreaterThanOrEqual(8));
