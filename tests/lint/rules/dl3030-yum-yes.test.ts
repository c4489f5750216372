import { yumYes } from '../../../src/lint/rules/dl3030-yum-yes.ts';
import { testRule } from '../test-rule.ts';

testRule(yumYes, {
  catches: [
    'RUN yum install x',
    'RUN yum install -q x',
    'RUN yum groupinstall x',
    'RUN yum group install x',
    'RUN yum localinstall x.rpm',
    'RUN yum module install x:1',
    'RUN yum install -y a && yum install b',
    'RUN ["yum", "install", "x"]',
    'ONBUILD RUN yum install x',
    'RUN yum install --assumeno x',
    'RUN yes | yum install x',
  ],
  allows: [
    'RUN yum install -y x',
    'RUN yum -y install x',
    'RUN yum install x --assumeyes',
    'RUN yum install -qy x',
    'RUN yum update',
    'RUN yum remove x',
    'RUN yum module enable x:1',
    'RUN sudo yum install x',
    'RUN yum-config-manager --add-repo x',
    'RUN yum makecache',
  ],
  places: [['RUN yum makecache && yum install x-1', 'yum install x-1']],
  fixes: [
    [
      'RUN yum group install x && \\\n yum localinstall x.rpm',
      'RUN yum group install -y x && \\\n yum localinstall -y x.rpm',
    ],
    ['ONBUILD RUN ["yum", "install", "x"]', 'ONBUILD RUN ["yum", "install", "-y", "x"]'],
    ['ARG DO=install\nRUN yum $DO x', null],
  ],
});
