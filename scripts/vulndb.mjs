// npm run vulndb -- --from FOLDER [--out public/vulndb] [--fetch [--ecosystems Go,PyPI]]: the database of known
// vulnerabilities that the page loads, from OSV's zips in the folder: <Ecosystem>.zip or <Ecosystem>/all.zip. With --fetch
// they are downloaded there first. docs/vulnerability-database.md
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadSource } from '../tests/bench/source.mjs';
import { root } from './lib/run.mjs';

function options() {
  const usage = 'Usage: npm run vulndb -- --from FOLDER [--out public/vulndb] [--fetch [--ecosystems Go,PyPI]]';
  try {
    const { values } = parseArgs({
      options: {
        from: { type: 'string' },
        out: { type: 'string', default: resolve(root, 'public/vulndb') },
        fetch: { type: 'boolean', default: false },
        ecosystems: { type: 'string' },
        bucket: { type: 'string' },
      },
    });
    if (values.from) return values;
  } catch (error) {
    console.error(error.message);
  }
  console.error(usage);
  process.exit(2);
}

const { from, out, fetch, ecosystems, bucket } = options();
const { fetchOsv, fetchedEcosystems, addressOf } = await loadSource('scripts/lib/fetch-osv.ts');
const { buildVulndb } = await loadSource('scripts/lib/build-vulndb.ts');

let fetched = [];
if (fetch) {
  fetched = ecosystems?.split(',') ?? fetchedEcosystems;
  const failed = await fetchOsv(resolve(from), fetched, bucket);
  for (const line of failed) console.error(line);
  if (failed.length > 0) process.exitCode = 1;
}
const sourceOf = (ecosystem) => (fetched.includes(ecosystem) ? addressOf(ecosystem, bucket) : null);
try {
  const { parts } = await buildVulndb({ from: resolve(from), out: resolve(out), sourceOf, log: console.error });
  for (const { file, advisories, bytes } of parts) {
    console.log(`${file}: ${advisories} advisories, ${bytes} bytes, ${(bytes / advisories).toFixed(1)} bytes each`);
  }
  console.log(`${parts.length} files in ${resolve(out)}`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
