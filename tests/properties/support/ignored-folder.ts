// Folders and ignore files about them, with all that patterns may have in them.
import fc from 'fast-check';

const names = [
  ...[
    'a',
    'b',
    'ab',
    'ba',
    'aa',
    'aab',
    'A',
    'c.md',
    'a.md',
    '.a',
    'a.b',
    'a-b',
    'a_b',
    '1',
    'b1',
    '_',
    'é',
    '日本',
    '😀',
  ],
  ...['a b', ' a', 'a ', 'a\nb', 'a\r', '[a]', 'a*', 'a?', '\\a', '!a', '#a', '^a', '{a}', 'a|b', 'a{2}', 'a+', 'a$'],
  ...['a\udcff', '\ufffd', '\ufeffa', '\u00a0', '...', '-', ']', 'Q', 'E', 'node_modules', 'src', 'a]'],
];
const odd = [
  ...[
    '*',
    '**',
    '***',
    '**/',
    '/**',
    '?',
    '[ab]',
    '[^a]',
    '[a-c]',
    '[a-]',
    '[]a]',
    '[^]',
    '[',
    ']',
    '[z-a]',
    '[?]',
    '[a*]',
  ],
  ...[
    '[**]',
    '[[:alpha:]]',
    '[[:x:]]',
    '[\\d]',
    '[\\]]',
    '[^/]',
    '[+--]',
    '[a-\\w]',
    '\\',
    '\\\\',
    '\\a',
    '\\d',
    '\\D',
    '\\w',
  ],
  ...[
    '\\s',
    '\\b',
    '\\B',
    '\\g',
    '\\n',
    '\\A',
    '\\z',
    '\\x61',
    '\\x{62}',
    '\\141',
    '\\1',
    '\\0',
    '\\pL',
    '\\p{Lu}',
    '\\P{Greek}',
  ],
  ...[
    '\\p{x}',
    '\\Qa',
    '\\Q',
    '\\E',
    '\\é',
    '{2}',
    '{1,2}',
    '{0}',
    '{1,}',
    '{,2}',
    '{2,1}',
    '{1001}',
    '{',
    '}',
    '|',
    '^',
    '$',
  ],
  ...[
    '.',
    '+',
    '(',
    ')',
    '/',
    '//',
    './',
    '../',
    '/../',
    '..',
    '!',
    '#',
    ' ',
    '\t',
    '\r',
    '\u0085',
    '\u00a0',
    '\ufeff',
    '-',
    ',',
  ],
  ...['\\*', '\\?', '\\[', '\\!', '\\#', '\\/', '\\{', '\\|'],
];

const path = fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
/** Paths of a folder's files. */
export const files = fc.array(path, { minLength: 4, maxLength: 24 }).map((paths) => {
  // A name is a directory where a longer path needs it.
  const directories = new Set(paths.flatMap((one) => one.split('/').map((_, at, all) => all.slice(0, at).join('/'))));
  return [...new Set(paths)].filter((one) => !directories.has(one));
});

const glob = fc.constantFrom(
  '*',
  '**',
  '*.md',
  'a*',
  '*b',
  '*a*',
  '?',
  '[a-c]',
  '[^b]*',
  'a?',
  '.*',
  '**.md',
  'a**',
  '**a',
);
const pick = { weight: 1, arbitrary: fc.constantFrom(...odd) };

/** About this folder: the beginning of one of its paths, some parts of it in other words. */
const aboutOneOf = (paths: readonly string[]): fc.Arbitrary<string> =>
  fc
    .record({
      before: fc.constantFrom('', '', '', '', '!', '!', '!', '/', '**/', '!**/', './', '!/'),
      path: fc.constantFrom(...paths),
      length: fc.integer({ min: 1, max: 4 }),
      skipped: fc.constantFrom(0, 0, 0, 1),
      other: fc.array(fc.option(fc.oneof({ weight: 8, arbitrary: glob }, pick), { freq: 1 }), {
        minLength: 4,
        maxLength: 4,
      }),
      behind: fc.constantFrom('', '', '', '', '/', '/**', '/*', '/*/**'),
    })
    .map(({ before, path: whole, length, skipped, other, behind }) => {
      const parts = whole.split('/').slice(skipped, length);
      const isPlain = (part: string): boolean => !/[[\]*?\\]/.test(part);
      return before + parts.map((part, at) => (isPlain(part) ? (other[at] ?? part) : part)).join('/') + behind;
    });

const wild = fc
  .array(fc.oneof(fc.constantFrom(...names), fc.constantFrom(...odd)), { minLength: 1, maxLength: 7 })
  .map((pieces) => pieces.join(''));
const line = (paths: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof({ weight: 12, arbitrary: aboutOneOf(paths) }, { weight: 1, arbitrary: wild });

/** The lines of an ignore file for a folder with these files. */
export const linesFor = (paths: readonly string[], minLength = 1): fc.Arbitrary<string[]> =>
  fc.array(line(paths), { minLength, maxLength: 7 });

/** What such a file says; some that nobody would have written. */
export const ignoreFileFor = (paths: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof({ weight: 5, arbitrary: linesFor(paths).map((lines) => lines.join('\n')) }, { weight: 1, arbitrary: wild });
