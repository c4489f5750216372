import { uniqueStageNames } from '../../../src/lint/rules/dl3024-unique-stage-names.ts';
import { testRule } from '../test-rule.ts';

testRule(uniqueStageNames, {
  catches: [
    'FROM debian:12 AS build\nFROM a:1 AS build',
    'FROM debian:12 AS build\nFROM a:1 as build',
    'FROM a:1 AS x\nFROM x AS x',
    'FROM a:1 AS $x\nFROM b:1 AS $x',
    'FROM a:1 AS x\nFROM b:1\nFROM --platform=$BUILDPLATFORM c:1 AS x',
  ],
  allows: [
    'FROM a:1\nFROM a:1',
    'FROM a:1 AS x\nFROM b:1 AS y',
    'FROM a:1 AS x\nFROM b:1 AS xy',
    'FROM a:1 AS x\nFROM x',
    'FROM x:1 AS x',
  ],
  places: [['FROM a:1 AS x\nFROM b:1 AS x', 'x']],
});
