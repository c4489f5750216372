// npm run peers:versions [-- ORDER…]: asks the real programs about pairs of versions, made anew from the same seed, and
// records their answers in tests/fixtures/versions/ORDER.json. Orders whose program is not here keep their record.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { loadSource } from '../tests/bench/source.mjs';
import { root } from './lib/run.mjs';

const count = 2000;
const seed = 12;
const chosen = process.argv.slice(2);
const { askProgram, canAsk, versionPeers } = await loadSource('tests/peers/versions.ts');
const { versionPair } = await loadSource('tests/support/version-likes.ts');
const { knownPairs } = await loadSource('tests/support/known-versions.ts');

for (const peer of versionPeers) {
  if (chosen.length > 0 && !chosen.includes(peer.order)) continue;
  if (!canAsk(peer)) {
    console.log(`${peer.order}: the program is not here`);
    continue;
  }
  const made = fc.sample(versionPair(peer.order), { numRuns: count, seed });
  const pairs = [...new Map([...knownPairs(peer.order), ...made].map((pair) => [pair.join('\t'), pair])).values()];
  const { version, answers } = askProgram(peer, pairs);
  const lines = pairs.map((pair, at) => [...pair, answers[at]].join('\t'));
  const file = join(root, `tests/fixtures/versions/${peer.order}.json`);
  writeFileSync(file, `${JSON.stringify({ version, command: peer.command.join(' '), pairs: lines }, null, 1)}\n`);
  console.log(`${peer.order}: ${lines.length} pairs, ${version}`);
}
