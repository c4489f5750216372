import { invalidDefinitionDescription } from '../../../src/lint/rules/buildkit-invalid-definition-description.ts';
import { testBuildkitCheck } from '../test-buildkit-check.ts';
import { withFrom } from '../test-rule.ts';

/** BuildKit makes this check where the file asks for it. */
const asked = (text: string): string => `# check=experimental=InvalidDefinitionDescription\n${withFrom(text)}`;

testBuildkitCheck(invalidDefinitionDescription, {
  config: {},
  catches: [
    '# x\nARG A',
    '# a\nARG A',
    '# the A\nARG A=1',
    '# x\nFROM a:1 AS b',
    '# x\n\nARG A',
    '# A is this\n# and more\nARG A',
    '# A:\nARG A',
    '# x\nARG A B',
    '# x\nFROM a:1 AS b\nARG C',
    '# x\nARG A\nFROM a:1',
  ].map(asked),
  allows: [
    '# A\nARG A',
    '# A is this\nARG A',
    '#A is this\nARG A',
    '# x\n#\nARG A',
    '# x\nFROM a:1',
    '# b compiles\nFROM a:1 AS b',
    '# b compiles\nFROM a:1 AS B',
    'ARG A',
    '# x\n# A is this\nARG A',
    '# B is this\nARG A B=1',
    '# x\nENV A=1',
    '  # A is this\nARG A',
    'ARG A # x',
    '# x\nRUN a\nARG A',
    'RUN a \\\n# x\n b\nARG A',
  ].map(asked),
  several: [[asked('# x\nARG A\n# y\nARG B\nFROM a:1'), [3, 5]]],
  differs: [[asked('  # A is this\nARG A'), 'BuildKit takes the # of an indented comment for its first word.']],
  places: [
    [asked('FROM a:1\n# x\nARG A=1'), 'A=1'],
    [asked('# x\nFROM a:1 AS b'), 'b'],
  ],
  fixes: [
    [asked('# which one\nARG VERSION'), asked('# VERSION which one\nARG VERSION')],
    [asked('#the compiler\r\nfrom golang:1.24 as Build'), asked('#build the compiler\r\nfrom golang:1.24 as Build')],
    [asked('# two\n# lines\nARG VERSION'), null],
  ],
});
