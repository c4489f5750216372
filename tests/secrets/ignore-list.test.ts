import { describe, expect, it, test } from 'vitest';
import { applyIgnoreList } from '../../src/secrets/apply-ignore-list.ts';
import { entryFor, globFor, parseIgnoreList, placeText, writeEntry } from '../../src/secrets/ignore-list.ts';
import type { ImageSecret, ImageSecrets, ImagePlace } from '../../src/secrets/image-secrets.ts';

const hash = '0123456789abcdef'.repeat(4);
const other = 'f'.repeat(64);

function place(text: string, severity: ImagePlace['severity'] = 'error', layer = 0): ImagePlace {
  const [where, name] = text.startsWith('/') ? (['file', null] as const) : text.split(':');
  const isFile = where === 'file';
  return {
    where: where as ImagePlace['where'],
    path: isFile ? text : null,
    name: isFile ? null : (name ?? '0'),
    layer,
    line: null,
    visible: true,
    removedIn: null,
    reason: null,
    severity,
    entryName: null,
    entry: null,
    found: {
      detector: 'github-token', severity, inside: null, container: null, line: null, offset: 0, length: 1, width: 1,
      excerpt: 'gh…', hash,
    }, // prettier-ignore
  };
}

const secret = (places: ImagePlace[], more: Partial<ImageSecret> = {}): ImageSecret => ({
  detector: 'github-token',
  severity: 'error',
  excerpt: 'gh…',
  hash,
  places,
  ...more,
});

const found = (...secrets: ImageSecret[]): ImageSecrets => ({
  secrets,
  capped: [],
  partial: { files: 0, bytes: 0 },
  searched: { files: 1, bytes: 1 },
  incomplete: [],
});

const entriesOf = (text: string) => parseIgnoreList(text).entries;

describe('reading', () => {
  it('takes entries, comments and empty lines', () => {
    const { entries, problems } = parseIgnoreList(
      `\ufeff# ours\r\n\r\ngithub-token app/**/*.js sha256:${hash} # a test\r\n  *\tenv:A\\ B   SHA256:${hash.slice(0, 16).toUpperCase()}\t#b # c`,
    );
    expect(problems).toEqual([]);
    expect(entries).toEqual([
      { line: 3, detector: 'github-token', glob: 'app/**/*.js', hash, reason: 'a test' },
      { line: 4, detector: '*', glob: 'env:A\\ B', hash: hash.slice(0, 16), reason: 'b # c' },
    ]);
  });

  test.each([
    ['github-token /a *', /a reason has to stand at the end/],
    ['github-token /a * #', /a reason/],
    ['github-token /a *# why', /a reason/],
    ['github-token /a # why', /are 2 words/],
    ['github-token # why', /is one word/],
    ['github-token /a b * # why', /are 4 words .*blank in a path/],
    ['GitHub /a * # why', /“GitHub” is no detector/],
    ['* !/a * # why', /exception/],
    ['* /a sha256:0123 # why', /16 to 64 hex digits/],
    [`* /a ${hash} # why`, /is not sha256:/],
    ['* * * # why', /keep every secret out/],
  ])('tells of %j', (line, problem) => {
    const { entries, problems } = parseIgnoreList(`* /b * # fine\n${line}`);
    expect(entries).toHaveLength(1);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^Line 2: /);
    expect(problems[0]).toMatch(problem);
  });

  it('stops at its limits, and says so', () => {
    expect(parseIgnoreList('* a * # b\n'.repeat(10_000)).problems).toEqual([]);
    const long = parseIgnoreList('* a * # b\n'.repeat(10_001));
    expect([long.entries.length, long.problems]).toEqual([10_000, ['Only the first 10000 lines were read.']]);
    expect(parseIgnoreList('bad\n'.repeat(25)).problems.at(-1)).toBe('5 more lines are like that.');
    expect(parseIgnoreList('bad\n'.repeat(21)).problems.at(-1)).toBe('1 more line is like that.');
  });
});

