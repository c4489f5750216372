import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { buildVulndb } from '../../scripts/lib/build-vulndb.ts';
import { fetchOsv } from '../../scripts/lib/fetch-osv.ts';
import { loadDatabase } from '../../src/analysis/vulnerabilities/load-database.ts';
import { parseManifest } from '../../src/analysis/vulnerabilities/manifest.ts';
import { affectedPackage, osvJson, range } from '../support/osv-json.ts';
import { makeZip } from '../support/osv-zip.ts';

const root = resolve(import.meta.dirname, '../..');
let [from, out] = ['', ''];
beforeEach(() => {
  from = mkdtempSync(join(tmpdir(), 'plimsoll-osv-'));
  out = join(from, 'out');
});
afterEach(() => rmSync(from, { recursive: true }));

const zipOf = async (...records: object[]): Promise<Buffer> => {
  const files = records.map((record, at) => ({ name: `${at}.json`, text: JSON.stringify(record) }));
  return Buffer.from(await makeZip(files).arrayBuffer());
};
const of = (id: string, ...affected: object[]): object => osvJson({ id, affected });

async function writeZip(ecosystem: string, ...records: object[]): Promise<void> {
  mkdirSync(join(from, ecosystem), { recursive: true });
  writeFileSync(join(from, ecosystem, 'all.zip'), await zipOf(...records));
}

const fetchFile = async (name: string) => new Uint8Array(readFileSync(join(out, name)));

describe('from zips', () => {
  test('a file for each ecosystem and release, and what the page loads of it', async () => {
    await writeZip(
      'Debian',
      of('A', affectedPackage('Debian:11', 'left'), affectedPackage('Debian:12', 'left')),
      of('B', affectedPackage('Debian', 'left')),
    );
    writeFileSync(
      join(from, 'npm.zip'),
      await zipOf(
        of('C', affectedPackage('npm', 'left')),
        of('MAL-1', affectedPackage('npm', 'evil', { ranges: [range('0')] })),
      ),
    );
    const { parts } = await buildVulndb({ from, out });
    expect(parts.map(({ file, advisories }) => [file, advisories])).toEqual([
      ['Debian-11.json.gz', 2],
      ['Debian-12.json.gz', 2],
      ['npm.json.gz', 2],
    ]);
    const { lookups, problems } = await loadDatabase(
      fetchFile,
      ['Debian:12', 'npm'],
      Date.parse('2026-01-03T00:00:00Z'),
    );
    expect(problems).toEqual([]);
    expect(
      lookups
        .get('Debian:12')
        ?.entriesOf('left')
        .map(({ advisory }) => advisory.ids[0]),
    ).toEqual(['A', 'B']);
    expect(lookups.get('npm')?.isMalicious('evil')).toBe(true);
  });

  test('the manifest says where the data come from and how old they are', async () => {
    await writeZip('Go', of('A', affectedPackage('Go', 'left')));
    await writeZip('PyPI', of('B', affectedPackage('PyPI', 'left')));
    const go = { source: 'https://example.com/go', commit: 'abc', date: '2026-01-01T00:00:00Z', licence: 'CC-BY-4.0' };
    writeFileSync(join(from, 'sources.json'), JSON.stringify({ Go: go }));
    await buildVulndb({ from, out });
    const manifest = parseManifest(readFileSync(join(out, 'manifest.json'), 'utf8'));
    expect(manifest?.parts).toMatchObject([
      { ecosystem: 'Go', ...go, advisories: 1, packages: 1 },
      { ecosystem: 'PyPI', source: 'all.zip', commit: null, date: '2026-01-02T03:04:05Z', licence: 'CC-BY-4.0' },
    ]);
  });

  test('the same zips give the same bytes, and what is no longer there goes', async () => {
    await writeZip('Go', of('A', affectedPackage('Go', 'left')));
    await writeZip('npm', of('B', affectedPackage('npm', 'left')));
    const first = await buildVulndb({ from, out });
    const hashes = first.parts.map(({ sha256 }) => sha256);
    expect((await buildVulndb({ from, out })).parts.map(({ sha256 }) => sha256)).toEqual(hashes);
    writeFileSync(join(out, 'mine.txt'), '');
    rmSync(join(from, 'npm'), { recursive: true });
    await buildVulndb({ from, out });
    expect(readdirSync(out).sort()).toEqual(['Go.json.gz', 'manifest.json', 'mine.txt']);
  });

  test('no zips, and zips of something else', async () => {
    await expect(buildVulndb({ from, out })).rejects.toThrow(/holds no <Ecosystem>\.zip/);
    writeFileSync(join(from, 'npm.zip'), await zipOf({ name: 'x' }));
    await expect(buildVulndb({ from, out })).rejects.toThrow(/npm\.zip was not used\. None of its first files/);
  });
});

describe('downloads', () => {
  let server: Server;
  let base = '';
  let zip: Buffer;
  const asked: string[] = [];
  beforeEach(async () => {
    zip = await zipOf(of('A', affectedPackage('Go', 'left')));
    asked.length = 0;
    server = createServer(({ url = '' }, response) => {
      asked.push(url);
      if (url === '/Go/all.zip') return void response.end(zip);
      if (url === '/cut/all.zip') {
        response.writeHead(200, { 'content-length': zip.length });
        response.write(zip.subarray(0, 20));
        return void setTimeout(() => response.destroy(), 20);
      }
      if (url === '/moved/all.zip') return void response.writeHead(302, { location: '/Go/all.zip' }).end();
      response.writeHead(404).end();
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => server.close());

  test('each ecosystem in a folder of its own; what could not be had is told, and the rest comes', async () => {
    const failed = await fetchOsv(from, ['Red Hat', 'cut', 'moved', 'Go'], base);
    expect(asked).toEqual(['/Red%20Hat/all.zip', '/cut/all.zip', '/moved/all.zip', '/Go/all.zip']);
    expect(readFileSync(join(from, 'Go/all.zip'))).toEqual(zip);
    expect(failed).toHaveLength(3);
    expect(failed[0]).toBe(`${base}/Red%20Hat/all.zip could not be downloaded: the server answers 404 Not Found.`);
    expect(failed[1]).toMatch(/cut\/all\.zip could not be downloaded: /);
  });

  test('a download that fails leaves the old zip, and no half of a new one', async () => {
    mkdirSync(join(from, 'cut'));
    writeFileSync(join(from, 'cut/all.zip'), 'old');
    expect(await fetchOsv(from, ['cut'], base)).toHaveLength(1);
    expect(readdirSync(join(from, 'cut'))).toEqual(['all.zip']);
    expect(readFileSync(join(from, 'cut/all.zip'), 'utf8')).toBe('old');
  });

  test('nobody answers', async () => {
    server.close();
    expect((await fetchOsv(from, ['Go'], 'http://127.0.0.1:9'))[0]).toMatch(/could not be downloaded: /);
  });
});

test('npm run vulndb', async () => {
  await writeZip('Go', of('A', affectedPackage('Go', 'left')));
  const script = join(root, 'scripts/vulndb.mjs');
  const said = execFileSync(process.execPath, [script, '--from', from, '--out', out], { encoding: 'utf8' });
  expect(said).toMatch(/^Go\.json\.gz: 1 advisories, \d+ bytes/);
  expect(readdirSync(out).sort()).toEqual(['Go.json.gz', 'manifest.json']);
  expect(() => execFileSync(process.execPath, [script], { stdio: 'pipe' })).toThrow(/--from FOLDER/);
});
