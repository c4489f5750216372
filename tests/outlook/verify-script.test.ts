// The script is run: by dash and bash, with a docker that is none, and programs that answer on this machine.
import { execFile, execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { shHeredoc, shQuote } from '../../src/outlook/verify/sh-quote.ts';
import { exposedPort, readEnvironment, readPaths, readPort } from '../../src/outlook/verify/verify-settings.ts';
import { writeVerifyScript, type VerifyInput } from '../../src/outlook/verify/verify-script.ts';
import { announceShellCheck, runShellCheckOnAll, shellcheck } from '../peers/shellcheck.ts';

const hasProgram = (name: string): boolean => {
  try {
    execFileSync('sh', ['-c', `command -v ${name}`]);
    return true;
  } catch {
    return false;
  }
};
const shells = ['dash', 'bash', 'busybox sh'].filter((shell) => hasProgram(shell.split(' ')[0] ?? ''));
const hasCurl = hasProgram('curl');

const hostile = [
  `FROM a\nRUN echo '$(touch pwned)' "\`touch pwned\`" \\\n  && echo END_OF_TEXT\nEND_OF_TEXT\n'; touch pwned #\n`,
  "FROM a\nEND_OF_TEXT\nEND_OF_TEXT_2\n\\'\\'\ntouch pwned",
  'FROM a\r\nRUN x <<EOF\r\nEOF\r\nEND_OF_TEXT\r\n',
  '$IFS`id`\n\u202e\t\u0001é漢\n',
  '',
];

function scriptOf(given: Partial<VerifyInput> = {}): string {
  return writeVerifyScript({
    original: { dockerfile: 'FROM old\n', dockerignore: null },
    better: { dockerfile: 'FROM new\n', dockerignore: '.git\n' },
    settings: { port: 3000, paths: ['/', '/health'], environment: [], wait: 5 },
    ...given,
  });
}

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plimsoll-verify-'));
  return () => rm(folder, { recursive: true, force: true });
});

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function run(shell: string, args: readonly string[], env: Record<string, string>, cwd: string): Promise<Ended> {
  const [program = '', ...first] = shell.split(' ');
  return new Promise((resolve) => {
    execFile(program, [...first, ...args], { cwd, env, timeout: 30_000 }, (error, out, err) => {
      resolve({ code: error ? Number(error.code ?? -1) : 0, out, err });
    });
  });
}

/** Notes down what it is asked for; `port` answers where the programs of this test listen. */
const fakeDocker = `#!/bin/sh
printf '%s\\n' "$*" >> "$FAKE/calls"
case $1 in
  version) exit "\${FAKE_VERSION:-0}" ;;
  build)
    for one; do case $one in *.Dockerfile) file=$one ;; *:original|*:better) which=\${one#*:} ;; esac; done
    cp "$file" "$FAKE/$which.built"
    [ ! -f "$file.dockerignore" ] || cp "$file.dockerignore" "$FAKE/$which.ignored"
    [ "$which" != "\${FAKE_UNBUILT:-}" ] ;;
  image) case "$*" in
    *Size*original) echo 1200 ;; *Size*) echo 300 ;; *original) echo 9 ;; *) echo 4 ;;
  esac ;;
  port) case $2 in *original) echo "127.0.0.1:$FAKE_ORIGINAL" ;; *) echo "127.0.0.1:$FAKE_BETTER" ;; esac ;;
  inspect) echo "\${FAKE_RUNNING:-true}" ;;
  run) for one; do printf '<%s>' "$one"; done >> "$FAKE/runs"; echo >> "$FAKE/runs" ;;
esac
`;

type Answer = (path: string) => { status: number; body: string };

