import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '../../../src/dockerfile/parse.ts';
import { lint } from '../../../src/lint/index.ts';
import { questionsOf } from '../../../src/lint/shellcheck/check-scripts.ts';
import type { ShellCheck } from '../../../src/lint/shellcheck/shellcheck.ts';
import { withFrom } from '../test-rule.ts';

const questions = (text: string): string[] => questionsOf(parseDockerfile(withFrom(text)));
const shebangs = (text: string): (string | undefined)[] => questions(text).map((question) => question.split('\n')[0]);

describe('what ShellCheck is asked', () => {
  it.each([
    ['RUN a \\\n  # c\n  && b', ['#!/bin/sh\na   && b']],
    ['RUN --mount=type=cache,target=/x a', ['#!/bin/sh\na']],
    ['RUN ["sh", "-c", "a"]', []],
    ['CMD ["a"]\nENTRYPOINT ["b"]\nHEALTHCHECK CMD ["c"]\nHEALTHCHECK NONE', []],
    ['CMD a $b', ['#!/bin/sh\na $b']],
    ['CMD ["a", "b"', []],
    ['CMD [ -f a ] && b', ['#!/bin/sh\n[ -f a ] && b']],
    ['HEALTHCHECK --interval=5s cmd a || b', ['#!/bin/sh\na || b']],
    ['ONBUILD RUN a', ['#!/bin/sh\na']],
    ['RUN', []],
    ['RUN <<EOF\nEOF\n', []],
    ['RUN <<EOF\n  a\nb\nEOF\n', ['#!/bin/sh\n  a\nb\n']],
    ['RUN <<-EOF\n\ta\n\t\tb\n\tEOF\n', ['#!/bin/sh\na\nb\n']],
    ['RUN a <<-EOF\n\tx\n\tEOF\n', ['#!/bin/sh\na <<-EOF\nx\nEOF']],
    ['COPY <<EOF /x\na\nEOF\n', []],
    ['RUN a\nRUN b\nRUN a', ['#!/bin/sh\na', '#!/bin/sh\nb']],
    [`RUN ${'a'.repeat(64_001)}`, []],
  ])('of %j', (text, expected) => expect(questions(text)).toEqual(expected));
});

describe('the dialect', () => {
  it.each([
    ['RUN a', '#!/bin/sh'],
    ['SHELL ["/bin/bash", "-c"]\nRUN a', '#!/bin/bash'],
    ['SHELL ["/usr/local/bin/bash", "-o", "pipefail", "-c"]\nRUN a', '#!/bin/bash'],
    ['SHELL ["/bin/bash", "-eo", "pipefail", "-c"]\nRUN a', '#!/bin/bash -e'],
    ['SHELL ["/bin/ash", "-o", "pipefail", "-c"]\nRUN a', '#!/bin/ash'],
    ['SHELL ["/bin/busybox", "sh", "-c"]\nRUN a', '#!/bin/busybox sh'],
    ['SHELL ["/usr/bin/env", "-i", "A=1", "bash", "-c"]\nRUN a', '#!/bin/bash'],
    ['SHELL ["/bin/zsh", "-c"]\nRUN a', '#!/bin/zsh'],
    ['SHELL ["C:\\\\cygwin\\\\bin\\\\bash.exe", "-c"]\nRUN a', '#!/bin/bash'],
    ['SHELL ["/bin/sh\\nexit", "-c"]\nRUN a', undefined],
    ['SHELL ["powershell", "-Command"]\nRUN a', undefined],
    ['SHELL ["C:\\\\Windows\\\\System32\\\\CMD.EXE", "/C"]\nRUN a', undefined],
    ['SHELL ["pwsh.exe", "-c"]\nONBUILD RUN a', undefined],
    ['# hadolint shell=bash\nRUN a', '#!/bin/bash'],
    ['# hadolint shell=powershell\nRUN a', undefined],
    ['FROM a AS b\nSHELL ["/bin/bash", "-c"]\nFROM b\nRUN a', '#!/bin/bash'],
    ['FROM a AS b\nSHELL ["/bin/bash", "-c"]\nFROM c\nRUN a', '#!/bin/sh'],
    ['SHELL ["/bin/bash", "-c"]\nHEALTHCHECK CMD a', '#!/bin/bash'],
    ['FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nRUN a', undefined],
    ['FROM mcr.microsoft.com/windows/servercore:ltsc2022\nSHELL ["bash", "-c"]\nRUN a', '#!/bin/bash'],
    ['RUN <<EOF\n#!/bin/bash\na\nEOF\n', '#!/bin/bash'],
    ['RUN <<EOF\n#! /usr/bin/env -S bash -e\na\nEOF\n', '#!/bin/bash -e'],
    ['RUN <<EOF\n#!/usr/bin/env python3\na\nEOF\n', undefined],
    ['RUN <<EOF bash\na\nEOF\n', '#!/bin/bash'],
    ['RUN ash -ex <<EOF\na\nEOF\n', '#!/bin/ash -e'],
  ])('of %j', (text, expected) => expect(shebangs(text)[0]).toBe(expected));
});

