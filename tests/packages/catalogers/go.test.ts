import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { go } from '../../../src/packages/catalogers/go.ts';
import { rust } from '../../../src/packages/catalogers/rust.ts';
import { sharedFixtures } from '../../support/shared-fixtures.ts';
import { catalogFile, catalogImage, filesOf, namesOf, trueNames } from './read-image.ts';

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

test.runIf(fixtures)(
  'the program of go-static, damaged anywhere, is read without an error',
  { timeout: 120_000 },
  async () => {
    const files = filesOf(join(fixtures!.images, 'go-static/go-static.tar'));
    let program: Uint8Array = new Uint8Array(0);
    for await (const { path, bytes } of files) if (path === '/linkcheck') program = bytes;
    const [head, info] = [fc.nat(1000), fc.integer({ min: 0x60a000, max: 0x60a500 })];
    const damage = fc.array(fc.tuple(fc.oneof(head, info, fc.nat(program.length - 1)), fc.nat(255)), { maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(damage, fc.nat(program.length), async (changes, end) => {
        const before = changes.map(([at]) => program[at]!);
        for (const [at, value] of changes) program[at] = value;
        const bytes = program.subarray(0, end % 3 === 0 ? end : program.length);
        for (const cataloger of [go, rust]) await catalogFile(cataloger, '/app', bytes);
        for (const [index, [at]] of [...changes.entries()].reverse()) program[at] = before[index]!;
      }),
      { numRuns: 60 },
    );
    const said = await catalogFile(go, '/app', program);
    expect(said?.packages).toHaveLength(6);
  },
);

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

  const isToldAsByGo = async (shape: Build): Promise<void> => {
    const path = build(shape);
    const said = await catalogFile(go, '/app', readFileSync(path));
    const found = said?.packages.map(({ name, version }) => `${name} ${version}`);
    expect(found).toEqual(toldByGo(path));
    expect(found).toHaveLength(5);
    expect(found).toContain('example.org/fork v1.9.0');
    expect(said?.unknowns).toEqual([]);
    // And so where it is there at once.
    const { packages } = await go.read({ path: '/app', bytes: readFileSync(path) });
    expect(packages).toEqual(said?.packages);
  };

  test.each<[string, Build]>([
    ['plain', {}],
    ['stripped', { args: ['-ldflags=-s -w'] }],
    ['stripped, without a build id', { args: ['-trimpath', '-ldflags=-s -w -buildid='] }],
    ['for any address', { args: ['-buildmode=pie', '-ldflags=-s', '-trimpath'] }],
    ['for 386', { arch: '386' }],
    ['for arm', { arch: 'arm' }],
    ['for s390x, big-endian', { arch: 's390x' }],
    ['for mips, 32 bits and big-endian', { arch: 'mips' }],
  ])('%s', { timeout: 240_000 }, (_, shape) => isToldAsByGo(shape));

  test.runIf(hasGcc)('with C', { timeout: 240_000 }, () => isToldAsByGo({ cgo: true }));
});
