// What the real programs say of two versions. Not every machine has them: their answers are recorded in
// tests/fixtures/versions by scripts/record-versions.mjs, and the comparisons are made with the record everywhere.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const scripts = join(import.meta.dirname, 'versions');

/** -1, 0, 1, or ? where the program takes one of the two for no version. */
export type Answer = '-1' | '0' | '1' | '?';

export interface Answers {
  readonly version: string;
  readonly answers: readonly Answer[];
}

export interface VersionPeer {
  /** Which of `orders/` it is the model of. */
  readonly order: string;
  readonly ecosystem: string;
  /** As it is run in the folder tests/peers/versions. */
  readonly command: readonly string[];
}

export const versionPeers: readonly VersionPeer[] = [
  { order: 'dpkg', ecosystem: 'Debian:12', command: ['sh', 'dpkg.sh'] },
  { order: 'apk', ecosystem: 'Alpine:v3.19', command: ['go', 'apk'] },
  { order: 'rpm', ecosystem: 'Rocky Linux:9', command: ['sh', 'rpm.sh'] },
  { order: 'semver', ecosystem: 'npm', command: ['node', 'semver.mjs'] },
  { order: 'go', ecosystem: 'Go', command: ['go', 'go'] },
  { order: 'pep440', ecosystem: 'PyPI', command: ['python3', 'pep440.py'] },
  { order: 'rubygems', ecosystem: 'RubyGems', command: ['ruby', 'rubygems.rb'] },
  { order: 'maven', ecosystem: 'Maven', command: ['node', 'maven.mjs'] },
  { order: 'packagist', ecosystem: 'Packagist', command: ['php', 'packagist.php'] },
];

/** Go's is built from the module beside it, which takes the network once. */
function commandOf({ command: [program = '', ...more] }: VersionPeer): readonly [string, readonly string[], string] {
  return program === 'go' ? ['go', ['run', '.', ...more], join(scripts, 'go')] : [program, more, scripts];
}

export function askProgram(peer: VersionPeer, pairs: readonly (readonly [string, string])[]): Answers {
  const [program, more, cwd] = commandOf(peer);
  const input = pairs.map((pair) => `${pair.join('\t')}\n`).join('');
  const said = execFileSync(program, more, { cwd, input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] });
  const [version = '', ...answers] = said.trimEnd().split('\n');
  if (answers.length !== pairs.length)
    throw new Error(`${peer.order}: ${answers.length} answers to ${pairs.length} pairs`);
  return { version, answers: answers as Answer[] };
}

/** It answers: it is here with all it needs, Go's modules and the jar among that. */
export function canAsk(peer: VersionPeer): boolean {
  try {
    return askProgram(peer, [['1', '1']]).answers.length === 1;
  } catch {
    return false;
  }
}

export interface Recording {
  readonly version: string;
  readonly command: string;
  /** a, b, and the answer, between tabs. */
  readonly pairs: readonly string[];
}

export function recordingOf(order: string): Recording {
  return JSON.parse(readFileSync(join(import.meta.dirname, `../fixtures/versions/${order}.json`), 'utf8')) as Recording;
}
