import { noReservedStageName } from '../../../src/lint/rules/buildkit-reserved-stage-name.ts';
import { testBuildkitCheck } from '../test-buildkit-check.ts';

testBuildkitCheck(noReservedStageName, {
  catches: [
    'FROM a:1 AS scratch',
    'FROM a:1 AS context',
    'FROM a:1 as Scratch',
    'FROM a:1 AS CONTEXT',
    'FROM scratch AS scratch',
    'FROM a:1 \\\n AS context',
  ],
  allows: [
    'FROM scratch',
    'FROM a:1 AS scratches',
    'FROM a:1 AS b\nCOPY --from=context / /',
    'FROM a:1 AS my-context',
    'FROM context',
    'FROM scratch AS base',
  ],
  several: [['FROM a:1 AS scratch\nFROM b:1 AS context', [1, 2]]],
  places: [['FROM a:1 AS context', 'context']],
  facts: /stage "(.+?)"/,
});