describe('what an entry keeps out', () => {
  test.each([
    ['* /app/.env * # r', true],
    ['* app/.env * # r', true],
    ['github-token * * # r', true],
    ['aws-key * * # r', false],
    ['* app * # r', true],
    ['* ap * # r', false],
    ['* **/.env * # r', true],
    ['* .env * # r', false],
    ['* app/*.env * # r', true],
    [`* * sha256:${hash} # r`, true],
    [`* * sha256:${hash.slice(0, 16)} # r`, true],
    [`* * sha256:${hash.slice(0, 20)} # r`, true],
    [`* * sha256:${hash.slice(0, 20)}0 # r`, false],
    [`* * sha256:${other} # r`, false],
    ['* env:TOKEN * # r', false],
  ])('%s', (line, isKept) => {
    const { secrets, ignored, unused } = applyIgnoreList(found(secret([place('/app/.env')])), entriesOf(line));
    expect([secrets.length, ignored.length, unused.length]).toEqual(isKept ? [0, 1, 0] : [1, 0, 1]);
  });

  test.each([
    ['env:TOKEN', '* env:TOKEN * # r'],
    ['env:TOKEN', '* env:* * # r'],
    ['label:org.x/a', '* label:org.x/a * # r'],
    ['history:4', '* history * # r'],
    ['command:Cmd', '* command:Cmd * # r'],
  ])('%s by %s', (where, line) => {
    expect(applyIgnoreList(found(secret([place(where)])), entriesOf(line)).secrets).toEqual([]);
  });

  it('leaves the other places, with the severity that they have', () => {
    const one = secret([place('/a', 'error'), place('/b', 'info')]);
    const worse = secret([place('/c', 'warning')], { hash: other, severity: 'warning' });
    const kept = applyIgnoreList(found(one, worse), entriesOf('* /a * # moved'));
    expect(kept.secrets).toMatchObject([
      { hash: other, severity: 'warning' },
      { hash, severity: 'info', places: [{ path: '/b' }] },
    ]);
    expect(kept.ignored).toMatchObject([{ place: { path: '/a' }, entry: { reason: 'moved', line: 1 } }]);
  });

  it('tells the entries that fit nothing, not those that another one is before', () => {
    const { ignored, unused } = applyIgnoreList(
      found(secret([place('/a')])),
      entriesOf(`* /a * # one\n* /x * # two\n* /a sha256:${hash} # three`),
    );
    expect(unused.map(({ reason }) => reason)).toEqual(['two']);
    expect(ignored.map(({ entry }) => entry.reason)).toEqual(['one']);
  });

  it('changes nothing without a list', () => {
    const all = found(secret([place('/a')]));
    expect(applyIgnoreList(all, [])).toEqual({ ...all, ignored: [], unused: [] });
  });

  it('gets through a long list and many secrets', () => {
    const hashOf = (at: number): string => at.toString(16).padStart(8, '0').repeat(8);
    const many = Array.from({ length: 5000 }, (_, at) =>
      secret([place(`/srv/${'a/'.repeat(20)}${at}`)], { hash: hashOf(at) }),
    );
    const hard = '*a*a*'.repeat(20);
    const list = [
      ...Array.from({ length: 9800 }, (_, at) => `* ${hard} sha256:${hashOf(at)} # r`),
      ...Array.from({ length: 200 }, () => `* **/test/**/*.x * # r`),
    ];
    const start = performance.now();
    const kept = applyIgnoreList(found(...many), entriesOf(list.join('\n')));
    expect(kept.unused).toHaveLength(10_000);
    const spent = performance.now() - start;
    expect(spent).toBeLessThan(15_000);
  });
});

describe('writing', () => {
  test.each([
    '/app/.env',
    '/with blank/a#b',
    '/a*b?c[d]e\\f',
    '/!x',
    '/line\nend',
    '/caf\udce9',
    '/caf\u00e9',
    '/\u{1f600}',
    'env:TOKEN',
    'label:a/b c',
    'history',
  ])('an entry for %j keeps out that place', (text) => {
    const where = place(text.startsWith('/') ? text : text);
    const entry = writeEntry(entryFor(secret([where]), where, 'looked at\nit'));
    expect(entry).not.toMatch(/[^ -~\p{L}]/u);
    const { entries, problems } = parseIgnoreList(entry);
    expect(problems).toEqual([]);
    expect(entries).toMatchObject([{ detector: 'github-token', hash: hash.slice(0, 16), reason: 'looked at it' }]);
    expect(applyIgnoreList(found(secret([where])), entries).secrets).toEqual([]);
    const elsewhere = place('/elsewhere');
    expect(applyIgnoreList(found(secret([elsewhere])), entries).secrets).toHaveLength(1);
  });

  it('is about that place only', () => {
    expect(globFor('/a*b')).toBe('a\\*b');
    expect(placeText(place('env:A'))).toBe('env:A');
    expect(entryFor({ detector: 'x', hash: '' }, place('/a'), '')).toMatchObject({ hash: '*' });
    expect(entryFor({ detector: 'x', hash }, null, '')).toMatchObject({ glob: '*', hash: hash.slice(0, 16) });
    expect(writeEntry({ detector: 'x', glob: 'a', hash: '*', reason: ' ' })).toBe('x a * # looked at, and no secret');
  });
});
