// The sizes of docs/verified-minified.md, as a section of docs/verified-builds.md.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadSource } from '../../tests/bench/source.mjs';
import { root } from '../lib/run.mjs';

const { readDocument } = await loadSource('scripts/verify-builds/kept-document.ts');
export const minifiedFile = join(root, 'docs/verified-minified.md');
const buildsFile = join(root, 'docs/verified-builds.md');
const heading = 'Minified';
const follows = '\n## What stands in for the base images\n';

export const keptMinified = () => readDocument(existsSync(minifiedFile) ? readFileSync(minifiedFile, 'utf8') : '');

const sizeCell = (row) => (row ? `${row[2]}${row[5].startsWith('passed') ? '' : ', **smoke test failed**'}` : '');

/** Lines; none where nothing was minified yet. */
export function minifiedSection() {
  const rows = keptMinified().rowsBelow('');
  const names = [...new Set(rows.map(([name]) => name))];
  if (names.length === 0) return [];
  const cellsOf = (name) =>
    ['whole', 'sure', 'balanced', 'smallest'].map((image) =>
      sizeCell(rows.find((row) => row[0] === name && row[1] === image)),
    );
  return [
    `## ${heading}`,
    '',
    'Images without what they do not need, by the size of their root file systems: `npm run verify:minified` writes',
    '[verified-minified.md](verified-minified.md), which has the archives, the smoke tests and what was traced as well.',
    '',
    '| program | whole | sure | balanced | smallest |',
    '| --- | --- | --- | --- | --- |',
    ...names.map((name) => `| ${[name, ...cellsOf(name)].join(' | ')} |`),
    '',
  ];
}

/** Where the builds are not made anew. */
export function refreshSection() {
  const text = readFileSync(buildsFile, 'utf8');
  const old = readDocument(text).sectionOf(heading);
  const now = minifiedSection().join('\n');
  writeFileSync(
    buildsFile,
    old === null ? text.replace(follows, () => `\n${now}${follows}`) : text.replace(old, () => now.trimEnd()),
  );
  return buildsFile;
}
