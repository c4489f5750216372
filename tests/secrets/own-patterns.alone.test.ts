import { expect, test } from 'vitest';
import { encodeText } from '../../src/bytes/text.ts';
import { SecretMatcher } from '../../src/secrets/matcher.ts';
import { detectorsOf } from '../../src/secrets/own-patterns.ts';
import { PatternReader, type PatternNode } from '../../src/secrets/pattern-syntax.ts';
import { readSafePattern } from '../../src/secrets/safe-pattern.ts';
import { processorTime, slowness } from './processor-time.ts';

let state = 7;
function below(count: number): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((state / 2 ** 32) * count);
}
const pick = <T>(items: readonly T[]): T => items[below(items.length)]!;

// Short beginnings, most of which begin in themselves again, and parts that can hold them.
const beginnings =
  'aba abab abc aab abca abcd_ key= acme (?:aba|bab) (?:aab|abb|bab) a[ab]b secret_key ab{2,3} xaby(?:a|b)'.split(' ');
const sets = String.raw`a b [ab] [a-z] \w . [^"] \S [a-d_=] \s [:=] " ! [0-9a-f] _ [^!] [^a]`.split(' ');
const counts = ['', '', '', ...'? * + {0,20} {3} {2,} {40} {0,400} {0,44} {0,100} {5,12} +? {0,60}?'.split(' ')];
const endings = ['', '!', '"', 'x', '(?!a)', '$'];

function part(depth: number): string {
  const kind = below(depth < 2 ? 12 : 9);
  if (kind === 0) return pick([String.raw`\b`, '$', '^', String.raw`\B`]);
  if (kind === 9) return `(?:${parts(depth + 1, 2)}|${parts(depth + 1, 2)})`;
  if (kind === 10) return `(?${pick(['=', '!', '<=', '<!'])}${pick(sets)}${pick(['', pick(sets)])})`;
  if (kind === 11) return `(?:${pick(sets)}${pick(sets)})${pick(counts)}`;
  return `${pick(sets)}${pick(counts)}`;
}
const parts = (depth: number, most: number): string =>
  Array.from({ length: 1 + below(most) }, () => part(depth)).join('');

/** A text that the node matches, of the letters that anchors are made of where it may. */
function sampleOf(node: PatternNode): string {
  switch (node.kind) {
    case 'set': {
      const printable = Array.from(node.bytes.keys()).filter((byte) => node.bytes[byte] && byte >= 32 && byte < 127);
      const ofAnchors = printable.filter((byte) => byte === 97 || byte === 98);
      if (printable.length === 0) return '\n';
      return String.fromCharCode(pick(ofAnchors.length > 0 && below(3) > 0 ? ofAnchors : printable));
    }
    case 'sequence':
      return node.items.map(sampleOf).join('');
    case 'choice':
      return sampleOf(pick(node.options));
    case 'repeat': {
      const count = pick([node.min, node.max, node.min + below(node.max - node.min + 1)]);
      return below(2) === 0
        ? sampleOf(node.node).repeat(count)
        : Array.from({ length: count }, () => sampleOf(node.node)).join('');
    }
    default:
      return '';
  }
}

interface Taken {
  readonly source: string;
  readonly matcher: SecretMatcher;
  readonly texts: readonly string[];
}

/** A random pattern and what may keep it busy; null where it is refused. */
function hostile(source: string): Taken | null {
  const read = readSafePattern(source);
  if ('refused' in read) return null;
  const node = new PatternReader(source, false).read();
  const matcher = new SecretMatcher(
    detectorsOf([{ id: 'own-a', severity: 'error', title: 'A', anyCase: false, ...read }]),
  );
  const samples = Array.from({ length: 3 }, () => sampleOf(node));
  const texts = [
    ...[read.anchors[0]!, read.anchors.join('')],
    ...samples.map((sample) => sample.slice(0, -1)),
    ...samples.map((sample) => `${pick(read.anchors).repeat(1 + below(40))}${sample.slice(4, 4 + below(60))}`),
  ].filter((text) => text !== '');
  return { source, matcher, texts };
}

const testedBytes = 250_000;
/** On a machine of the usual speed; 200 for 1 MB. */
const mostMilliseconds = 50;

test('no pattern that is let in is busy for long, whatever the text', { timeout: 300_000 }, () => {
  const known = ['acme.{0,78}$', 'abab[a-z]{0,70}!', String.raw`abcd_\w{0,190}!`, String.raw`abc[a-z]{0,30}=\w{0,80}!`];
  const taken: Taken[] = known.map((source) => hostile(source)!);
  let refused = 0;
  while (taken.length < 40) {
    const one = hostile(`${pick(beginnings)}${parts(0, 5)}${pick(endings)}`);
    if (one) taken.push(one);
    else refused++;
  }
  expect(refused).toBeGreaterThan(0);
  const tries = taken.flatMap(({ source, matcher, texts }) =>
    texts.map((text) => {
      const bytes = encodeText(text.repeat(Math.ceil(testedBytes / text.length)).slice(0, testedBytes));
      const find = (): unknown => matcher.find(bytes, { path: '/a.env', kind: 'settings' }, 100);
      return { what: `${source} in ${JSON.stringify(text.slice(0, 60))}`, find, time: processorTime(find, 2) };
    }),
  );
  const longest = tries.sort((one, other) => other.time - one.time).slice(0, 4);
  const slowest = longest
    .map(({ what, find }) => ({ what, time: processorTime(find) / slowness() }))
    .sort((one, other) => other.time - one.time);
  console.log(slowest.map(({ what, time }) => `${(time * 4).toFixed(0)} ms for 1 MB: ${what}`).join('\n'));
  expect(slowest[0]!.time, slowest[0]!.what).toBeLessThan(mostMilliseconds);
});
