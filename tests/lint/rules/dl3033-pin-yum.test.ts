import { pinYum } from '../../../src/lint/rules/dl3033-pin-yum.ts';
import { testRule } from '../test-rule.ts';

testRule(pinYum, {
  catches: [
    'RUN yum install -y x',
    'RUN yum install -y x=1',
    'RUN yum install -y gcc-c++',
    'RUN yum install -y a-1 b',
    'RUN yum install -y x.x86_64',
    'RUN yum install -y $X',
    'RUN yum install -y "x-*"',
    'RUN yum install -y /usr/bin/x',
    'RUN yum module install -y x',
    'RUN yum module install -y x-1',
    'ARG X=curl\nRUN yum install -y $X',
    'ARG X\nRUN yum install -y ${X}',
    'RUN for p in a b; do yum install -y $p; done',
    'ONBUILD RUN yum install x',
  ],
  allows: [
    'RUN yum install -y x-1.0',
    'RUN yum install -y x-1:2.0.x86_64',
    'RUN yum install -y --enablerepo=epel x-1',
    'ARG V\nRUN yum install -y x-$V',
    'ENV V=1\nRUN yum install -y "x-${V}.el7"',
    'ARG V=el\nRUN yum install -y x-$V',
    'RUN yum module install -y x:1',
    'RUN yum groupinstall -y dev',
    'RUN yum localinstall -y x',
    'RUN yum install -y',
    'RUN yum update -y x',
    'RUN sudo yum install -y x',
  ],
  places: [['RUN yum install -y a-1 \\\n b && yum clean all', 'b']],
});
