// The orders beside the real programs: their recorded answers everywhere, and theirs to new pairs where the program is here.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareVersions } from '../../../src/analysis/vulnerabilities/versions.ts';
import { askProgram, canAsk, recordingOf, versionPeers, type VersionPeer } from '../../peers/versions.ts';
import { explanations } from '../../support/explained-versions.ts';
import { versionPair } from '../../support/version-likes.ts';

interface Compared {
  readonly answered: number;
  /** By their reasons. */
  readonly explained: ReadonlyMap<string, number>;
  /** `a b: ours, theirs` */
  readonly different: readonly string[];
}

function reasonFor(order: string, a: string, b: string): string | null {
  const found = explanations[order]?.find(({ holds }) => holds(a, b));
  return found?.reason ?? null;
}

function compareAll({ order, ecosystem }: VersionPeer, rows: readonly (readonly string[])[]): Compared {
  const asked = rows.filter(([, , answer]) => answer !== '?');
  const explained = new Map<string, number>();
  const different: string[] = [];
  for (const [a = '', b = '', answer] of asked) {
    const ours = Math.sign(compareVersions(ecosystem, a, b));
    if (ours === Number(answer)) continue;
    const reason = reasonFor(order, a, b);
    if (reason === null) different.push(`${a} ${b}: ${ours}, ${answer}`);
    else explained.set(reason, (explained.get(reason) ?? 0) + 1);
  }
  return { answered: asked.length, explained, different };
}

function say(peer: VersionPeer, version: string, { answered, explained, different }: Compared): void {
  const others = different.length + [...explained.values()].reduce((sum, count) => sum + count, 0);
  const share = ((100 * (answered - others)) / answered).toFixed(2);
  const reasons = [...explained].map(([reason, count]) => `\n  ${count}: ${reason}`);
  console.log(`${peer.order}: ${answered - others} of ${answered} (${share} %) as ${version}${reasons.join('')}`);
}

/** The same at each run, so that a red one is red again; `npm run fuzz` asks for others. */
const numRuns = Number(process.env['PLIMSOLL_FUZZ_CASES'] ?? 500);
const seed = Number(process.env['PLIMSOLL_FUZZ_SEED'] ?? 13);

describe.each(versionPeers.map((peer) => [peer.order, peer] as const))('%s', (order, peer) => {
  test('agrees with the recorded answers', () => {
    const { version, pairs } = recordingOf(order);
    const compared = compareAll(
      peer,
      pairs.map((pair) => pair.split('\t')),
    );
    say(peer, `${version}, recorded`, compared);
    expect(compared.answered).toBeGreaterThan(pairs.length / 5);
    expect(compared.different).toEqual([]);
  });

  test.skipIf(!canAsk(peer))('agrees with the program on new pairs', () => {
    const pairs = fc.sample(versionPair(order), { numRuns, seed });
    const { version, answers } = askProgram(peer, pairs);
    const compared = compareAll(
      peer,
      pairs.map((pair, at) => [...pair, answers[at] ?? '?']),
    );
    say(peer, version, compared);
    expect(compared.answered).toBeGreaterThan(numRuns / 5);
    expect(compared.different).toEqual([]);
  });
});
