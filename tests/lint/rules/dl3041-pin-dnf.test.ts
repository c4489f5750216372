import { pinDnf } from '../../../src/lint/rules/dl3041-pin-dnf.ts';
import { testRule } from '../test-rule.ts';

testRule(pinDnf, {
  catches: [
    'RUN dnf install -y x',
    'RUN microdnf install -y x',
    'RUN dnf install -y x=1',
    'RUN dnf install -y gcc-c++',
    'RUN dnf install -y --nodocs x-1 y',
    'RUN dnf install -y "$X"',
    'RUN dnf module install -y x',
    'RUN dnf module install -y x/y',
    'RUN dnf module install -y x-1',
    "RUN dnf install -y 'pkgconfig(x)'",
    'ARG X=curl\nRUN dnf install -y $X',
    'ONBUILD RUN dnf install x',
    'RUN dnf install -y x:1',
  ],
  allows: [
    'RUN dnf install -y x-1.0',
    'RUN dnf install -y x-1:2.0.x86_64',
    'RUN dnf install -y --setopt=tsflags=nodocs x-1',
    'ARG V=1\nRUN dnf install -y x-${V}',
    'RUN dnf module install -y x:1',
    'RUN dnf module install -y x:1/y',
    'RUN dnf group install -y dev',
    'RUN dnf module enable -y x',
    'RUN dnf in -y x',
    'RUN dnf upgrade -y x',
    'RUN microdnf install -y x-1',
  ],
  places: [['RUN dnf install -y a-1 \\\n b && dnf clean all', 'b']],
});
