import { dnfYes } from '../../../src/lint/rules/dl3038-dnf-yes.ts';
import { testRule } from '../test-rule.ts';

testRule(dnfYes, {
  catches: [
    'RUN dnf install x',
    'RUN microdnf install x',
    'RUN dnf groupinstall x',
    'RUN dnf group install x',
    'RUN dnf localinstall x.rpm',
    'RUN dnf module install x:1',
    'RUN dnf install -y a && dnf install b',
    'RUN ["dnf", "install", "x"]',
    'ONBUILD RUN dnf install x',
    'RUN dnf install --downloadonly x',
  ],
  allows: [
    'RUN dnf install -y x',
    'RUN dnf -y install x',
    'RUN microdnf install --nodocs -y x',
    'RUN dnf install x --assumeyes',
    'RUN dnf install -qy x',
    'RUN dnf upgrade',
    'RUN dnf swap a b',
    'RUN dnf5 install x',
    'RUN dnf module enable x:1',
    'RUN sudo dnf install x',
  ],
  places: [['RUN dnf makecache && dnf install x-1', 'dnf install x-1']],
  fixes: [
    [
      'RUN dnf module install x:1 \\\n && microdnf install y',
      'RUN dnf module install -y x:1 \\\n && microdnf install -y y',
    ],
    ['RUN <<EOF\ndnf install x\nEOF', 'RUN <<EOF\ndnf install -y x\nEOF'],
    ['ARG DO="group install"\nONBUILD RUN dnf $DO x', null],
  ],
});
