// Random folders and ignore files, ours beside BuildKit's sender: `npm run peers:dockerignore -- --random`.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { askSender, type SenderFolder } from '../peers/dockerignore.ts';
import { sendIgnoring } from './send-ignoring.ts';

const program = process.env['PLIMSOLL_DOCKERIGNORE_PEER'];
const seed = Number(process.env['PLIMSOLL_FUZZ_SEED'] ?? Date.now() % 1e9);
const cases = Number(process.env['PLIMSOLL_FUZZ_CASES'] ?? 2000);
const perFolder = 50;
const perCall = 1000;

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
const files = fc.array(path, { minLength: 4, maxLength: 24 }).map((paths) => {
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
const folder = files.chain((paths) => {
  const line = fc.oneof({ weight: 12, arbitrary: aboutOneOf(paths) }, { weight: 1, arbitrary: wild });
  const ignore = fc.array(line, { minLength: 1, maxLength: 7 }).map((lines) => lines.join('\n'));
  const some = fc.oneof({ weight: 5, arbitrary: ignore }, { weight: 1, arbitrary: wild });
  return fc.record({
    files: fc.constant(paths),
    ignores: fc.array(some, { minLength: perFolder, maxLength: perFolder }),
  });
});

const toEscape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

describe.skipIf(!program)('random .dockerignore files', () => {
  test(`${cases} of them, seed ${seed}`, { timeout: 3_600_000 }, () => {
    const found: Record<string, unknown>[] = [];
    const count = { all: 0, errors: 0, leavingOut: 0, sendingAll: 0, hollow: 0 };
    for (let done = 0; done < cases; done += perCall) {
      const folders: SenderFolder[] = fc.sample(folder, { numRuns: perCall / perFolder, seed: seed + done });
      const { answers } = askSender(program ?? '', folders);
      for (const [at, { files: inFolder, ignores }] of folders.entries()) {
        for (const [which, text] of ignores.entries()) {
          const theirs = answers[at]?.[which];
          if (!theirs) throw new Error('no answer');
          const ours = sendIgnoring(inFolder, text);
          count.all++;
          if (theirs.error !== null) count.errors++;
          else if (theirs.sent.length === sendIgnoring(inFolder, '').sent.length) count.sendingAll++;
          else count.leavingOut++;
          if (theirs.hollow.length > 0) count.hollow++;
          const same =
            theirs.error === null
              ? ours.error === null && JSON.stringify([...theirs.sent].sort()) === JSON.stringify(ours.sent)
              : ours.error !== null && theirs.error.endsWith(ours.error);
          if (!same) found.push({ text, inFolder, ours, theirs: { ...theirs, sent: [...theirs.sent].sort() } });
        }
      }
    }
    console.log(`seed ${seed}: ${JSON.stringify({ ...count, different: found.length })}`);
    const shown = found.map((one) => JSON.stringify(one).replace(/[^ -~]/g, toEscape));
    expect(shown.sort((one, other) => one.length - other.length).slice(0, 5)).toEqual([]);
  });
});
