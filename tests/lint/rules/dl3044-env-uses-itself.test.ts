import { envUsesItself } from '../../../src/lint/rules/dl3044-env-uses-itself.ts';
import { testRule } from '../test-rule.ts';

testRule(envUsesItself, {
  catches: [
    'ENV A=1 B=$A',
    'ENV A=1 B=x${A}y',
    'ENV B=$A A=1',
    'ENV A=1 A=$A',
    'ENV A=$A B=$A',
    'ENV A=1 B=$A C=$A',
    'ENV A=1 B=$A.B',
    'ENV A=1 B=a\\ $A',
    'ENV A=1 B="\'$A\'"',
    'ENV A=1 B=${X:-$A}',
    'ENV PATH=/x:$PATH COPIED=$PATH',
    'ENV A=1 \\\n # why\n B=2 \\\n C=$A$B',
    'ENV C=$A D=1\nENV A=1 B=$A',
    'ONBUILD ENV A=1\nENV A=1 B=$A',
    'ENV A=1 B=$A\nENV A=0',
    'FROM a:1 AS x\nENV "A"=1 B="${A}"\nFROM b:1',
  ],
  allows: [
    'ENV A=$A:x',
    'ENV PATH=/x:$PATH HOME=/h',
    'ENV A=1\nENV B=$A',
    'ENV A=1 B=$AB C=$A_B D=$a',
    'ENV A=1 B=${A:-x} C=${A:+x} D=${A%x}',
    'ENV A 1 B=$A',
    'ENV A=1 $A=2',
    'ARG A\nENV A=1 B=$A',
    'FROM debian AS x\nENV A=1\nFROM debian\nENV A=1 B=$A',
    'ARG A=1\nFROM debian\nENV A=2 B=$A',
    'ONBUILD ENV A=1 B=$A',
    'LABEL A=1 B=$A',
  ],
  places: [['ENV A=1 B=2 C=${B}', 'C=${B}']],
});
