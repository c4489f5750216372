import { fromAsCasing } from '../../../src/lint/rules/buildkit-from-as-casing.ts';
import { testBuildkitCheck } from '../test-buildkit-check.ts';

testBuildkitCheck(fromAsCasing, {
  catches: [
    'FROM a:1 as b',
    'from a:1 AS b',
    'FROM a:1 As b',
    'from a:1 aS b',
    'FROM a:1 \\\n as b',
    'FROM --platform=$BUILDPLATFORM a:1 as b',
  ],
  allows: [
    'FROM a:1 AS b',
    'from a:1 as b',
    'From a:1 as b',
    'fRoM a:1 AS b',
    'FROM a:1',
    'FROM a:1\nCOPY --from=as as as',
  ],
  several: [['FROM a:1 as b\nFROM c:1 AS d\nfrom e:1 AS f', [1, 3]]],
  places: [['FROM a:1 \\\n as b', 'as']],
  facts: /'(\w+)' and '(\w+)'/,
  fixes: [
    ['FROM debian:12 as build', 'FROM debian:12 AS build'],
    ['from debian:12 \\\n  As build', 'from debian:12 \\\n  as build'],
    [
      'FROM --platform=$BUILDPLATFORM debian:12\taS build\r\nRUN make',
      'FROM --platform=$BUILDPLATFORM debian:12\tAS build\r\nRUN make',
    ],
  ],
});
