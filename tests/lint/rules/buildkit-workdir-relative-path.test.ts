import { workdirRelativePath } from '../../../src/lint/rules/buildkit-workdir-relative-path.ts';
import { testBuildkitCheck } from '../test-buildkit-check.ts';

testBuildkitCheck(workdirRelativePath, {
  catches: [
    'WORKDIR a',
    'WORKDIR ./a',
    'workdir a',
    'WORKDIR "a"',
    'ARG D=x\nWORKDIR $D',
    'ENV D=x/y\nWORKDIR ${D}/z',
    'WORKDIR ~/a',
    'WORKDIR a b',
    'WORKDIR C:\\\\a',
    'WORKDIR ${D:-a}',
    'WORKDIR a\nWORKDIR b',
    'FROM a:1 AS b\nONBUILD WORKDIR a\nFROM b',
    'FROM a:1\nWORKDIR /a\nFROM b:1\nWORKDIR c',
  ],
  allows: [
    'WORKDIR /a',
    'WORKDIR /a\nWORKDIR b',
    'WORKDIR "/a b"',
    'ARG D=/x\nWORKDIR $D',
    'WORKDIR ${D:-/a}',
    'FROM a:1 AS b\nWORKDIR /a\nFROM b\nWORKDIR c',
    'WORKDIR $D/x',
    'FROM --platform=windows/amd64 a:1\nWORKDIR C:\\\\a',
    'ONBUILD WORKDIR a',
  ],
  several: [['FROM a:1\nWORKDIR a\nFROM b:1\nWORKDIR b', [2, 4]]],
  places: [
    ['FROM a:1\nWORKDIR a', 'a'],
    ['FROM a:1\nARG D=x\nWORKDIR ${D}', '${D}'],
  ],
  facts: /workdir "(.*?)"/,
});
