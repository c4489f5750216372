import type { Difference } from '../differences.ts';

type Group = readonly [why: string, ours: Difference['ours'], ...cases: (readonly [code: string, text: string])[]];

const list = (...groups: Group[]): Difference[] =>
  groups.flatMap(([why, ours, ...cases]) => cases.map(([code, text]) => ({ code, text, ours, why })));

/** Where ShellCheck is asked otherwise than by hadolint 2.15.1, on purpose; docs/hadolint-differences.md lists the same. */
export const shellCheckDifferences: readonly Difference[] = list(
  [
    'hadolint tells the last finding of each RUN alone.',
    'finding',
    ['SC2164', 'RUN cd x; echo $X'],
    ['SC2154', 'RUN echo $x'],
    ['SC3010', 'RUN [[ "$X" == y ]]'],
  ],
  ['A flag of RUN is no command.', 'none', ['SC2215', 'RUN --device=vendor.com/gpu=all make']],
  [
    'SHELL and the pragma may name a shell by its name.',
    'none',
    ['SC2239', 'SHELL ["bash", "-c"]\nRUN echo "$X"'],
    ['SC2239', '# hadolint shell=bash\nRUN echo "$X"'],
  ],
  [
    'Windows images have no such shell.',
    'none',
    ['SC2086', 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN echo $X'],
    ['SC2086', 'FROM --platform=windows/amd64 example/base:1\nRUN echo $X'],
    ['SC1001', 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN mkdir C:\\data'],
  ],
  [
    'SHELL’s -e ends the script where cd fails.',
    'none',
    ['SC2164', 'SHELL ["/bin/bash", "-ec"]\nRUN cd x; make'],
    ['SC2164', 'SHELL ["/bin/bash", "-e", "-c"]\nRUN cd x; make'],
    ['SC2164', 'SHELL ["/bin/bash", "-euxo", "pipefail", "-c"]\nRUN cd x; make'],
    ['SC2164', 'RUN <<EOF\n#!/bin/sh -e\ncd x\nmake\nEOF\n'],
  ],
  ['The builder predefines it.', 'none', ['SC2154', 'RUN echo "$all_proxy"']],
  [
    'The #! line of a here-document names its shell.',
    'none',
    ['SC3046', 'RUN <<EOF\n#!/bin/bash\nsource "$X"\nEOF\n'],
    ['SC3046', 'RUN <<EOF\n#!/usr/bin/env bash\nsource "$X"\nEOF\n'],
  ],
  [
    'The #! line of a here-document names its shell.',
    'finding',
    ['SC3046', 'SHELL ["/bin/bash", "-c"]\nRUN <<EOF\n#!/bin/sh\nsource "$X"\nEOF\n'],
  ],
  [
    'The here-document is what the named program reads.',
    'none',
    ['SC3046', 'RUN <<EOF bash\nsource "$X"\nEOF\n'],
    ['SC3046', 'RUN <<EOF ruby\nsource "$X"\nEOF\n'],
  ],
  [
    'The here-document is what the named program reads.',
    'finding',
    ['SC2086', 'RUN bash <<EOF\necho $X\nEOF\n'],
    ['SC2086', 'RUN sh -e <<EOF\necho $X\nEOF\n'],
  ],
  ['A redirection is no command: nothing runs the here-document.', 'none', ['SC2164', 'RUN <<EOF > /x\ncd x\nEOF\n']],
  [
    'The line is looked at, with its here-documents.',
    'finding',
    ['SC2086', 'RUN cat <<EOF >/x; echo $X\ntext\nEOF\n'],
    ['SC2164', 'RUN cat <<EOF >/x && cd y; make\ntext\nEOF\n'],
    ['SC2154', 'RUN cat <<EOF >/x\n$x\nEOF\n'],
  ],
  ['hadolint stops at the file.', 'finding', ['SC2086', 'RUN [ "$X" ] && [ -n $Y ]']],
  [
    'ShellCheck says it so where nothing stands before.',
    'none',
    ['SC1133', 'RUN && make'],
    ['SC1133', 'RUN <<EOF && cd x\nmake\nEOF\n'],
  ],
  ['ShellCheck says it so where nothing stands before.', 'finding', ['SC1070', 'RUN && make']],
  [
    'The shell form of these is the shell’s too.',
    'finding',
    ['SC2086', 'CMD exec app $X'],
    ['SC2086', 'ENTRYPOINT exec app $X'],
    ['SC2086', 'HEALTHCHECK CMD curl $X'],
    ['SC2086', 'ONBUILD CMD exec app $X'],
  ],
);
