// Versions that look like those of an ecosystem, whole and spoilt, and pairs of them that mostly differ in one piece.
import fc from 'fast-check';

/** What versions of an order are made of: a piece follows from any other. */
const pieces: Readonly<Record<string, readonly string[]>> = {
  dpkg: ['.', '.', '-', '~', '+', ':', 'a', 'rc1', '+b13', '+deb12u3', '+dfsg', '-1', '-0ubuntu1', '~beta', 'Z'],
  apk: [
    '.',
    '.',
    '.',
    'a',
    'b',
    '_rc1',
    '_p2',
    '_alpha',
    '_git20200101',
    '_pre',
    '_beta3',
    '_hg',
    '-r0',
    '-r1',
    '-r10',
  ],
  rpm: ['.', '.', '-', '~', '^', '_', '+', 'a', 'rc', '.el9', '.el9_4', '.el10', '.fc40', '^git', '~beta', 'B'],
  semver: ['.1', '.0', 'A', '.beta', '.rc', '.x-y', '.alpha', '-', '.12'],
  go: ['.1', '.0', 'rc', '.rc', '.0.20200101000000-abcdefabcdef', '.pre', '.beta', '-', '.12'],
  pep440: [
    '.',
    '.',
    '.dev',
    'a',
    'b',
    'rc',
    '.post',
    '-',
    '_',
    '+local',
    '!',
    'alpha',
    '-c',
    '+',
    'pre',
    '.0',
    'x',
    'r',
  ],
  rubygems: ['.', '.', '.', '-', 'a', '.pre', '.rc', '.beta', 'B', '.0.0', '.a.'],
  maven: [
    '.',
    '.',
    '-',
    '-',
    'a',
    'b',
    'm',
    '-rc',
    '.RC',
    '-SNAPSHOT',
    '.Final',
    '-ga',
    '.RELEASE',
    '-sp',
    '-jre',
    '.0',
    'x',
  ],
  nuget: ['.', '.', '-', '-ALPHA', '-alpha', '-beta.', '-rc.', '+build', '.0'],
  packagist: [
    '.',
    '.',
    '-',
    '_',
    '+',
    'a',
    'b',
    'RC',
    'rc',
    '-alpha',
    '-beta',
    '-dev',
    '-pl',
    'p',
    '-patch',
    'x',
    '.0',
  ],
};

const number = fc.oneof(
  { weight: 12, arbitrary: fc.nat({ max: 12 }).map(String) },
  { weight: 2, arbitrary: fc.constantFrom('0', '00', '01', '010', '09', '2024', '20240101') },
  { weight: 1, arbitrary: fc.constantFrom('99999999999999999998', '99999999999999999999', '9007199254740993') },
);

export const orderNames: readonly string[] = Object.keys(pieces);

const start: Readonly<Record<string, string>> = { go: 'v' };

type Pieces = readonly string[];

function piecesOf(order: string): fc.Arbitrary<Pieces> {
  const piece = fc.oneof(fc.constantFrom(...(pieces[order] ?? [])), number);
  return fc.array(piece, { minLength: 1, maxLength: 7 });
}

const plainNumber = fc.oneof(fc.nat({ max: 12 }).map(String), fc.constantFrom('2023', '20240101'));

/** Three numbers, and a hyphen before all else: the programs refuse any other. */
const strict = (order: string): fc.Arbitrary<Pieces> =>
  fc
    .tuple(
      plainNumber,
      plainNumber,
      plainNumber,
      fc.constantFrom('', '-alpha', '-rc.1', '-0', '+build'),
      piecesOf(order),
    )
    .map(([major, minor, patch, hyphen, more]) =>
      hyphen === '' ? [major, '.', minor, '.', patch] : [`${major}.${minor}.${patch}${hyphen}`, ...more],
    );

/** Numbers and dots before all else, as versions have them. */
function whole(order: string): fc.Arbitrary<Pieces> {
  if (order === 'semver' || order === 'go') return strict(order);
  const numbers = fc.array(number, { minLength: 1, maxLength: 3 }).map((all) => all.join('.'));
  const behind = fc.oneof(fc.constant([] as Pieces), piecesOf(order));
  return fc.tuple(numbers, behind).map(([core, more]) => [core, ...more]);
}

const written = (order: string, made: Pieces): string => (start[order] ?? '') + made.join('');

/** A version, or what is nearly one. */
export function versionLike(order: string): fc.Arbitrary<string> {
  const spoilt = fc
    .tuple(whole(order), fc.constantFrom(' ', 'é', '$', '..', '-', ''))
    .map(([made, sign]) => [...made, sign]);
  return fc
    .oneof(
      { weight: 8, arbitrary: whole(order) },
      { weight: 1, arbitrary: spoilt },
      { weight: 1, arbitrary: piecesOf(order) },
    )
    .map((made) => written(order, made));
}

/** Two that begin alike. */
export function versionPair(order: string): fc.Arbitrary<readonly [string, string]> {
  const piece = fc.oneof(fc.constantFrom(...(pieces[order] ?? [])), number, fc.constant(''));
  const changed = fc.tuple(whole(order), fc.nat(), piece, piece).map(([made, where, one, other]) => {
    const at = where % (made.length + 1);
    const change = (text: string): string => written(order, [...made.slice(0, at), text, ...made.slice(at + 1)]);
    return at === 0 ? [written(order, made), written(order, [...made, one])] : [change(one), change(other)];
  });
  const apart = fc.tuple(whole(order), whole(order)).map((both) => both.map((made) => written(order, made)));
  return fc
    .oneof({ weight: 3, arbitrary: changed }, { weight: 1, arbitrary: apart })
    .map(([a = '', b = '']) => [a, b] as const);
}
