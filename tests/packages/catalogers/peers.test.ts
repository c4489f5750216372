// What stands on this machine, against the programs of the languages: Python's importlib.metadata, RubyGems, Composer.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import type { Cataloger } from '../../../src/packages/cataloger.ts';
import { composer } from '../../../src/packages/catalogers/composer.ts';
import { gem } from '../../../src/packages/catalogers/gem.ts';
import { pythonRecord } from '../../../src/packages/catalogers/python-record.ts';
import { python } from '../../../src/packages/catalogers/python.ts';
import type { Cataloged } from '../../../src/packages/package.ts';
import { findPeer } from '../../support/peers.ts';

const readAt = (cataloger: Cataloger, path: string): Cataloged =>
  cataloger.read({ path, bytes: readFileSync(path) }) as Cataloged;

/** The one that other tests use has few packages; those of the machine more. */
const pythons = [
  findPeer('python3'),
  ...(process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'python3')),
];
const python3 = [...new Set(pythons)].filter(
  (path) => path !== null && existsSync(path) && hasMetadata(path),
) as string[];

function hasMetadata(path: string): boolean {
  return spawnSync(path, ['-c', 'import importlib.metadata']).status === 0;
}

/** Each with the path of its metadata, and as text what `files` names; both null where there is none. */
const pythonProgram = `
import importlib.metadata, json, os, sys
rows = []
for one in importlib.metadata.distributions():
    folder = str(one._path)
    places = [folder, os.path.join(folder, 'METADATA'), os.path.join(folder, 'PKG-INFO')]
    path = next((place for place in places if os.path.isfile(place)), None)
    record = os.path.join(folder, 'RECORD')
    files = None
    if os.path.isfile(record):
        files = [os.path.normpath(str(file.locate())) for file in one.files]
    expression = one.metadata['License-Expression'] if 'License-Expression' in one.metadata else None
    rows.append([path, one.metadata['Name'], one.version, expression, record if files else None, files])
json.dump({'version': sys.version.split()[0], 'rows': rows}, sys.stdout)
`;

type PythonRow = [string | null, string | null, string | null, string | null, string | null, string[] | null];

test.for(python3.length > 0 ? python3 : [null])(
  'the packages of %s, as importlib.metadata names them',
  (program, context) => {
    if (program === null) return context.skip('No Python is here');
    const said = execFileSync(program, ['-c', pythonProgram], { encoding: 'utf8', maxBuffer: 1e9, cwd: tmpdir() });
    const { version, rows } = JSON.parse(said) as { version: string; rows: PythonRow[] };
    const compared = rows.filter(([path, name, version]) => path !== null && name !== null && version !== null);
    for (const [path, name, version, expression, record, files] of compared) {
      expect(python.selects(path!)).toBe(true);
      const { packages, unknowns } = readAt(python, path!);
      expect([path, unknowns, packages.length]).toEqual([path, [], 1]);
      expect([packages[0]!.name, packages[0]!.version]).toEqual([name, version]);
      if (expression) expect(packages[0]!.licences).toEqual([expression]);
      if (record) expect(readAt(pythonRecord, record).listing).toEqual({ of: path, paths: files });
    }
    context.annotate(`importlib.metadata of Python ${version}: ${compared.length} of ${rows.length} packages compared`);
  },
);

const ruby = findPeer('ruby');

const rubyProgram = `
require 'json'
rows = Gem::Specification.map { |one| [one.loaded_from, one.name, one.version.to_s, one.licenses, one.full_name] }
puts JSON.generate({ version: Gem::VERSION, rows: rows })
`;

type GemRow = [string, string, string, string[], string];

test.skipIf(!ruby)('the gems of this Ruby, as RubyGems reads them', (context) => {
  const said = execFileSync(ruby!, ['-rrubygems', '-e', rubyProgram], { encoding: 'utf8', maxBuffer: 1e9 });
  const { version, rows } = JSON.parse(said) as { version: string; rows: GemRow[] };
  for (const [path, name, version, licences, fullName] of rows) {
    expect([path, gem.selects(path)]).toEqual([path, true]);
    const { packages, unknowns } = readAt(gem, path);
    expect([path, unknowns]).toEqual([path, []]);
    expect(packages.map((one) => [one.name, one.version, one.licences])).toEqual([[name, version, licences]]);
    const { folder } = packages[0]!;
    if (folder) expect(basename(folder)).toBe(fullName);
  }
  context.annotate(`RubyGems ${version}: ${rows.length} gems`);
});

const composerProgram = findPeer('composer');

const projects: Readonly<Record<string, object>> = {
  'acme-log': { name: 'acme/log', version: 'v3.0.1', license: 'MIT' },
  'acme-http': { name: 'acme/http', version: '2.1.0', license: ['Apache-2.0', 'MIT'], require: { 'acme/log': '^3' } },
  'acme-main': { name: 'acme/main', version: 'dev-main' },
  'acme-test': { name: 'acme/test', version: '0.9.0-beta2', license: 'BSD-3-Clause' },
};

test.skipIf(!composerProgram)('a project, as Composer installs and shows it', (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'composer-'));
  try {
    for (const [name, json] of Object.entries(projects)) {
      mkdirSync(join(folder, 'packages', name), { recursive: true });
      writeFileSync(join(folder, 'packages', name, 'composer.json'), JSON.stringify(json));
    }
    const repositories = [
      { type: 'path', url: './packages/*', options: { symlink: false } },
      { 'packagist.org': false },
    ];
    const needs = { require: { 'acme/http': '^2', 'acme/main': 'dev-main' }, 'require-dev': { 'acme/test': '*' } };
    writeFileSync(
      join(folder, 'composer.json'),
      JSON.stringify({ 'minimum-stability': 'dev', repositories, ...needs }),
    );
    const run = (...args: string[]): string =>
      execFileSync(composerProgram!, [...args, '--no-interaction'], {
        cwd: folder,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
        env: { ...process.env, COMPOSER_ALLOW_SUPERUSER: '1', COMPOSER_HOME: join(folder, 'home') },
      });
    run('install');
    const shown = JSON.parse(run('show', '--format=json')) as { installed: { name: string; version: string }[] };
    const { packages, unknowns } = readAt(composer, join(folder, 'vendor/composer/installed.json'));
    expect(unknowns).toEqual([]);
    expect(packages).toHaveLength(4);
    expect(packages.map(({ name, version }) => [name, version])).toEqual(
      shown.installed.map(({ name, version }) => [name, version]),
    );
    for (const { folder, name } of packages) {
      const json = JSON.parse(readFileSync(join(folder!, 'composer.json'), 'utf8')) as { name: string };
      expect(json.name).toBe(name);
    }
    context.annotate(`${run('--version').trim()}: ${packages.length} packages`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
