import { fromFirst } from '../../../src/lint/rules/dl3061-from-first.ts';
import { testRule } from '../test-rule.ts';

testRule(fromFirst, {
  catches: [
    'RUN x\nFROM a:1',
    'ARG X\nONBUILD RUN x\nFROM a:1',
    'MAINTAINER x\nFROM a:1',
    'LABEL a=b\nFROM a:1',
    'ENV A=1\nARG X\nFROM a:1',
  ],
  allows: ['ARG X\nFROM a:1', '# c\nFROM a:1', 'FROM a:1\nRUN x', 'arg X\nFROM a:1', '\nFROM a:1\nFROM b:1'],
  places: [['RUN x\nFROM a:1', 'RUN x']],
});
