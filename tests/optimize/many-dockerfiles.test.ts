import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { propose } from '../../src/optimize/propose.ts';
import { rewrites } from '../../src/optimize/rewrites/index.ts';
import { everyChange, faultsOfResult } from './cases.ts';

const folder = join(import.meta.dirname, '../../../shared/fixtures/dockerfiles');
const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.Dockerfile')) : [];

describe.skipIf(names.length === 0)('Dockerfiles of every kind, without an image', () => {
  it.each(names)('%s', (name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    const dockerfile = parseDockerfile(text);
    if (dockerfile.problems.length > 0) return;
    const input = { dockerfile, image: null, dockerignore: null, rewrites };
    const { proposal, rejected } = propose({ ...input, choices: everyChange });
    const ids = proposal?.changes.map(({ id }) => id) ?? [];
    expect(new Set(ids).size).toBe(ids.length);
    expect(faultsOfResult(text, proposal?.text ?? text)).toEqual([]);
    expect(rejected).toEqual([]);
    expect(propose({ ...input, choices: { ...everyChange, off: new Set(ids) } }).proposal?.text ?? text).toBe(text);
  });
});
