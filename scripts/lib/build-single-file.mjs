import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root, run } from './run.mjs';
import { singleFileName } from './single-file-name.mjs';

export const singleFileLimit = 11_000_000;

const element = /<(?:script|style)[^>]*>/g;
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(2)} MB`;

/** How much each element of the file takes, largest first. */
function parts(html) {
  return [...html.matchAll(element)]
    .map(({ 0: tag, index }) => ({
      name: /data-file="([^"]+)"/.exec(tag)?.[1] ?? (tag.startsWith('<style') ? 'the styles' : 'the page'),
      bytes: Buffer.byteLength(
        html.slice(index, html.indexOf(tag.startsWith('<style') ? '</style>' : '</script>', index)),
      ),
    }))
    .sort((a, b) => b.bytes - a.bytes);
}

/** Writes dist/plimsoll.html, prints what takes its bytes, and throws where it is over the limit. */
export function buildSingleFile() {
  run('npx', ['vite', 'build', '--config', 'vite.single.config.ts', '--logLevel', 'warn']);
  const file = readFileSync(join(root, 'dist', singleFileName));
  for (const { name, bytes } of parts(file.toString())) console.log(`${String(bytes).padStart(9)} B  ${name}`);
  const gzipped = gzipSync(file, { level: 9 }).length;
  const text = `${megabytes(file.length)} (${megabytes(gzipped)} gzipped), ${megabytes(singleFileLimit)} allowed`;
  if (file.length > singleFileLimit) throw new Error(`dist/${singleFileName} is too large: ${text}`);
  return text;
}