async function serve(answer: Answer): Promise<Server> {
  const server = createServer((request, response) => {
    const { status, body } = answer(request.url ?? '');
    response.writeHead(status).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

const portOf = (server: Server): string => String((server.address() as AddressInfo).port);

async function verify(
  shell: string,
  script: string,
  more: { better?: Answer; env?: Record<string, string>; args?: string[] } = {},
): Promise<Ended> {
  const answer: Answer = (path) => ({ status: 200, body: `here is ${path}` });
  const [original, better] = await Promise.all([serve(answer), serve(more.better ?? answer)]);
  try {
    const bin = join(folder, 'bin');
    await mkdir(bin, { recursive: true });
    await writeFile(join(bin, 'docker'), fakeDocker);
    await chmod(join(bin, 'docker'), 0o755);
    await writeFile(join(folder, 'verify.sh'), script);
    const env = {
      PATH: `${bin}:${process.env['PATH'] ?? ''}`,
      FAKE: folder,
      FAKE_ORIGINAL: portOf(original),
      FAKE_BETTER: portOf(better),
      TMPDIR: folder,
      ...more.env,
    };
    return await run(shell, ['verify.sh', ...(more.args ?? [])], env, folder);
  } finally {
    original.close();
    better.close();
  }
}

const readMade = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');

describe('quoting', () => {
  test('any text is one word, and a here-document writes any text', async () => {
    const anything = fc.string({ unit: 'binary', maxLength: 60 }).map((text) => text.replaceAll('\0', ''));
    const nasty = fc.oneof(
      anything,
      fc.constantFrom(...hostile),
      fc.string({ unit: fc.constantFrom("'", '\\', '\n', '$', '`', 'E') }),
    );
    const texts = fc.sample(nasty, { numRuns: 60, seed: 7 });
    // Lone surrogates are no UTF-8: a file would hold something else.
    const sound = [...hostile, ...texts].filter((text) => !/\p{Surrogate}/u.test(text));
    const script = sound
      .flatMap((text, at) => [`printf %s ${shQuote(text)} > word-${at}`, shHeredoc(`cat > file-${at}`, text)])
      .join('\n');
    await writeFile(join(folder, 'quotes.sh'), script);
    for (const shell of shells) {
      expect(
        await run(shell, ['quotes.sh'], { PATH: process.env['PATH'] ?? '', LC_ALL: 'C.UTF-8' }, folder),
      ).toMatchObject({ code: 0, err: '' });
      for (const [at, text] of sound.entries()) {
        expect(await readMade(`word-${at}`), JSON.stringify(text)).toBe(text);
        expect(await readMade(`file-${at}`), JSON.stringify(text)).toBe(
          text === '' || text.endsWith('\n') ? text : `${text}\n`,
        );
      }
    }
  });

  test('NUL is left out, as no shell has it', () => {
    expect(shQuote('a\0b')).toBe(`'ab'`);
    expect(shHeredoc('cat', 'a\0b')).not.toContain('\0');
  });
});

describe('the script', () => {
  beforeAll(announceShellCheck);

  const scripts = [
    scriptOf(),
    scriptOf({ settings: { port: null, paths: [], environment: [], wait: 5 } }),
    ...hostile.map((text) =>
      scriptOf({
        original: { dockerfile: text, dockerignore: text },
        better: { dockerfile: text, dockerignore: null },
        settings: {
          port: 80,
          paths: [`/${'$(touch pwned)'.replaceAll(' ', '')}'`],
          environment: [`A=${text.split('\n')[0]}`, 'B'],
          wait: 1,
        },
      }),
    ),
  ];

  test.each(shells)('%s can read it', async (shell) => {
    for (const script of scripts) {
      await writeFile(join(folder, 'verify.sh'), script);
      const ended = await run(shell, ['-n', 'verify.sh'], { PATH: process.env['PATH'] ?? '' }, folder);
      expect(ended).toMatchObject({ code: 0, err: '' });
    }
  });

  test.runIf(shellcheck)('ShellCheck says nothing against it', async () => {
    const comments = await runShellCheckOnAll(scripts);
    expect(comments?.flat().map(({ code, line, message }) => `${code} at ${line}: ${message}`)).toEqual([]);
  });
});

describe.runIf(hasCurl)('with a docker that is none', () => {
  const withHostile = scriptOf({
    original: { dockerfile: hostile[0] ?? '', dockerignore: hostile[1] ?? '' },
    better: { dockerfile: hostile[2] ?? '', dockerignore: hostile[3] ?? '' },
    settings: {
      port: 3000,
      paths: ["/$(touch${IFS}pwned)'", '/a?b=1&c'],
      environment: ['A=$(touch pwned) `x` "\'', 'HOME'],
      wait: 5,
    },
  });

  test.each(shells)(
    '%s: both are built from their own texts, run in the same way, and nothing is expanded',
    async (shell) => {
      const ended = await verify(shell, withHostile);
      expect(ended).toMatchObject({ code: 0, err: '' });
      expect(await readMade('original.built')).toBe(hostile[0]);
      expect(await readMade('original.ignored')).toBe(`${hostile[1]}\n`);
      expect(await readMade('better.built')).toBe(hostile[2]);
      expect(await readMade('better.ignored')).toBe(hostile[3]);
      const [one, other, ...rest] = (await readMade('runs')).trim().split('\n');
      expect(rest).toEqual([]);
      expect(one).toContain(`<-p><127.0.0.1::3000><-e><A=$(touch pwned) \`x\` "'><-e><HOME>`);
      expect(other).toBe(one?.replaceAll('original', 'better'));
      await expect(readMade('pwned')).rejects.toThrow();
      expect(ended.out).toMatch(/size in bytes +1200 +300 +-900/);
      expect(ended.out).toMatch(/layers +9 +4 +-5/);
      expect(ended.out).toMatch(/\/a\?b=1&c +200, \d+ bytes +200, \d+ bytes +same/);
    },
  );

  test('it tidies up behind it', async () => {
    await verify('sh', scriptOf());
    expect(await readMade('calls')).toMatch(/\nrm -f plimsoll-verify-\d+-original plimsoll-verify-\d+-better\n$/);
    const left = execFileSync('ls', [folder], { encoding: 'utf8' });
    expect(left).not.toContain('tmp.');
  });

  test('another status, and another body, end it with 1', async () => {
    const status: Answer = (path) => ({ status: path === '/health' ? 500 : 200, body: `here is ${path}` });
    const ended = await verify('sh', scriptOf(), { better: status });
    expect(ended.code).toBe(1);
    expect(ended.out).toMatch(/\/health .*DIFFERS: status/);
    expect(ended.out).toContain('1 of 2 answers differ.');
    const body: Answer = () => ({ status: 200, body: 'other' });
    expect(await verify('sh', scriptOf(), { better: body })).toMatchObject({ code: 1 });
  });

  test('a body that changes each time tells nothing', async () => {
    let at = 0;
    const ended = await verify('sh', scriptOf(), { better: () => ({ status: 200, body: String(at++) }) });
    expect(ended).toMatchObject({ code: 0 });
    expect(ended.out).toContain('the body changes each time');
  });

  test('what does not build, or does not answer, ends it with 2', async () => {
    const unbuilt = await verify('sh', scriptOf(), { env: { FAKE_UNBUILT: 'better' } });
    expect(unbuilt).toMatchObject({ code: 2 });
    expect(unbuilt.err).toContain('The better Dockerfile does not build.');
    const settings = { port: 3000, paths: ['/'], environment: [], wait: 1 };
    const silent = await verify('sh', scriptOf({ settings }), { env: { FAKE_BETTER: '1' } });
    expect(silent).toMatchObject({ code: 2 });
    expect(silent.err).toContain('The better image gave no answer on port 3000 within 1 s.');
  });

  test('options for the build are handed on; a folder that is none is told', async () => {
    await mkdir(join(folder, 'a folder'));
    expect(await verify('sh', scriptOf(), { args: ['a folder', '--build-arg', 'A=b c'] })).toMatchObject({ code: 0 });
    expect(await readMade('calls')).toMatch(/--build-arg A=b c a folder\n/);
    expect(await verify('sh', scriptOf(), { args: ['nowhere'] })).toMatchObject({
      code: 2,
      err: 'nowhere is not a folder.\n',
    });
  });

  test('without paths the images are compared, and it says that nothing was asked', async () => {
    const settings = { port: 3000, paths: [], environment: [], wait: 1 };
    const ended = await verify('sh', scriptOf({ settings }));
    expect(ended).toMatchObject({ code: 0 });
    expect(ended.out).toContain('Nothing was asked of the programs');
    await expect(readMade('runs')).rejects.toThrow();
  });

  test('a docker without its daemon is passed over', async () => {
    const bin = join(folder, 'other');
    await mkdir(bin);
    const podman = fakeDocker.replace(
      'version) exit "${FAKE_VERSION:-0}" ;;',
      'version) echo podman >> "$FAKE/calls" ;;',
    );
    await writeFile(join(bin, 'podman'), podman, { mode: 0o755 });
    const PATH = `${join(folder, 'bin')}:${bin}:${process.env['PATH'] ?? ''}`;
    const ended = await verify('sh', scriptOf(), { env: { FAKE_VERSION: '1', PATH } });
    expect(ended).toMatchObject({ code: 0 });
    expect(ended.out).toContain('with podman.');
    expect(await readMade('calls')).toContain('build --format docker --ignorefile ');
  });

  test('a program that ends is not waited for', async () => {
    const settings = { port: 3000, paths: ['/'], environment: [], wait: 1000 };
    const ended = await verify('sh', scriptOf({ settings }), { env: { FAKE_RUNNING: 'false' } });
    expect(ended.code).toBe(2);
    expect(ended.err).toContain('The program of the original image ended before it answered.');
  });
});

describe('what the user writes', () => {
  test.each([
    ['/health\n\n /a?b=1 \n/health', { lines: ['/health', '/a?b=1'] }],
    ['', { lines: [] }],
    ['health', { problem: expect.stringContaining('“health” is no path') }],
    ['/a b', { problem: expect.stringContaining('%20') }],
    ['/a\u202e', { problem: expect.any(String) }],
    [`/${'a'.repeat(3000)}`, { problem: expect.stringContaining('2000') }],
    [Array.from({ length: 101 }, (_, at) => `/${at}`).join('\n'), { problem: expect.stringContaining('100') }],
  ])('paths %j', (text, read) => {
    expect(readPaths(text)).toEqual(read);
  });

  test.each([
    ['A=1\nB', { lines: ['A=1', 'B'] }],
    ['A=b = c', { lines: ['A=b = c'] }],
    ['1A=2', { problem: expect.stringContaining('NAME=value') }],
    ['-e A', { problem: expect.any(String) }],
  ])('variables %j', (text, read) => {
    expect(readEnvironment(text)).toEqual(read);
  });

  test.each([
    ['', { port: null }],
    [' 8080 ', { port: 8080 }],
    ['0', { problem: expect.any(String) }],
    ['65536', { problem: expect.any(String) }],
    ['80/tcp', { problem: expect.any(String) }],
  ])('port %j', (text, read) => {
    expect(readPort(text)).toEqual(read);
  });

  test.each<[string[], string, number | null]>([
    [['53/udp', '8080/tcp'], 'FROM a', 8080],
    [[], 'FROM a AS b\nEXPOSE 1\nFROM c\nEXPOSE $P 3000', 3000],
    [[], 'FROM a AS b\nEXPOSE 4000/tcp\nFROM b', 4000],
    [['99999'], 'FROM a', null],
  ])('the port of %j and %j is %j', (exposed, text, port) => {
    expect(exposedPort(exposed, parseDockerfile(text))).toBe(port);
  });
});

afterAll(() => {
  expect(shells).toContain('bash');
});
