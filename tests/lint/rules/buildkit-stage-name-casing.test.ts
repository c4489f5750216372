import { stageNameCasing } from '../../../src/lint/rules/buildkit-stage-name-casing.ts';
import { testBuildkitCheck } from '../test-buildkit-check.ts';

testBuildkitCheck(stageNameCasing, {
  catches: [
    'FROM a:1 AS Build',
    'FROM a:1 as BUILD',
    'from a:1 AS build-X',
    'FROM a:1 \\\n  AS \\\n  Build',
    'FROM --platform=$BUILDPLATFORM a:1 AS buildX',
    'FROM a:1 AS b\nFROM b AS C',
    'FROM a:1 AS b\nFROM b AS É',
  ],
  allows: [
    'FROM a:1 AS build',
    'FROM a:1',
    'FROM Reg.example.com/a:1 AS b',
    'FROM a:1 AS b_1.x-y',
    'FROM a:1 AS B c',
    'FROM a:1\nCOPY --from=Build /a /b',
  ],
  several: [['FROM a:1 AS A\nFROM b:1 AS b\nFROM c:1 AS C', [1, 3]]],
  places: [['FROM a:1 \\\n  AS Build', 'Build']],
  facts: /name '(.+)' should/,
  fixes: [
    [
      'FROM a:1 AS Build\nFROM Build\nCOPY --from=Build --link /x /y\nRUN --mount=type=bind,from=BUILD,target=/z z',
      'FROM a:1 AS build\nFROM build\nCOPY --from=build --link /x /y\nRUN --mount=type=bind,from=build,target=/z z',
    ],
    [
      'from a:1 as \\\n  Build\nfrom b:1\ncopy \\\n  --from=Build /Build /y',
      'from a:1 as \\\n  build\nfrom b:1\ncopy \\\n  --from=build /Build /y',
    ],
    [
      'FROM a:1 AS B\nFROM c:1\nONBUILD COPY --from=B /x /y\nCOPY --from=b:B /b /b',
      'FROM a:1 AS b\nFROM c:1\nONBUILD COPY --from=b /x /y\nCOPY --from=b:B /b /b',
    ],
  ],
});
