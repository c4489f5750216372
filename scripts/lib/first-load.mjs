import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from './run.mjs';

export const firstLoadLimit = 120_000;

const tag = /<(?:script|link)\b[^>]*?\b(?:src|href)="([^"]+\.js)"/g;
const staticImport = /(?:\bfrom|\bimport)\s*(["'])(\.[^"']+\.js)\1/g;

/**
 * The JavaScript that the built page loads before anything is asked of it: what index.html names, and whatever that
 * imports statically.
 * @returns {{ file: string, bytes: number }[]} gzipped sizes, largest first
 */
export function firstLoad(dist = join(root, 'dist')) {
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const found = new Map();
  const visit = (file) => {
    if (found.has(file)) return;
    const source = readFileSync(join(dist, file), 'utf8');
    found.set(file, gzipSync(source, { level: 9 }).length);
    for (const [, , address] of source.matchAll(staticImport)) visit(join(dirname(file), address));
  };
  for (const [, address] of html.matchAll(tag)) visit(join(address));
  return [...found].map(([file, bytes]) => ({ file, bytes })).sort((a, b) => b.bytes - a.bytes);
}

/** Prints the first load, and throws where it is over the limit. */
export function checkFirstLoad() {
  const files = firstLoad();
  if (files.length === 0) throw new Error('dist/index.html names no script');
  for (const { file, bytes } of files) console.log(`${String(bytes).padStart(9)} B  ${file}`);
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const text = `${(total / 1000).toFixed(1)} kB of gzipped JavaScript, ${firstLoadLimit / 1000} kB allowed`;
  if (total > firstLoadLimit) throw new Error(`The first load is too large: ${text}`);
  return text;
}
