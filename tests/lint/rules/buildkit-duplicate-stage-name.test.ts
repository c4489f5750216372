import { duplicateStageName } from '../../../src/lint/rules/buildkit-duplicate-stage-name.ts';
import { testBuildkitCheck } from '../test-buildkit-check.ts';

testBuildkitCheck(duplicateStageName, {
  catches: [
    'FROM a:1 AS b\nFROM c:1 AS b',
    'FROM a:1 AS b\nFROM c:1 AS B',
    'FROM a:1 AS b\nFROM b AS b',
    'FROM a:1 AS b\nFROM c:1\nFROM d:1 as b',
    'FROM a:1 AS x.y-z_1\nFROM c:1 AS x.y-z_1',
    'FROM a:1 AS B\nRUN x\nFROM c:1 \\\n AS b',
  ],
  allows: [
    'FROM a:1 AS b\nFROM c:1 AS d',
    'FROM a:1\nFROM a:1',
    'FROM a:1 AS b\nFROM b',
    'FROM a:1 AS b\nFROM b:1 AS c\nCOPY --from=b / /',
    'FROM a:1 AS b\nFROM a:1 AS bb',
    'FROM a:1 AS b\n# FROM c AS b\nRUN x',
  ],
  several: [['FROM a:1 AS b\nFROM c:1 AS b\nFROM d:1 AS b', [2, 3]]],
  places: [['FROM a:1 AS b\nFROM c:1 AS B', 'B']],
  facts: /name "(.+?)"/,
});
