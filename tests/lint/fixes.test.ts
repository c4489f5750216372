import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { lintDockerfile, rules } from '../../src/lint/index.ts';
import { faultsOfFixes } from './faults-of-fixes.ts';
import { withFrom } from './test-rule.ts';

const folder = join(import.meta.dirname, '../../../shared/fixtures/dockerfiles');
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.Dockerfile')) : [];

describe('fixes', () => {
  it.each(
    rules.flatMap(({ id, examples }) => examples.bad.map((text) => ({ id, text, config: examples.config ?? {} }))),
  )('of $id’s example $text end what they are for, and begin nothing', ({ text, config }) =>
    expect(faultsOfFixes(withFrom(text), config)).toEqual([]),
  );

  it.each(files)('of %s end what they are for, and begin nothing', (file) => {
    expect(faultsOfFixes(readFileSync(join(folder, file), 'utf8'), {})).toEqual([]);
  });

  it('have a title of a few words, and edits that don’t overlap', () => {
    for (const { examples } of rules) {
      for (const text of examples.bad) {
        for (const { fix } of lintDockerfile(parseDockerfile(withFrom(text)), examples.config)) {
          if (!fix) continue;
          expect(fix.title).toMatch(/^[A-Z].{2,60}[^.]$/);
          expect(fix.edits.length).toBeGreaterThan(0);
          const places = fix.edits.map((edit) => [edit.line * 1e6 + edit.column, edit.endLine * 1e6 + edit.endColumn]);
          places.sort(([a = 0], [b = 0]) => a - b);
          places.forEach(([start = 0], at) => expect(start).toBeGreaterThanOrEqual(places[at - 1]?.[1] ?? 0));
        }
      }
    }
  });
});
