import { expect, test } from 'vitest';
import { elfBytes } from '../../support/elf-bytes.ts';
import { reachImage, told } from '../support.ts';

const program = elfBytes();
const base = { 'bin/sh': program, 'bin/unused': program };

type Files = Record<string, string | Uint8Array>;

/** Of an image that starts the script, with Docker's search path: what is told, without the shell. */
async function toldOf(script: string, files: Files, config: Record<string, unknown> = {}) {
  const image = await reachImage('', { Cmd: ['/app/run.sh'], ...config }, { ...base, 'app/run.sh': script, ...files });
  const { '/bin/sh': _, '/app/run.sh': __, ...others } = told(image);
  return { others, notes: image.reach.notes };
}

/** The paths that are needed, unsure, and not reached, each without the clause. */
async function states(script: string, files: Files, config: Record<string, unknown> = {}) {
  const { others } = await toldOf(script, files, config);
  return Object.fromEntries(Object.entries(others).map(([path, text]) => [path, text.split(' by ')[0]]));
}

const needs = async (script: string, files: Files, config: Record<string, unknown> = {}): Promise<string[]> =>
  Object.entries(await states(script, files, config)).flatMap(([path, state]) => (state === 'needed' ? [path] : []));

test('every command that stands in a script is needed, and says which script starts it', async () => {
  const { others, notes } = await toldOf(
    '#!/bin/sh\nhelp() { /bin/one; }\nif two -x; then echo "$(three)"; fi\ntrap "four now" EXIT\n( five ) | six &\nhelp\nexec "$@"\n',
    Object.fromEntries(['one', 'two', 'three', 'four', 'five', 'six'].map((name) => [`bin/${name}`, program])),
  );
  expect(others).toEqual({
    '/bin/one': 'needed by /app/run.sh: starts one',
    '/bin/two': 'needed by /app/run.sh: starts two',
    '/bin/three': 'needed by /app/run.sh: starts three',
    '/bin/four': 'needed by /app/run.sh: starts four',
    '/bin/five': 'needed by /app/run.sh: starts five',
    '/bin/six': 'needed by /app/run.sh: starts six',
    '/bin/unused': 'not reached',
  });
  expect(notes).toEqual([]);
});

test.each([
  [
    'variables that are set plainly',
    'APP=/opt/app\nBIN="$APP/bin"\n"${BIN}/tool" --x',
    { 'opt/app/bin/tool': program },
  ],
  ['both values of one', 'if [ -n "$A" ]; then T=one; else T=two; fi\n$T', { 'bin/one': program, 'bin/two': program }],
  ['a default', '"${TOOL:-/opt/tool}"', { 'opt/tool': program }],
  ['a variable of the image', '$HOME_OF_APP/tool', { 'opt/tool': program }],
  ['the folder of the script', 'D=$(dirname "$0")\n"$D/tool"', { 'app/tool': program }],
  ['the same by bash', '. "${BASH_SOURCE%/*}/lib.sh"', { 'app/lib.sh': '' }],
  ['the same by cd', 'D=$(cd "$(dirname "${BASH_SOURCE[0]}")/../opt" && pwd)\n$D/tool', { 'opt/tool': program }],
  ['the same in backquotes', 'D="`cd \\"\\`dirname \\"$0\\"\\`\\"/../opt; pwd`"\n$D/tool', { 'opt/tool': program }],
  ['the folder that cd goes to', 'cd /opt/app && ./tool data/x', { 'opt/app/tool': program, 'opt/app/data/x': '1' }],
  ['a file with variables', '. /etc/app.env\nexec $TOOL', { 'etc/app.env': 'TOOL=/opt/tool\n', 'opt/tool': program }],
  ['a loop over names', 'for f in /docker.d/*.sh; do . "$f"; done', { 'docker.d/a.sh': '', 'docker.d/b.sh': '' }],
  ['what is read', 'while read x; do :; done < /etc/list', { 'etc/list': '1' }],
  ['arguments', 'tool -c /etc/a.conf --log=/etc/b.conf', { 'bin/tool': program, 'etc/a.conf': '', 'etc/b.conf': '' }],
  ['arguments that are set', 'set -- tool -x "$@"\nexec "$@"', { 'bin/tool': program }],
  ['a list', 'args=(tool --x)\nargs+=(/etc/a)\nexec "${args[@]}"', { 'bin/tool': program, 'etc/a': '1' }],
  ['a search path of its own', 'PATH=/opt/bin:$PATH\ntool', { 'opt/bin/tool': program }],
  ['text that is run', 'CMD="tool /etc/a"\neval "$CMD"', { 'bin/tool': program, 'etc/a': '1' }],
  ['what is tested for', 'if [[ -f /etc/a ]] && [ -x /opt/b ]; then :; fi', { 'etc/a': '1', 'opt/b': '1' }],
  ['xargs', 'echo a | xargs -n 1 tool', { 'bin/xargs': program, 'bin/tool': program }],
  ['find', 'find . -name x -exec tool {} \\;', { 'bin/find': program, 'bin/tool': program }],
  [
    'timeout in nohup',
    'nohup timeout -k 5 10 tool',
    { 'bin/nohup': program, 'bin/timeout': program, 'bin/tool': program },
  ],
  ['su', 'su -s /bin/sh app -c "tool /etc/a"', { 'bin/su': program, 'bin/tool': program, 'etc/a': '1' }],
  ['run-parts', 'run-parts /etc/start.d', { 'bin/run-parts': program, 'etc/start.d/10-x': '#!/bin/sh\n' }],
])('%s', async (_, script, files: Files) => {
  const wanted = Object.keys(files).map((path) => `/${path}`);
  const found = await needs(`#!/bin/sh\n${script}\n`, files, { Env: ['HOME_OF_APP=/opt'] });
  expect(found.sort()).toEqual(wanted.sort());
});

