import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

/** The way of the data. Each folder (or file) of src may use those in the rows before its own. */
const order: readonly (readonly string[])[] = [
  ['bytes', 'paths', 'fault', 'severity', 'security'],
  ['archive'],
  ['image', 'dockerfile'],
  ['layer'],
  ['content'],
  ['rootfs', 'history'],
  ['saving'],
  ['build-context'],
  ['secrets'],
  ['cleaning'],
  ['packages'],
  ['analysis', 'lint'],
  ['build-cache'],
  ['hardening'],
  ['minify'],
  ['optimize'],
  ['outlook'],
  ['report'],
  ['export'],
  ['workers'],
  ['app'],
  ['components'],
  ['views'],
  ['App', 'main'],
];
const places = order.flat();

/** Read by the build, not by another file of src. */
const apart = new Set(['service-worker', 'env.d']);

const specifiers = [
  /^\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/gm,
  /^\s*import\s*['"]([^'"]+)['"]/gm,
  /\bimport\(\s*(?:\/\*.*?\*\/\s*)?['"]([^'"]+)['"]/g,
  /\bnew URL\(\s*['"]([^'"]+)['"]\s*,\s*import\.meta\.url/g,
];

/** The relative imports of one file, `import type` and `import()` among them. */
function importsOf(text: string): string[] {
  const found = specifiers.flatMap((pattern) => [...text.matchAll(pattern)].map(([, specifier]) => specifier ?? ''));
  return found.filter((specifier) => specifier.startsWith('.')).map((specifier) => specifier.replace(/\?.*$/, ''));
}

/** The first part of a path below src: a folder's name, or a file's without its ending. */
function placeOf(path: string): string {
  const [first = ''] = path.split('/');
  return first === path ? first.replace(/\.(svelte|ts|js)$/, '') : first;
}

/** The arrows that point the wrong way among these files (path below src → text). */
function wrongArrows(files: Record<string, string>): string[] {
  return Object.entries(files).flatMap(([path, text]) => {
    const from = placeOf(path);
    if (apart.has(from)) return [];
    if (!places.includes(from)) return [`${path} is in no known place`];
    return importsOf(text)
      .map((specifier) => join(dirname(path), specifier).replaceAll('\\', '/'))
      .filter((target) => !allowed(from, placeOf(target), path))
      .map((target) => `${path} → ${target}`);
  });
}

function allowed(from: string, to: string, path: string): boolean {
  if (from === to) return true;
  // fault's words need the units of bytes, and readers throw faults: these stand side by side.
  if (order[0]?.includes(from) && order[0].includes(to)) return true;
  // The whole is put together by the two files that come last, and a page's styles are no code.
  if (to === 'styles') return from === 'main' || from === 'App';
  return places.includes(to) && rowOf(to) < rowOf(from) + (path === 'main.ts' ? 1 : 0);
}

function rowOf(place: string): number {
  return order.findIndex((row) => row.includes(place));
}

function sourceFiles(): Record<string, string> {
  const src = join(import.meta.dirname, '../src');
  const entries = readdirSync(src, { recursive: true, withFileTypes: true });
  const code = entries.filter((entry) => entry.isFile() && /\.(ts|js|svelte)$/.test(entry.name));
  return Object.fromEntries(
    code.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(src, path).replaceAll('\\', '/'), readFileSync(path, 'utf8')];
    }),
  );
}

test('imports point one way, along the way of the data', () => {
  const files = sourceFiles();
  expect(Object.keys(files).length).toBeGreaterThan(50);
  expect(wrongArrows(files)).toEqual([]);
});

describe('a wrong arrow is found', () => {
  test.each([
    ['an earlier folder uses a later one', 'archive/tar.ts', `import { scan } from '../layer/scan-layer.ts';`],
    ['a type is an arrow too', 'layer/scan.ts', `import type { Report } from '../report/report.ts';`],
    ['folders of one row do not use each other', 'lint/rule.ts', `import { findWaste } from '../analysis/waste.ts';`],
    ['an import over several lines', 'image/model.ts', `import {\n  a,\n  b,\n} from '../rootfs/columns.ts';`],
    ['an export from', 'bytes/index.ts', `export { open } from '../archive/open.ts';`],
    ['a dynamic import', 'report/build.ts', `const later = () => import('../export/json.ts');`],
    ['an import for its effects', 'analysis/waste.ts', `import '../optimize/pipeline.ts';`],
    ['a component uses a view', 'components/Rail.svelte', `<script>\n  import V from '../views/V.svelte';\n</script>`],
    ['a worker starts a component', 'workers/spawn.ts', `new Worker(new URL('../components/a.ts', import.meta.url));`],
    ['a folder that the order does not know', 'bytes/a.ts', `import { b } from '../misc/b.ts';`],
  ])('%s', (_, path, text) => {
    expect(wrongArrows({ [path]: text })).toHaveLength(1);
  });

  test('a file in a folder that the order does not know', () => {
    expect(wrongArrows({ 'misc/b.ts': '' })).toEqual(['misc/b.ts is in no known place']);
  });
});

test.each([
  ['an earlier folder', 'views/layers/LayersView.svelte', `import { x } from '../../bytes/units.ts';`],
  ['its own folder', 'layer/scan.ts', `import type { Row } from './layer-table.ts';`],
  ['a package', 'dockerfile/parse.ts', `import { DockerfileParser } from 'dockerfile-ast';`],
  ['a worker by its address', 'workers/spawn.ts', `import image from './image.worker.ts?worker&url';`],
  ['words in a string', 'fault.ts', `const text = 'read from "../views/a.ts"';`],
])('%s may be used', (_, path, text) => {
  expect(wrongArrows({ [path]: text })).toEqual([]);
});
