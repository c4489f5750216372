import { expect, it, test } from 'vitest';
import { bytesOf, type SurfaceTool } from '../../../src/hardening/surface.ts';
import {
  kindTotals,
  surfacePlace,
  surfaceRows,
  type SurfaceColumn,
} from '../../../src/views/hardening/surface-rows.ts';

function tool(path: string, kind: string, size: number, copy: number, part: Partial<SurfaceTool> = {}): SurfaceTool {
  const name = path.split('/').at(-1) ?? '';
  return { kind: kind as SurfaceTool['kind'], name, path, program: null, size, layer: 0, package: null, copy, ...part };
}

const tools = [
  tool('/bin/sh', 'shell', 100, 1, { program: '/bin/busybox' }),
  tool('/bin/ash', 'shell', 100, 1, { program: '/bin/busybox' }),
  tool('/usr/bin/gcc', 'compiler', 900, 2, { layer: 2, package: 'gcc' }),
  tool('/usr/bin/curl', 'downloader', 300, 3, { layer: 1, package: 'curl' }),
  tool('/usr/bin/wget', 'downloader', 100, 1, { program: '/bin/busybox' }),
];

test('names of one file count once', () => {
  expect(bytesOf(tools)).toBe(1300);
  expect(kindTotals(tools)).toEqual([
    { kind: 'compiler', count: 1, bytes: 900 },
    { kind: 'downloader', count: 2, bytes: 400 },
    { kind: 'shell', count: 2, bytes: 100 },
  ]);
});

it.each<[SurfaceColumn, boolean, string]>([
  ['size', true, 'gcc curl ash sh wget'],
  ['size', false, 'ash sh wget curl gcc'],
  ['kind', false, 'gcc curl wget ash sh'],
  ['layer', true, 'gcc curl ash sh wget'],
  ['package', false, 'ash sh wget curl gcc'],
])('is in the order of %s, descending: %s; equal ones by their paths', (column, descending, expected) => {
  const rows = surfaceRows(tools, null, { column, descending });
  expect(rows.map(({ name }) => name).join(' ')).toBe(expected);
});

test('of one kind', () => {
  const rows = surfaceRows(tools, 'shell', { column: 'name', descending: true });
  expect(rows.map(({ name }) => name)).toEqual(['sh', 'ash']);
});

it.each<[string, string | null, number, string]>([
  ['/usr/bin/curl', null, 40, '/usr/bin/curl'],
  ['/usr/lib/gcc/x86_64-linux-gnu/12/cc1plus', null, 24, '/usr/lib/…/12/cc1plus'],
  ['/bin/sh', '/bin/busybox', 40, '/bin/sh → /bin/busybox'],
  ['/usr/local/bin/python', '/usr/local/lib/pypy/bin/python3', 36, '/…/bin/python → /…/bin/python3'],
  ['/usr/bin/rbash', '/usr/bin/bash', 17, '/usr/bin/rbash'],
  ['/bin/a\nb', null, 40, '/bin/a\\nb'],
])('the place of %s, which leads to %s, in %d characters', (path, program, max, expected) => {
  expect(surfacePlace({ path, program }, max)).toBe(expected);
});
