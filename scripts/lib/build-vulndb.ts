// What `npm run vulndb` does: OSV's zips to the files of public/vulndb, with the code that the page reads them by.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildDatabase, type BuiltPart, licenceOf } from '../../src/analysis/vulnerabilities/build-database.ts';
import { type OsvZip, readOsvZip } from '../../src/analysis/vulnerabilities/dropped-osv.ts';
import {
  fileNameOf,
  type Manifest,
  manifestFormat,
  type ManifestPart,
  parseManifest,
} from '../../src/analysis/vulnerabilities/manifest.ts';

/** What `sources.json` in the folder of zips may say of an ecosystem. */
interface Source {
  readonly source?: string;
  readonly date?: string;
  readonly commit?: string;
  readonly licence?: string;
}

export interface VulndbOptions {
  /** Holds `<Ecosystem>.zip` or `<Ecosystem>/all.zip`. */
  readonly from: string;
  readonly out: string;
  /** Where a zip came from, where it is known. */
  readonly sourceOf?: (ecosystem: string) => string | null;
  readonly log?: (line: string) => void;
}

interface Zip {
  readonly ecosystem: string;
  readonly file: string;
}

async function findZips(folder: string): Promise<Zip[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .flatMap((entry) => {
      const file = join(folder, entry.name);
      if (entry.name.endsWith('.zip')) return [{ ecosystem: basename(entry.name, '.zip'), file }];
      const inside = join(file, 'all.zip');
      return entry.isDirectory() && existsSync(inside) ? [{ ecosystem: entry.name, file: inside }] : [];
    })
    .sort((a, b) => (a.ecosystem < b.ecosystem ? -1 : 1));
}

async function readSources(folder: string): Promise<Readonly<Record<string, Source>>> {
  const file = join(folder, 'sources.json');
  return existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as Record<string, Source>) : {};
}

async function readZip({ file }: Zip): Promise<OsvZip> {
  const read = await readOsvZip(new Blob([await readFile(file)]), { wants: () => true });
  if (read.kind === 'not-osv') throw new Error(`${file} was not used. ${read.reason}`);
  return read;
}

async function writePart(part: BuiltPart, out: string): Promise<Pick<ManifestPart, 'file' | 'sha256' | 'bytes'>> {
  const file = fileNameOf(part.ecosystem);
  const bytes = gzipSync(part.text, { level: 9 });
  await writeFile(join(out, file), bytes);
  return { file, sha256: createHash('sha256').update(part.text).digest('hex'), bytes: bytes.length };
}

async function writeParts(zip: Zip, source: Source, options: VulndbOptions): Promise<ManifestPart[]> {
  const { out, sourceOf, log = () => undefined } = options;
  const { collection, records, problems } = await readZip(zip);
  for (const problem of problems) log(`${zip.file}: ${problem}`);
  const parts: ManifestPart[] = [];
  for (const part of buildDatabase(collection, zip.ecosystem)) {
    const { ecosystem, advisories, packages } = part;
    parts.push({
      ecosystem,
      ...(await writePart(part, out)),
      source: source.source ?? sourceOf?.(zip.ecosystem) ?? basename(zip.file),
      date: source.date ?? collection.date,
      commit: source.commit ?? null,
      licence: source.licence ?? licenceOf(ecosystem),
      advisories,
      packages,
    });
  }
  if (parts.length === 0) log(`${zip.file}: none of its ${records} records is about ${zip.ecosystem}.`);
  return parts;
}

/** What an earlier run wrote and this one did not; nothing else in the folder is touched. */
async function removeStale(out: string, kept: ReadonlySet<string>): Promise<void> {
  const file = join(out, 'manifest.json');
  const before = existsSync(file) ? parseManifest(await readFile(file, 'utf8')) : null;
  for (const part of before?.parts ?? []) if (!kept.has(part.file)) await rm(join(out, part.file), { force: true });
}

/** A site without a database says so in a manifest: a page that asks for what is not there leaves an error in the console. */
export async function writeEmptyDatabase(out: string): Promise<void> {
  if (existsSync(join(out, 'manifest.json'))) return;
  const manifest: Manifest = { format: manifestFormat, made: '1970-01-01T00:00:00Z', parts: [] };
  await mkdir(out, { recursive: true });
  await writeFile(join(out, 'manifest.json'), `${JSON.stringify(manifest)}\n`);
}

/** Throws where a zip is none of OSV, or there is none at all: a site without a database says so, one with half of it would not. */
export async function buildVulndb(options: VulndbOptions): Promise<Manifest> {
  const zips = await findZips(options.from);
  if (zips.length === 0) throw new Error(`${options.from} holds no <Ecosystem>.zip and no <Ecosystem>/all.zip.`);
  const sources = await readSources(options.from);
  await mkdir(options.out, { recursive: true });
  const parts: ManifestPart[] = [];
  for (const zip of zips) parts.push(...(await writeParts(zip, sources[zip.ecosystem] ?? {}, options)));
  const manifest: Manifest = { format: manifestFormat, made: new Date().toISOString(), parts };
  await removeStale(options.out, new Set(parts.map(({ file }) => file)));
  await writeFile(join(options.out, 'manifest.json'), `${JSON.stringify(manifest, null, 1)}\n`);
  return manifest;
}
