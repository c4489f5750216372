// What the built page holds of others, as CycloneDX JSON on the standard output: npm's own list of the lock file, less what only
// the build and the tests need. What ships is what THIRD_PARTY_NOTICES.md names; a build that holds more fails.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './lib/run.mjs';

const options = { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26, shell: process.platform === 'win32' };
const all = JSON.parse(
  execFileSync(
    'npm',
    ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx', '--sbom-type', 'application'],
    options,
  ),
);

const notices = readFileSync(join(root, 'THIRD_PARTY_NOTICES.md'), 'utf8');
// A package inside of another one stands under its place: cvss4/node_modules/tslib.
const shipped = new Set(
  [...notices.matchAll(/^## (\S+) (\S+)$/gm)].map(
    ([, place, version]) => `${place.replace(/^.*node_modules\//, '')}@${version}`,
  ),
);
const nameOf = ({ group, name, version }) => `${group ? `${group}/` : ''}${name}@${version}`;
const components = all.components.filter((component) => shipped.has(nameOf(component)));
const missing = [...shipped].filter((name) => !components.some((component) => nameOf(component) === name));
if (missing.length > 0)
  throw new Error(`The lock file has no ${missing.join(', ')}, which THIRD_PARTY_NOTICES.md names`);

const kept = new Set([all.metadata.component['bom-ref'], ...components.map((component) => component['bom-ref'])]);
const dependencies = all.dependencies
  .filter(({ ref }) => kept.has(ref))
  .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((one) => kept.has(one)) }));
console.log(JSON.stringify({ ...all, components, dependencies }, null, 2));
