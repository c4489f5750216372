import { zipSync } from 'fflate';
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildVulndb } from '../../../scripts/lib/build-vulndb.ts';

/** A record as OSV has it, about a package of Python. */
export const record = (
  id: string,
  name: string,
  fixed: string | null,
  severity: string,
  summary: string,
  modified = '2020-01-01T00:00:00Z',
): object => ({
  schema_version: '1.6.0',
  id,
  modified,
  published: modified,
  aliases: [id.replace('GHSA-aaaa-aaaa-000', 'CVE-2020-000')],
  summary,
  affected: [
    {
      package: { ecosystem: 'PyPI', name },
      ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, ...(fixed === null ? [] : [{ fixed }])] }],
    },
  ],
  database_specific: { severity },
});

export const zipped = (records: Record<string, unknown>): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries(records).map(([name, value]) => [
        `${name}.json`,
        new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value)),
      ]),
    ),
  );

/** What `npm run vulndb` makes of OSV's archives, by the address that a site has it at. */
export async function siteOf(archives: Readonly<Record<string, Uint8Array>>): Promise<ReadonlyMap<string, Buffer>> {
  const from = await mkdtemp(join(tmpdir(), 'plimsoll-osv-'));
  for (const [ecosystem, bytes] of Object.entries(archives)) await writeFile(join(from, `${ecosystem}.zip`), bytes);
  const out = join(from, 'out');
  await buildVulndb({ from, out });
  const names = await readdir(out);
  return new Map(
    await Promise.all(names.map(async (name) => [`/vulndb/${name}`, await readFile(join(out, name))] as const)),
  );
}
