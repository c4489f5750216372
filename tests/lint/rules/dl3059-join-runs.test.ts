import { joinRuns } from '../../../src/lint/rules/dl3059-join-runs.ts';
import { testRule } from '../test-rule.ts';

testRule(joinRuns, {
  catches: [
    'RUN a\nRUN b',
    'RUN a\n\n# c\nRUN b',
    'RUN ["a"]\nRUN b',
    'RUN --network=none a\nRUN --network=none b',
    'RUN --mount=type=cache,target=/x a\nRUN --mount=target=/x,type=cache b',
    'RUN a && b\nRUN c\nRUN d',
    'RUN (a)\nRUN b',
    'RUN a\nRUN [ -f x ] && b',
    'RUN a\nRUN <<EOF\nb\nEOF\n',
  ],
  allows: [
    'RUN a && b\nRUN c',
    'RUN a\nRUN b | c',
    'RUN a\nCOPY x y\nRUN b',
    'RUN --network=none a\nRUN b',
    'ONBUILD RUN a\nONBUILD RUN b',
    'FROM a:1\nRUN a\nFROM b:1\nRUN b',
    'RUN a\nRUN if b; then c; fi',
    'RUN a\nRUN echo "$(b)"',
  ],
  places: [['RUN a\nRUN b', 'RUN']],
});
