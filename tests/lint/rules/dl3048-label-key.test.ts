import { labelKey } from '../../../src/lint/rules/dl3048-label-key.ts';
import { testRule } from '../test-rule.ts';

testRule(labelKey, {
  catches: ['LABEL A=1', 'LABEL a..b=1', 'LABEL a--b=1', 'LABEL 1a=1', 'LABEL a_=1', 'LABEL a/=1', 'LABEL _a=1', 'LABEL A v', 'LABEL A=1 B=2 c=3', 'LABEL io.docker.x=1', 'LABEL org.dockerproject.x=1', 'LABEL "a b"=1', 'LABEL $X=1', 'LABEL =1', 'LABEL a+b=1'],
  allows: ['LABEL a=1', 'LABEL a/b=1', 'LABEL a//b=1', 'LABEL a__b=1', 'LABEL a.-b=1', 'LABEL a._b=1', 'LABEL com.docker=1', 'LABEL com.dockerx=1', 'LABEL "a"=1', 'LABEL a v', 'LABEL a b=2 C', 'ONBUILD LABEL A=1', 'LABEL a.1=B'],
  places: [['LABEL a=1 B=2 C=3', 'B=2']],
  fixes: [
    ['LABEL A=1', 'LABEL a=1'],
    ['LABEL A v', 'LABEL a v'],
    ['LABEL A=1 \\\n  Org.Example.B="B A"', 'LABEL a=1 \\\n  org.example.b="B A"'],
    ['LABEL a=1 A=2', null],
    ['LABEL A=1 b_=2', null],
    ['LABEL "A"=1', null],
    ['LABEL $X=1', null],
    ['LABEL Com.Docker.x=1', null],
  ],
}); // prettier-ignore
