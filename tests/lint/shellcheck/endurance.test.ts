import { describe, expect, it } from 'vitest';
import { lint } from '../../../src/lint/index.ts';
import { nodeShellCheck } from '../../../src/lint/shellcheck/node-program.ts';

const script = '#!/bin/sh\nexport VERSION=1\ncd "/src/$name"; cat $file | tar xz -C "$VERSION"\n';

/** 400 lines of variables that nothing assigns: 40 s and 640 MB where nobody stops it. */
const pathological = Array.from({ length: 400 }, (_, at) => `echo $a${at} $b${at}`);

describe('ShellCheck in this thread', () => {
  it('answers 2,000 times in a row as it did the first time', { timeout: 300_000 }, async () => {
    const first = await nodeShellCheck.check(script);
    expect(first.kind === 'comments' && first.comments.map(({ code }) => code)).toEqual(
      expect.arrayContaining([2154, 2164, 2086]),
    );
    const wanted = JSON.stringify(first);
    const different: number[] = [];
    for (let at = 0; at < 2_000; at++) {
      const answer = await nodeShellCheck.check(script);
      if (JSON.stringify(answer) !== wanted) different.push(at);
    }
    expect(different).toEqual([]);
  });

  it('answers many that are asked at once, each its own', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, at) => nodeShellCheck.check(`#!/bin/sh\n${'\n'.repeat(at)}echo $X`)),
    );
    const lines = answers.map((answer) => answer.kind === 'comments' && answer.comments.map(({ line }) => line));
    expect(lines).toEqual(answers.map((_, at) => [at + 2]));
  });

  // The runtime collects its garbage every few milliseconds, but a large collection may take seconds in which nothing stops
  // it; a worker is ended from outside.
  it('gives up on a pathological script, says so, and goes on with the others', { timeout: 60_000 }, async () => {
    const text = ['FROM a', 'RUN echo $X', `RUN ${pathological.join(' && \\\n')}`, 'RUN cd x; make'].join('\n');
    const found = (await lint(text)).filter(({ source, code }) => source === 'shellcheck' || code === 'PL2001');
    expect(found.map(({ code, line }) => `${code}@${line}`)).toEqual(['SC2086@2', 'PL2001@3', 'SC2164@403']);
    const [, gaveUp] = found;
    expect(gaveUp).toMatchObject({ source: 'plimsoll', severity: 'info' });
    expect(gaveUp?.message).toMatch(/^ShellCheck gave up on this RUN: it took more than (5 seconds|200 MB of memory)$/);
    expect(gaveUp?.at).toEqual({ line: 3, column: 1, endLine: 402, endColumn: 17 });
  });

  it('says that a script over the limit is not looked at', async () => {
    const text = `FROM a\nRUN ${'echo $X; '.repeat(8_000)}\nRUN echo $X`;
    const found = (await lint(text)).filter(({ source, code }) => source === 'shellcheck' || code === 'PL2001');
    expect(found.map(({ code, line }) => `${code}@${line}`)).toEqual(['PL2001@2', 'SC2086@3']);
    expect(found[0]?.message).toBe('ShellCheck gave up on this RUN: the script has more than 64,000 characters');
  });
});
