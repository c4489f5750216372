import { execFileSync, spawnSync } from 'node:child_process';
import { findPeer } from '../support/peers.ts';

export type Pair = readonly [a: string, b: string];

/** A real program that puts versions in order. */
export interface VersionProgram {
  /** As OSV names the ecosystem. */
  readonly ecosystem: string;
  readonly program: string;
  /** With its version, for the output of tests. */
  name(): string;
  /** -1, 0 or 1 for each pair; null where it does not take one of the two. */
  compare(pairs: readonly Pair[]): (number | null)[];
}

const run = (program: string, args: readonly string[], input = ''): string =>
  execFileSync(program, args, { input, encoding: 'utf8', maxBuffer: 1e9, stdio: ['pipe', 'pipe', 'ignore'] });

const asJson = (program: string, args: readonly string[], pairs: readonly Pair[]): (number | null)[] =>
  JSON.parse(run(program, args, JSON.stringify(pairs))) as (number | null)[];

const python = `
import sys, json
from packaging.version import Version, InvalidVersion
def order(a, b):
    try: x, y = Version(a), Version(b)
    except InvalidVersion: return None
    return (x > y) - (x < y)
print(json.dumps([order(a, b) for a, b in json.load(sys.stdin)]))`;

const ruby = `
require 'json'
puts JSON.generate(JSON.parse(STDIN.read).map { |a, b|
  Gem::Version.correct?(a) && Gem::Version.correct?(b) ? Gem::Version.new(a) <=> Gem::Version.new(b) : nil })`;

const php = `echo json_encode(array_map(fn($p) => version_compare($p[0], $p[1]), json_decode(stream_get_contents(STDIN))));`;

function dpkgOrder([a, b]: Pair): number | null {
  const is = (relation: string): number | null => {
    const { status, stderr } = spawnSync('dpkg', ['--compare-versions', a, relation, b], { encoding: 'utf8' });
    return stderr === '' ? status : null;
  };
  const less = is('lt');
  if (less === null) return null;
  if (less === 0) return -1;
  return is('eq') === 0 ? 0 : 1;
}

/** Lua in a macro takes its input from the command line, so that a pair is written in the quotes of Lua. */
function rpmOrders(pairs: readonly Pair[]): number[] {
  const orders: number[] = [];
  for (let at = 0; at < pairs.length; at += 200) {
    const calls = pairs.slice(at, at + 200).map(([a, b]) => `print(rpm.vercmp("${a}", "${b}"), " ")`);
    orders.push(
      ...run('rpm', ['--eval', `%{lua:${calls.join(' ')}}`])
        .trim()
        .split(/\s+/)
        .map(Number),
    );
  }
  return orders;
}

const programs: readonly VersionProgram[] = [
  {
    ecosystem: 'PyPI',
    program: 'python3',
    name: () => `packaging ${run('python3', ['-c', 'import packaging; print(packaging.__version__)']).trim()}`,
    compare: (pairs) => asJson('python3', ['-c', python], pairs),
  },
  {
    ecosystem: 'RubyGems',
    program: 'ruby',
    name: () => `RubyGems ${run('ruby', ['-e', 'puts Gem::VERSION']).trim()}`,
    compare: (pairs) => asJson('ruby', ['-e', ruby], pairs),
  },
  {
    ecosystem: 'Packagist',
    program: 'php',
    name: () => `PHP ${run('php', ['-r', 'echo PHP_VERSION;'])}`,
    compare: (pairs) => asJson('php', ['-r', php], pairs),
  },
  {
    ecosystem: 'Debian:12',
    program: 'dpkg',
    name: () => run('dpkg', ['--version']).split('\n')[0] ?? '',
    compare: (pairs) => pairs.map(dpkgOrder),
  },
  {
    ecosystem: 'Rocky Linux:9',
    program: 'rpm',
    name: () => run('rpm', ['--version']).trim(),
    compare: rpmOrders,
  },
];

const works = (program: VersionProgram): boolean => {
  try {
    return findPeer(program.program) !== null && program.name() !== '';
  } catch {
    return false;
  }
};

/** Those that are on this machine. */
export const versionPrograms = (): VersionProgram[] => programs.filter(works);
export const allVersionPrograms = programs;
