import { legacyKeyValueFormat } from '../../../src/lint/rules/buildkit-legacy-key-value-format.ts';
import { testBuildkitCheck } from '../test-buildkit-check.ts';

testBuildkitCheck(legacyKeyValueFormat, {
  catches: [
    'ENV A b',
    'ENV A b=c',
    'LABEL A b',
    'env A b c',
    'ENV A \\\n b',
    'ENV "A" b',
    'LABEL a.b $X',
    'FROM a:1 AS b\nONBUILD ENV A b\nFROM b',
    'ENV A "b c"',
  ],
  allows: [
    'ENV A=b',
    'ENV A=b C=d',
    'ENV A="b c"',
    'LABEL a=b \\\n c=d',
    'ONBUILD ENV A b',
    'ARG A=b',
    'RUN A b',
    'ENV A= B=c',
    'ENV A=b\\ c',
  ],
  several: [['FROM a:1\nENV A b\nLABEL C d', [2, 3]]],
  places: [['FROM a:1\nENV A b c', 'A b c']],
  facts: /"(\w+) key=value"/,
  fixes: [
    ['env A b', 'env A=b'],
    ['ENV A \t"b c"', 'ENV A="b c"'],
    ['ENV A b c', 'ENV A="b c"'],
    ['LABEL description Say "hi" to $ALL', 'LABEL description="Say hi to $ALL"'],
    ['ENV A \\\n  b \\\n  # why\n  c', 'ENV A="b \\\n  # why\n  c"'],
    ["ENV A b 'c d'", null],
    ['ENV A b\\ c d', null],
    ['FROM a:1 AS b\nONBUILD ENV A b c\nFROM b', 'FROM a:1 AS b\nONBUILD ENV A="b c"\nFROM b'],
  ],
});
