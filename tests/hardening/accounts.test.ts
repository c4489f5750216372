import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { highestId, parseGroup, parsePasswd, parseShadow, type AccountFile } from '../../src/hardening/accounts.ts';
import { hardenedImage } from '../support/hardened-image.ts';

function entriesOf<Entry>(file: AccountFile<Entry>): readonly Entry[] {
  if (file.kind !== 'read') throw new Error(file.reason);
  return file.entries;
}

const problemsOf = (file: AccountFile<unknown>) =>
  file.kind === 'read' ? file.problems.map(({ line, message }) => `${line}: ${message}`) : [file.reason];

describe('/etc/passwd', () => {
  test('users', () => {
    const text = 'root:x:0:0:root:/root:/bin/bash\n\n# a note\napp::1000:100:App,,,:/home/app:\r\n+::::::\n';
    expect(entriesOf(parsePasswd(text))).toEqual([
      { name: 'root', uid: 0, gid: 0, home: '/root', shell: '/bin/bash', hasEmptyPassword: false, line: 1 },
      { name: 'app', uid: 1000, gid: 100, home: '/home/app', shell: '', hasEmptyPassword: true, line: 4 },
    ]);
    expect(problemsOf(parsePasswd(text))).toEqual([]);
  });

  test.each([
    ['the highest id', String(highestId), highestId, []],
    ['beyond 32 bits', '4294967295', 4294967295, ['1: The user id of ‘a’, 4294967295, is beyond 32 bits.']],
    [
      'far beyond',
      '1'.repeat(30),
      Number('1'.repeat(30)),
      [`1: The user id of ‘a’, ${'1'.repeat(24)}…, is beyond 32 bits.`],
    ],
  ])('%s', (_, uid, number, problems) => {
    const file = parsePasswd(`a:x:${uid}:0::/:\n`);
    expect(entriesOf(file).map((user) => user.uid)).toEqual([number]);
    expect(problemsOf(file)).toEqual(problems);
  });

  test('lines that are none are told, and the others read', () => {
    const file = parsePasswd('root\na:x:-1:0::/:\nb:x:1:zero::/:\nc:x:3:3\nd:x:4:4::/:/bin/sh\n');
    expect(entriesOf(file).map(({ name, line }) => [name, line])).toEqual([
      ['c', 4],
      ['d', 5],
    ]);
    expect(problemsOf(file)).toEqual([
      '1: It has 1 fields instead of 7.',
      '2: The user id of ‘a’ is no number.',
      '3: The group id of ‘b’ is no number.',
      '4: It has 4 fields instead of 7.',
    ]);
  });

  test('of many problems the first 100 are told', () => {
    expect(problemsOf(parsePasswd('root\n'.repeat(1000)))).toHaveLength(100);
  });
});

test('/etc/group', () => {
  expect(entriesOf(parseGroup('root:x:0:\nwheel:x:10:root,,app\n'))).toEqual([
    { name: 'root', gid: 0, members: [], line: 1 },
    { name: 'wheel', gid: 10, members: ['root', 'app'], line: 2 },
  ]);
});

test.each([
  ['', 'empty'],
  ['*', 'locked'],
  ['!', 'locked'],
  ['!!', 'locked'],
  ['!$6$salt$hash', 'locked'],
  ['*LK*', 'locked'],
  ['x', 'locked'],
  ['$6$salt$hash', 'hashed'],
  ['$y$j9T$salt$hash', 'hashed'],
  ['_J9..CCCCXBrJUJV154M', 'hashed'],
  ['aZa0./bcdefgh', 'hashed'],
])('a password field of %j is %s', (field, state) => {
  expect(entriesOf(parseShadow(`app:${field}:19000:0:99999:7:::\n`))).toEqual([{ name: 'app', state, line: 1 }]);
});

test('master.passwd', () => {
  const text = 'root::0:0::0:0:Charlie:/root:/bin/csh\ndaemon:*:1:1::0:0:Owner:/root:/usr/sbin/nologin\n';
  expect(entriesOf(parseShadow(text)).map(({ state }) => state)).toEqual(['empty', 'locked']);
});

describe('bad input', () => {
  test('binary files are unreadable', () => {
    for (const text of ['\x7fELF\x02\x01', 'root:x:0:0::/:\n\0', 'a\x1bb']) {
      expect(parsePasswd(text)).toEqual({ kind: 'unreadable', reason: 'It holds bytes that no text has.' });
    }
    expect(entriesOf(parsePasswd('ren\udce9:x:1:1:Ren\udce9:/:\n'))).toHaveLength(1);
  });

  test('of more than 20,000 lines the first are read, and that is said', () => {
    const lines = (count: number) => parsePasswd('a:x:1:1::/:\n'.repeat(count));
    expect(lines(20_000)).toMatchObject({ kind: 'read', isCut: false });
    expect(lines(20_001)).toMatchObject({ kind: 'read', isCut: true });
    expect(entriesOf(lines(30_000))).toHaveLength(20_000);
  });

  test('a text above 1 MB is unreadable', () => {
    expect(parsePasswd('a'.repeat(1_048_577)).kind).toBe('unreadable');
  });

  test('a file of 50 MB is not kept', async () => {
    const contents = { 'etc/passwd': new Uint8Array(50_000_000).fill(97) };
    const { bodies } = await hardenedImage('layer\n  etc/passwd\n  etc/group  "a:x:1:\\n"', { contents });
    expect([bodies.textOf('/etc/passwd'), bodies.textOf('/etc/group')]).toEqual(['unread', 'a:x:1:\n']);
  });

  test('any text is read', () => {
    const text = fc.string({ unit: fc.constantFrom(...':\n\r,+-#0123456789ax\0\udcff'.split('')), maxLength: 200 });
    fc.assert(
      fc.property(text, (value) => {
        for (const parse of [parsePasswd, parseGroup, parseShadow]) {
          const file = parse(value);
          expect(file.kind === 'unreadable' || file.entries.length <= value.split('\n').length).toBe(true);
        }
      }),
    );
  });
});
