import { copyFromStage } from '../../../src/lint/rules/dl3022-copy-from-stage.ts';
import { testRule } from '../test-rule.ts';

testRule(copyFromStage, {
  catches: [
    'COPY --from=build a /b',
    'COPY --from=nginx a /b',
    'FROM debian:12 AS build\nFROM a:1\nCOPY --from=2 a /b',
    'COPY --from=$X a /b',
    'COPY --chown=a:b --from=build a /b',
    'COPY --from=build a /b\nFROM x:1 AS build',
    'COPY --from=scratch a /b',
  ],
  allows: [
    'FROM debian:12 AS build\nFROM a:1\nCOPY --from=build a /b',
    'FROM debian:12 AS build\nFROM a:1\nCOPY --from=0 a /b',
    'COPY --from=nginx@sha256:aa a /b',
    'COPY --from=localhost:5000/a a /b',
    'ONBUILD COPY --from=build a /b',
    'FROM debian:12 AS build\nCOPY --from=build a /b',
    'COPY a /b',
  ],
  places: [['COPY --link --from=build a /b', '--from=build']],
});
