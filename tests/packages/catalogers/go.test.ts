import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { go } from '../../../src/packages/catalogers/go.ts';
import { sharedFixtures } from '../../support/shared-fixtures.ts';
import { catalogFile, catalogImage, namesOf, trueNames } from './read-image.ts';

const fixtures = sharedFixtures();

test.runIf(fixtures)('the program of go-static is built from what it is built from', async () => {
  const said = await catalogImage(join(fixtures!.images, 'go-static/go-static.tar'), go);
  expect(namesOf(said)).toEqual(trueNames(fixtures!, 'go-static', 'golang'));
  expect(said.flatMap(({ unknowns }) => unknowns)).toEqual([]);
  const applications = said.flatMap(({ packages }) => packages.filter(({ isApplication }) => isApplication));
  expect(applications.map(({ name, version }) => [name, version])).toEqual([['example.com/acme/linkcheck', null]]);
});

test.runIf(fixtures)('programs of Debian are none of Go, and nothing is said of them', async () => {
  const said = await catalogImage(join(fixtures!.images, 'python-app/python-app.tar'), go);
  expect(said.length).toBeGreaterThan(300);
  expect(said.filter(({ packages, unknowns }) => packages.length + unknowns.length > 0)).toEqual([]);
});

/** Modules that lie in `vendor`, so that nothing is downloaded; the program imports no other package, so that it builds fast. */
const files: Readonly<Record<string, string>> = {
  'go.mod': `module example.com/acme/app\ngo 1.20\nrequire (
    example.com/plain v1.4.2
    example.com/replaced v0.0.0-20200101120000-0123456789ab
    example.com/here v2.0.0+incompatible
  )
  replace example.com/replaced => example.org/fork v1.9.0
  replace example.com/here => ./here\n`,
  'main.go': `package main
  import ("example.com/plain"; "example.com/replaced"; "example.com/here")
  func main() { println(plain.Name + replaced.Name + here.Name) }\n`,
  'here/go.mod': 'module example.com/here\n',
  'vendor/example.com/plain/a.go': 'package plain\nvar Name = "plain"\n',
  'vendor/example.com/replaced/a.go': 'package replaced\nvar Name = "replaced"\n',
  'vendor/example.com/here/a.go': 'package here\nvar Name = "here"\n',
  'vendor/modules.txt': `# example.com/here v2.0.0+incompatible => ./here
## explicit
example.com/here
# example.com/plain v1.4.2
## explicit
example.com/plain
# example.com/replaced v0.0.0-20200101120000-0123456789ab => example.org/fork v1.9.0
## explicit
example.com/replaced
# example.com/replaced => example.org/fork v1.9.0
# example.com/here => ./here\n`,
};

interface Build {
  readonly arch?: string;
  readonly args?: readonly string[];
  readonly cgo?: boolean;
}

const hasGo = spawnSync('go', ['version']).status === 0;
const hasGcc = spawnSync('gcc', ['--version']).status === 0;

describe.runIf(hasGo)('programs that Go builds here', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-go-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  writeFileSync(join(folder, 'c.go'), 'package main\n// int one(void) { return 1; }\nimport "C"\nvar _ = C.one()\n');
  afterAll(() => rmSync(folder, { recursive: true }));

  const build = ({ arch = 'amd64', args = [], cgo = false }: Build): string => {
    const out = join(folder, `app-${arch}-${args.length}-${cgo}`);
    const env = {
      ...process.env,
      GOFLAGS: '-mod=vendor -buildvcs=false',
      GOARCH: arch,
      GOOS: 'linux',
      GOTOOLCHAIN: 'local',
    };
    execFileSync('go', ['build', '-o', out, ...args], { cwd: folder, env: { ...env, CGO_ENABLED: cgo ? '1' : '0' } });
    return out;
  };

  /** What `go version -m` says, with what stands in for a module in its place. */
  const toldByGo = (path: string): string[] => {
    const lines = execFileSync('go', ['version', '-m', path], { encoding: 'utf8' }).split('\n');
    const version = lines[0]?.split(': ')[1] ?? '';
    const modules: string[] = [];
    for (const [, kind, name, given] of lines.map((line) => line.split('\t'))) {
      if (kind === 'mod' || kind === 'dep') modules.push(`${name} ${given}`);
      else if (kind === '=>' && name)
        modules.push(`${name.startsWith('.') ? modules.pop()?.split(' ')[0] : (modules.pop(), name)} ${given}`);
    }
    return [...modules, `stdlib ${version}`].map((one) => one.replace(/ (?:\(devel\))?$/, ' null'));
  };

  test.each<[string, Build, boolean]>([
    ['plain', {}, true],
    ['stripped', { args: ['-ldflags=-s -w'] }, true],
    ['stripped, without a build id', { args: ['-trimpath', '-ldflags=-s -w -buildid='] }, true],
    ['for any address', { args: ['-buildmode=pie', '-ldflags=-s', '-trimpath'] }, true],
    ['with C', { cgo: true }, hasGcc],
    ['for 386', { arch: '386' }, true],
    ['for arm', { arch: 'arm' }, true],
    ['for s390x, big-endian', { arch: 's390x' }, true],
    ['for mips, 32 bits and big-endian', { arch: 'mips' }, true],
  ])('%s', { timeout: 240_000 }, async (_, shape, isPossible) => {
    if (!isPossible) return;
    const path = build(shape);
    const said = await catalogFile(go, '/app', readFileSync(path));
    const found = said?.packages.map(({ name, version }) => `${name} ${version}`);
    expect(found).toEqual(toldByGo(path));
    expect(found).toHaveLength(5);
    expect(found).toContain('example.org/fork v1.9.0');
    expect(said?.unknowns).toEqual([]);
    // A program of an odd size in memory reads the same way.
    const { packages } = await go.read({ path: '/app', bytes: readFileSync(path) });
    expect(packages).toEqual(said?.packages);
  });
});
