// Answers each line `a<TAB>b` with -1, 0, 1, or ? where npm's semver refuses.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const semver = require('semver');

const answer = (a, b) => (semver.valid(a) && semver.valid(b) ? semver.compare(a, b) : '?');
const pairs = readFileSync(0, 'utf8').split('\n').filter(Boolean);
console.log(`semver ${require('semver/package.json').version}`);
for (const pair of pairs) console.log(answer(...pair.split('\t')));