test('what is only looked for, named, or picked by a value that is not known is unsure', async () => {
  const found = await states(
    '#!/bin/sh\ncommand -v one && echo yes\nwhich two\nsed -i s,/opt/data/x,, /dev/null\n. /etc/modes/$MODE.sh\n',
    {
      'bin/one': program,
      'bin/two': program,
      'bin/which': program,
      'bin/sed': program,
      'opt/data/x': '1',
      'etc/modes/a.sh': 'three',
      'etc/modes/a.txt': '1',
      'bin/three': program,
    },
  );
  expect(found).toEqual({
    '/bin/one': 'unsure',
    '/bin/two': 'unsure',
    '/bin/which': 'needed',
    '/bin/sed': 'needed',
    '/opt/data/x': 'unsure',
    '/etc/modes/a.sh': 'unsure',
    '/etc/modes/a.txt': 'not reached',
    '/bin/three': 'unsure',
    '/bin/unused': 'not reached',
  });
});

test('a folder that is only made, or given to another user, keeps nothing of what lies in it', async () => {
  const files = { 'bin/chown': program, 'bin/tar': program, 'opt/a/x': '1', 'opt/b/x': '1' };
  const found = await states('#!/bin/sh\nchown -R app /opt/a\ntar -cf - /opt/b\n', files);
  expect([found['/opt/a/x'], found['/opt/b/x']]).toEqual(['not reached', 'unsure']);
});

test('notes say what could not be followed, once, and not what the script asks for itself', async () => {
  const { notes } = await toldOf('#!/bin/sh\n"$WHAT" -x\n"$WHAT" -x\nmissing\nhash maybe && maybe\n"$1"\n', {});
  expect(notes).toEqual([
    '/app/run.sh starts what only the running container knows: "$WHAT".',
    '/app/run.sh starts missing, which is not found.',
  ]);
});

test('text behind -c, its arguments, and options of shells', async () => {
  const files = {
    ...base,
    'bin/bash': program,
    'bin/tool': program,
    'opt/x': program,
    'etc/profile': '. /etc/more\n',
    'etc/more': '',
  };
  const image = await reachImage(
    '',
    { Cmd: ['bash', '-o', 'pipefail', '-lc', 'exec "$0" "$1"', 'tool', '/opt/x'] },
    files,
  );
  expect(told(image)).toMatchObject({
    '/bin/tool': 'needed by /bin/bash: starts tool',
    '/opt/x': expect.stringMatching(/^needed/),
    '/etc/profile': 'needed by /bin/bash: reads it as a login shell',
    '/etc/more': 'needed by /etc/profile: reads in /etc/more',
    '/bin/unused': 'not reached',
  });
});

test('busybox is the program that its second word names', async () => {
  const image = await reachImage(
    '  bin/ash -> busybox\n  bin/wget -> busybox',
    { Cmd: ['busybox', 'sh', '/app/run'], WorkingDir: '/app' },
    { 'bin/busybox': program, 'app/run': 'wget -O- x\n./next\n', 'app/next': '#!/bin/ash\n', 'app/other': '' },
  );
  expect(told(image)).toMatchObject({
    '/app/run': 'needed by /bin/busybox: runs /app/run',
    '/bin/wget': 'needed by /app/run: starts wget',
    '/app/next': 'needed by /app/run: starts next',
    '/bin/ash': 'needed by /app/next: is run by /bin/ash',
    '/app/other': 'not reached',
  });
});

test('a shell keeps the terminals that are met, and no others', async () => {
  const image = await reachImage(
    '',
    { Cmd: ['sh'] },
    { ...base, 'lib/terminfo/x/xterm': '1', 'lib/terminfo/w/wy50': '1' },
  );
  expect(told(image)).toMatchObject({
    '/lib/terminfo/x/xterm': 'unsure by /bin/sh: shows text on such a terminal',
    '/lib/terminfo/w/wy50': 'not reached',
  });
});

test.each([
  ['variables that hold each other', 'A=$B\nB=$A\nC=$A$B$C\n$C$C$C x'],
  [
    'more values than are looked at',
    `${Array.from({ length: 300 }, (_, n) => `A=${n}\nB$A=\${A}`).join('\n')}\n$A$A$A/$A$A$A`,
  ],
  ['text in text in text', `eval '${'eval "'.repeat(50)}`],
  ['a script that reads itself in', '. /app/run.sh\n. /app/run.sh'],
  ['deep brackets', `${'$('.repeat(2000)}tool${')'.repeat(2000)}`],
  ['a broken text', 'if then fi <<< "${ $(( `'],
])('ends soon: %s', async (_, script) => {
  const start = performance.now();
  const found = await needs(`#!/bin/sh\n${script}\n/bin/tool\n`, { 'bin/tool': program });
  expect(performance.now() - start).toBeLessThan(8000);
  expect(found.length).toBeLessThan(3);
});

test('of a script above 64 kB, programs and paths are looked for word by word', async () => {
  const long = `#!/bin/sh\n${'# nothing\n'.repeat(7000)}tool /opt/x\n`;
  const { others, notes } = await toldOf(long, { 'bin/tool': program, 'opt/x': '1' });
  expect([others['/bin/tool'], others['/opt/x']]).toEqual([
    'unsure by /app/run.sh: names tool',
    'unsure by /app/run.sh: names /opt/x',
  ]);
  expect(notes).toEqual(['/app/run.sh is longer than 64 kB: what it starts was looked for word by word.']);
});
