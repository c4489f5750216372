import { writeFileSync } from 'node:fs';
import { zipSync } from 'fflate';
import { writeImage } from './image-writer.mjs';
import { endBlocks, fileBlocks } from './tar-writer.mjs';

/** A Debian with packages of its own, and layers of npm's on top. */
const debianPackages = 1_000;
const npmLayers = 8;
const npmPerLayer = 500;
export const packageCount = debianPackages + npmLayers * npmPerLayer;

const licences = ['MIT', 'Apache-2.0', 'BSD-3-Clause', 'ISC', 'SEE LICENSE IN LICENSE.md', null];
const versionOf = (at) => `${1 + (at % 7)}.${at % 31}.${at % 11}`;

/** One in ten stands below another one, in a version of its own. */
function npmPackage(layer, at) {
  const number = layer * npmPerLayer + at;
  const isNested = at % 10 === 0 && number > 0;
  const name = `library-${isNested ? number - 1 : number}`;
  const folder = `app/part${layer}/node_modules/${isNested ? `library-${number + 1}/node_modules/` : ''}${name}`;
  return { name, folder, version: versionOf(number), licence: licences[number % licences.length], size: 200 + 37 * at };
}

function* npmParts(layer) {
  for (let at = 0; at < npmPerLayer; at++) {
    const { name, folder, version, licence, size } = npmPackage(layer, at);
    yield* textFile(`${folder}/package.json`, JSON.stringify({ name, version, ...(licence && { license: licence }) }));
    yield* textFile(`${folder}/index.js`, 'x'.repeat(size));
  }
  yield endBlocks;
}

function stanzaOf(at) {
  const head = `Package: libdebian${at}\nStatus: install ok installed\nArchitecture: amd64\n`;
  // Two of each source.
  return `${head}Source: debian${at >> 1}\nVersion: ${versionOf(at >> 1)}-${1 + ((at >> 1) % 3)}\n\n`;
}

function* debianParts() {
  yield* textFile('etc/os-release', 'ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n');
  const stanzas = Array.from({ length: debianPackages }, (_, at) => stanzaOf(at));
  yield* textFile('var/lib/dpkg/status', stanzas.join(''));
  yield endBlocks;
}

function textFile(name, text) {
  const body = Buffer.from(text);
  return fileBlocks(name, body.length, [body]);
}

export const writePackageImage = (file) =>
  writeImage(
    file,
    [
      { command: 'ADD rootfs.tar /', parts: debianParts() },
      ...Array.from({ length: npmLayers }, (_, layer) => ({ command: `RUN npm ci ${layer}`, parts: npmParts(layer) })),
    ],
    { compression: 'none' },
  );

const severities = ['CRITICAL', 'HIGH', 'MODERATE', 'LOW'];

/** One of two for each package, the second without a fix. */
function recordOf(ecosystem, name, type, at) {
  const events = [{ introduced: '0' }, ...(at % 2 === 0 ? [{ fixed: '99.0.0' }] : [])];
  return {
    schema_version: '1.6.0',
    id: `BENCH-${ecosystem.replace(':', '')}-${at}`,
    modified: '2026-01-01T00:00:00Z',
    aliases: [`CVE-2026-${(ecosystem === 'npm' ? 200_000 : 100_000) + at}`],
    summary: `Number ${at} lets attackers read what crafted requests name`,
    affected: [{ package: { ecosystem, name }, ranges: [{ type, events }] }],
    database_specific: { severity: severities[at % severities.length] },
  };
}

/** OSV's archive of advisories of each package above, of npm or of Debian: two for each name. */
export function writeAdvisories(file, ecosystem) {
  const isNpm = ecosystem === 'npm';
  const names = isNpm ? npmLayers * npmPerLayer : debianPackages / 2;
  const records = Array.from({ length: 2 * names }, (_, at) =>
    recordOf(ecosystem, `${isNpm ? 'library-' : 'debian'}${at >> 1}`, isNpm ? 'SEMVER' : 'ECOSYSTEM', at),
  );
  const files = records.map((record) => [`${record.id}.json`, Buffer.from(JSON.stringify(record))]);
  writeFileSync(file, zipSync(Object.fromEntries(files)));
}
