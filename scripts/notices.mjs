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

function section(name) {
  const folder = join(root, 'node_modules', name);
  const { version, license, repository, homepage } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const texts = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice|thirdpartynotices)\b/i.test(file));
  if (texts.length === 0) throw new Error(`${name} has no licence file`);
  const bodies = texts.map((file) =>
    ['```text', readFileSync(join(folder, file), 'utf8').trim(), '```', ''].join('\n'),
  );
  return [`## ${name} ${version}`, '', `${license}, <${sourceOf(repository, homepage)}>`, '', ...bodies].join('\n');
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
