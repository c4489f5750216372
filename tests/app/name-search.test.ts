import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { NameSearch, type NameLooker } from '../../src/app/name-search.svelte.ts';
import { matchNames } from '../../src/rootfs/match-names.ts';
import type { NameFilter } from '../../src/rootfs/name-filter.ts';
import { decodeNames } from '../../src/rootfs/node-names.ts';
import { rootfsOf } from '../support/tree.ts';

const image = rootfsOf(['a/b.js size 1', 'a/c.ts size 1', 'a/(x) size 1']);
const text = (text: string): NameFilter => ({ kind: 'text', text });
const expression = (text: string): NameFilter => ({ kind: 'regexp', text });

/** As a worker answers; an expression with `+)+` never does, until it is aborted. */
const asked: string[] = [];
let ended = 0;
const look: NameLooker['look'] = ({ filter, names, parents }, { signal, onProgress }) => {
  asked.push(filter.text);
  onProgress?.(0);
  if (!filter.text.includes('+)+')) return Promise.resolve(matchNames(filter, parents, decodeNames(names)));
  return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new Error('aborted'))));
};

const looker: NameLooker = { look, endIdle: () => void ended++ };

const found = (search: NameSearch): string[] | null =>
  search.found && [...search.found].flatMap((match, node) => (match === 2 ? [image.nameOf(node)] : []));

beforeEach(() => {
  asked.length = 0;
  vi.useFakeTimers();
});
afterEach(() => void vi.useRealTimers());

describe('what a filter finds', () => {
  it('is there by and by, and nothing once it is empty', async () => {
    const search = new NameSearch(image.columns, looker);
    await search.look({ kind: 'glob', text: '*.{js,ts}' });
    expect(found(search)).toEqual(['b.js', 'c.ts']);
    await search.look(text(''));
    expect(search.found).toBeNull();
  });

  it('stays while the next one is not complete, which is said', async () => {
    const search = new NameSearch(image.columns, looker);
    await search.look(expression('^b'));
    await search.look(expression('^b('));
    expect([found(search), search.problem]).toEqual([['b.js'], expect.stringMatching(/^Not a regular expression: /)]);
    expect(asked).toEqual(['^b']);
    await search.look(expression('^c'));
    expect([found(search), search.problem]).toEqual([['c.ts'], null]);
  });

  it('of what is typed meanwhile, the last one counts', async () => {
    const search = new NameSearch(image.columns, looker);
    await Promise.all([search.look(text('b')), search.look(text('c')), search.look(text('x'))]);
    expect(found(search)).toEqual(['(x)']);
    expect(asked).not.toContain('c');
  });
});

describe('an expression that backtracks for ever', () => {
  it('is given up after a time, in words that help', async () => {
    const search = new NameSearch(image.columns, looker);
    const looking = search.look(expression('(a+)+$'));
    await vi.advanceTimersByTimeAsync(2900);
    expect([search.busy, search.problem]).toEqual([true, null]);
    await vi.advanceTimersByTimeAsync(200);
    await looking;
    expect(search.busy).toBe(false);
    expect(search.problem).toMatch(/^Given up after 3 s: .* 4 names\. .*write it as one\.$/);
  });

  it('does not keep the next one waiting', async () => {
    const search = new NameSearch(image.columns, looker);
    void search.look(expression('(a+)+$'));
    const next = search.look(text('b'));
    await vi.advanceTimersByTimeAsync(400);
    await next;
    expect([found(search), search.problem]).toEqual([['b.js'], null]);
  });

  it('is ended when nobody looks any more', async () => {
    const search = new NameSearch(image.columns, looker);
    const looking = search.look(expression('(a+)+$'));
    search.end();
    await looking;
    expect([search.found, search.problem, search.busy, ended]).toEqual([null, null, false, 1]);
  });
});

it('a worker that fails is a sentence', async () => {
  const search = new NameSearch(image.columns, { ...looker, look: () => Promise.reject(new Error('no memory')) });
  await search.look(text('b'));
  expect(search.problem).toContain('no memory');
});