describe('the variables that are known', () => {
  const known = (text: string): string => {
    const [, line = ''] = questions(text).at(-1)?.split('\n') ?? [];
    return line.startsWith('export ') ? line.slice('export '.length) : '';
  };

  it.each([
    ['ARG a\nENV b=1 c=2\nRUN $a $b $c $d', 'a=1 b=1 c=1'],
    ['ENV a x y\nRUN $a $x', 'a=1'],
    ['ARG a=$b\nRUN $a $b', 'a=1'],
    ['RUN $a\nARG a', ''],
    ['ARG a\nFROM b\nRUN $a', ''],
    ['ARG a\nFROM b\nARG a\nRUN $a', 'a=1'],
    ['FROM a AS b\nENV c=1\nFROM b\nRUN $c', 'c=1'],
    ['FROM a AS b\nENV c=1\nFROM d\nRUN $c', ''],
    ['FROM a AS b\nARG c\nFROM b\nRUN $c', 'c=1'],
    ['RUN $http_proxy $HTTPS_PROXY $no_proxy', 'http_proxy=1 HTTPS_PROXY=1 no_proxy=1'],
    ['ONBUILD ARG a\nONBUILD RUN $a', 'a=1'],
    ['ONBUILD ARG a\nRUN $a', ''],
    ['ENV a=1\nONBUILD RUN $a', 'a=1'],
    ['ARG a\nENV b=1\nCMD $a $b $http_proxy', 'b=1'],
    ['ARG a\nENV a=1\nCMD $a', 'a=1'],
    ['ENV a.b=1 "c d"=2\nRUN $a $c', ''],
    ['ENV a=1\nRUN b', ''],
  ])('in %j', (text, expected) => expect(known(text)).toBe(expected));
});

describe('what is said', () => {
  const codes = async (text: string, config = {}): Promise<string[]> =>
    (await lint(withFrom(text), config)).filter(({ code }) => /^SC|^PL2/.test(code)).map(({ code }) => code);

  it.each([
    ['RUN echo $X', {}, ['SC2086']],
    ['RUN echo $X', { shellcheck: false }, []],
    ['RUN echo $X', { ignored: ['SC2086'] }, []],
    ['# hadolint ignore=SC2086\nRUN echo $X', {}, []],
    ['# hadolint ignore=SC2086\nRUN echo $X', { disableIgnorePragma: true }, ['SC2086']],
    ['# hadolint global ignore=SC2164\nRUN echo $X; cd y', {}, ['SC2086']],
    ['# hadolint ignore=DL3003\nRUN echo $X', {}, ['SC2086']],
    ['RUN . ./x && . "$Y"', {}, []],
    ['RUN echo "$x"', {}, ['SC2154']],
    ['CMD echo "$x"', {}, []],
    ['SHELL ["/bin/zsh", "-c"]\nRUN a', {}, ['SC1071']],
    ['RUN <<EOF\n# shellcheck disable=SC2086\necho $X\nEOF\n', {}, []],
    ['RUN <<EOF\n#!/bin/bash\necho $X\nEOF\n', {}, ['SC2086']],
    ['SHELL ["/bin/ash", "-c"]\nRUN a', {}, []],
  ])('of %j under %j', async (text, config, expected) => expect(await codes(text, config)).toEqual(expected));

  it('has the severity of ShellCheck, or of the configuration', async () => {
    const severity = async (config = {}): Promise<unknown> =>
      (await lint(withFrom('RUN echo $X'), config)).find(({ code }) => code === 'SC2086')?.severity;
    expect(await severity()).toBe('info');
    expect(await severity({ override: { error: ['SC2086'] } })).toBe('error');
  });

  it('stands at the instruction, in order of the file, with a page that explains it', async () => {
    const found = await lint(withFrom('RUN a && \\\n  echo $X\nONBUILD RUN cd y; z'));
    const told = found.filter(({ source }) => source === 'shellcheck');
    expect(told.map(({ code, line, column }) => [code, line, column])).toEqual([['SC2086', 2, 1], ['SC2164', 4, 1]]); // prettier-ignore
    expect(told[0]).toMatchObject({ source: 'shellcheck', also: [], help: 'https://www.shellcheck.net/wiki/SC2086' });
  });

  it.each([
    ['time', 'ShellCheck gave up on this CMD: it took more than 5 seconds'],
    ['memory', 'ShellCheck gave up on this CMD: it took more than 200 MB of memory'],
    ['crash', 'ShellCheck gave up on this CMD: it crashed'],
    ['not-loaded', 'ShellCheck gave up on this CMD: it could not be loaded'],
  ] as const)('of one that gave up for %s', async (reason, message) => {
    const shellCheck: ShellCheck = { check: () => Promise.resolve({ kind: 'gave-up', reason }) };
    const text = withFrom('CMD a');
    const told = async (config = {}): Promise<unknown[]> =>
      (await lint(text, config, shellCheck)).filter(({ code }) => code === 'PL2001').map((finding) => finding.message);
    expect(await told()).toEqual([message]);
    expect(await told({ ignored: ['PL2001'] })).toEqual([]);
  });

  it('asks about equal scripts once', async () => {
    const asked: string[] = [];
    const shellCheck: ShellCheck = {
      check(script) {
        asked.push(script);
        return Promise.resolve({ kind: 'comments', comments: [] });
      },
    };
    await lint(withFrom('RUN a\nRUN b\nRUN a\nENV a=1\nRUN a'), {}, shellCheck);
    expect(asked).toEqual(['#!/bin/sh\na', '#!/bin/sh\nb', '#!/bin/sh\nexport a=1\na']);
  });
});
