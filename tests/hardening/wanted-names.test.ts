import { expect, test } from 'vitest';
import { wantedEndings, wantedNames } from '../../src/hardening/wanted-names.ts';

test('names and endings that are looked for are in small letters, as names are compared so', () => {
  for (const name of [...wantedNames, ...wantedEndings]) expect(name).toBe(name.toLowerCase());
});

test('endings are what stands from the last dot on', () => {
  for (const ending of wantedEndings) expect(ending).toMatch(/^\.[^./]+$/);
});

test('names are base names', () => {
  expect(wantedNames.size).toBeGreaterThan(40);
  for (const name of wantedNames) expect(name).toMatch(/^[^/]+$/);
});
