import { describe, expect, it } from 'vitest';
import { readTomlTables } from '../../../src/optimize/python/toml-tables.ts';

const read = (text: string): unknown => {
  const tables = readTomlTables(text);
  return tables && Object.fromEntries([...tables].map(([name, table]) => [name, Object.fromEntries(table)]));
};

describe('tables of TOML', () => {
  it.each([
    ['keys of a table', '[a.b]\nc = 1\n', { '': {}, 'a.b': { c: '1' } }],
    ['keys in front of any table', 'name = "x" # why\r\n', { '': { name: '"x" # why' } }],
    ['quoted and spaced names', '[ a . "b" ]\n"c-d" = 1', { '': {}, 'a.b': { 'c-d': '1' } }],
    ['a table that goes on later', '[a]\nb=1\n[c]\n[a]\nd=2', { '': {}, a: { b: '1', d: '2' }, c: {} }],
    ['an array over lines', '[a]\nb = [\n  "x", # ]\n]\nc = 1', { '': {}, a: { b: '[\n"x", # ]\n]', c: '1' } }],
    ['a text over lines', '[a]\nb = """x\n[no] = y\n"""\nc = 1', { '': {}, a: { b: '"""x\n[no] = y\n"""', c: '1' } }],
    ['what a text holds', `a = "x # [ \\" y"\nb = '{'`, { '': { a: '"x # [ \\" y"', b: "'{'" } }],
    ['tables of an array', '[[a]]\nb = 1', { '': {}, a: { b: '1' } }],
  ])('%s', (_, text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it.each([
    ['a line that is none', '[a]\n<<<<<<< HEAD\n'],
    ['an array without an end', 'a = ["x"'],
    ['a text without an end', 'a = "x'],
    ['a text over lines without an end', 'a = """x'],
    ['a bracket too many', 'a = [1]]'],
    ['one that nobody wrote', `a = "${'x'.repeat(1_000_001)}"`],
  ])('are not read from %s', (_, text) => {
    expect(read(text)).toBeNull();
  });

  it('are read in one pass, however they are written', () => {
    const start = performance.now();
    for (const hostile of [
      `${'['.repeat(500_000)}`,
      `a = ${'[\n'.repeat(300_000)}`,
      `${' '.repeat(400_000)}.x=1`,
      'a=1\n'.repeat(200_000),
    ])
      readTomlTables(hostile);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
