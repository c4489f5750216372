import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zlibSync } from 'fflate';
import { afterAll, expect, test } from 'vitest';
import { rust } from '../../../src/packages/catalogers/rust.ts';
import { sharedFixtures } from '../../support/shared-fixtures.ts';
import { catalogFile, catalogImage } from './read-image.ts';

const fixtures = sharedFixtures();
const folder = mkdtempSync(join(tmpdir(), 'plimsoll-rust-'));
afterAll(() => rmSync(folder, { recursive: true }));

const isThere = (...command: readonly string[]): boolean => spawnSync(command[0]!, command.slice(1)).status === 0;
const namesOf = async (path: string): Promise<unknown[]> => {
  const said = await catalogFile(rust, '/app', readFileSync(path));
  expect(said?.unknowns).toEqual([]);
  return (said?.packages ?? []).map(({ name, version, isApplication }) => [name, version, isApplication ?? false]);
};

test.runIf(fixtures)(
  'programs of Debian list no crates, and nothing is said of them',
  { timeout: 60_000 },
  async () => {
    const said = await catalogImage(join(fixtures!.images, 'python-app/python-app.tar'), rust);
    expect(said.length).toBeGreaterThan(300);
    expect(said.filter(({ packages, unknowns }) => packages.length + unknowns.length > 0)).toEqual([]);
  },
);

const hasTools = isThere('gcc', '--version') && isThere('objcopy', '--version') && isThere('strip', '--version');

test.runIf(hasTools)('a section that objcopy put into a program, also when it was stripped then', async () => {
  const list = { packages: [{ name: 'ryu', version: '1.0.23', source: 'crates.io' }] };
  writeFileSync(join(folder, 'main.c'), 'int main(void) { return 0; }\n');
  writeFileSync(join(folder, 'list'), zlibSync(Buffer.from(JSON.stringify(list))));
  execFileSync('gcc', ['-g', '-o', 'plain', 'main.c'], { cwd: folder });
  execFileSync('objcopy', ['--add-section', '.dep-v0=list', 'plain', 'listed'], { cwd: folder });
  execFileSync('strip', ['-s', '-o', 'stripped', 'listed'], { cwd: folder });
  expect(await namesOf(join(folder, 'plain'))).toEqual([]);
  expect(await namesOf(join(folder, 'listed'))).toEqual([['ryu', '1.0.23', false]]);
  expect(await namesOf(join(folder, 'stripped'))).toEqual([['ryu', '1.0.23', false]]);
});

test.runIf(isThere('cargo', 'auditable', '--version'))(
  'a program that cargo-auditable built',
  { timeout: 240_000 },
  async () => {
    for (const [name, more] of [
      ['helper', ''],
      ['app', '[dependencies]\nhelper = { path = "../helper" }\n'],
    ] as const) {
      mkdirSync(join(folder, name, 'src'), { recursive: true });
      writeFileSync(
        join(folder, name, 'Cargo.toml'),
        `[package]\nname = "${name}"\nversion = "0.3.1"\nedition = "2021"\n${more}`,
      );
    }
    writeFileSync(join(folder, 'helper/src/lib.rs'), 'pub fn one() -> u8 { 1 }\n');
    writeFileSync(join(folder, 'app/src/main.rs'), 'fn main() { println!("{}", helper::one()) }\n');
    execFileSync('cargo', ['auditable', 'build', '--offline'], { cwd: join(folder, 'app'), stdio: 'ignore' });
    const path = join(folder, 'app/target/debug/app');
    const expected = [
      ['app', '0.3.1', true],
      ['helper', '0.3.1', true],
    ];
    expect(await namesOf(path)).toEqual(expected);
    execFileSync('strip', ['-s', path]);
    expect(await namesOf(path)).toEqual(expected);
  },
);
