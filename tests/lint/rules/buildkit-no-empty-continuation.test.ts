import { noEmptyContinuation } from '../../../src/lint/rules/buildkit-no-empty-continuation.ts';
import { testBuildkitCheck } from '../test-buildkit-check.ts';

testBuildkitCheck(noEmptyContinuation, {
  catches: [
    'RUN a \\\n\n b',
    'RUN a \\\n  \t\n\n b',
    'FROM a:1 \\\n\n AS b',
    'RUN a \\\n# c\n\n b \\\n c',
    'RUN a \\\n\n',
    'ARG A=1 \\\n\n B=2\nFROM a:1',
    'RUN a \\\r\n\r\n b\r\n',
    'RUN a \\\n\n <<E\n\nE\nUSER x',
    '# escape=`\nFROM a:1\nRUN a `\n\n b',
    'ENV A=1 \\ \n\n B=2',
  ],
  allows: [
    'RUN a \\\n b',
    'RUN a\n\nRUN b',
    'RUN a \\\n# c\n b',
    'RUN a \\\n#\n b',
    'RUN <<E\na\n\nb\nE',
    'RUN a \\\n',
    'COPY <<A <<B /x/\n\nA\n\nB',
    '# escape=`\nFROM a:1\nRUN a \\\n\nRUN b',
    'RUN a \\\\\n\nUSER x',
    '# syntax=docker/dockerfile:1\n\nFROM a:1',
  ],
  several: [['RUN a \\\n\n b\nRUN c \\\n\n d', [4, 7]]],
  places: [['RUN a \\\n\n b', '\n']],
  fixes: [
    ['RUN a \\\n\n  && b \\\n \t\n\n  && c', 'RUN a \\\n  && b \\\n  && c'],
    ['run a \\\r\n\r\n  && b\r\nUSER x', 'run a \\\r\n  && b\r\nUSER x'],
    ['ONBUILD RUN a \\\n\n  # why\n  b', 'ONBUILD RUN a \\\n  # why\n  b'],
  ],
});
