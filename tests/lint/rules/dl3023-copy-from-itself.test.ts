import { copyFromItself } from '../../../src/lint/rules/dl3023-copy-from-itself.ts';
import { testRule } from '../test-rule.ts';

testRule(copyFromItself, {
  catches: [
    'FROM debian:12 AS build\nCOPY --from=build a /b',
    'FROM debian:12 AS build\nFROM build AS build\nCOPY --from=build a /b',
    'FROM a:1 AS nginx:1\nCOPY --from=nginx:1 a /b',
    'FROM debian:12 AS build\nCOPY --link --from=build a /b',
    'FROM a:1\nFROM b:1 as x\nRUN y\nCOPY --from=x a /b',
  ],
  allows: [
    'FROM debian:12 AS build\nFROM a:1\nCOPY --from=build a /b',
    'COPY --from=debian a /b',
    'COPY --from=0 a /b',
    'FROM debian:12 AS build\nONBUILD COPY --from=build a /b',
    'FROM debian:12 AS build\nRUN --mount=type=bind,from=build,target=/x y',
    'FROM a:1\nCOPY a /b',
  ],
  places: [['FROM debian:12 AS build\nCOPY --link --from=build a /b', '--from=build']],
});
