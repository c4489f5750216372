import { absoluteCopyTarget } from '../../../src/lint/rules/dl3045-absolute-copy-target.ts';
import { testRule } from '../test-rule.ts';

testRule(absoluteCopyTarget, {
  catches: [
    'COPY a b',
    'COPY a b\nWORKDIR /x',
    'COPY a .',
    'COPY ["a", "b"]',
    'COPY a "b"',
    'COPY a x$X',
    'ONBUILD WORKDIR /x\nCOPY a b',
    'FROM a:1 AS b\nWORKDIR /x\nFROM d:1\nCOPY a b',
    'FROM a:1 AS b\nFROM b\nCOPY a b',
  ],
  allows: [
    'COPY a /b',
    'WORKDIR app\nCOPY a b',
    'COPY a $X',
    'COPY a "/b"',
    'COPY a c:/b',
    'FROM a:1 AS b\nWORKDIR /x\nFROM b AS c\nFROM c\nCOPY a b',
    'ONBUILD COPY a b',
    'ADD a b',
    'FROM a:1\nWORKDIR /x\nFROM a:1\nCOPY a b',
  ],
  places: [['COPY a b/', 'b/']],
});
