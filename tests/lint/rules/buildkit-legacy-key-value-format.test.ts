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
});
