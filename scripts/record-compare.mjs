// node scripts/record-compare.mjs: asks tests/peers/compare/truth.py what differs between the pairs of images in
// tests/peers/compare/pairs.json, and writes its answers down beside them. Needs Python 3 and the shared fixtures; those in
// tests/fixtures come first.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './lib/run.mjs';
import { images } from './lib/shared-fixtures.mjs';

const folder = join(root, 'tests/peers/compare');
const pairs = JSON.parse(readFileSync(join(folder, 'pairs.json'), 'utf8'));
const own = join(root, 'tests/fixtures');
const pathOf = (name) => join(existsSync(join(own, name)) ? own : images, name);
const answers = pairs.map((pair) => {
  const [one, other] = pair.numbers;
  const args = [join(folder, 'truth.py'), pathOf(pair.before), one, pathOf(pair.after), other];
  const { status, stdout, stderr } = spawnSync('python3', args.map(String), { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (status !== 0) throw new Error(stderr);
  return { ...pair, ...JSON.parse(stdout) };
});
writeFileSync(join(folder, 'answers.json'), `${JSON.stringify(answers, null, 2)}\n`);
