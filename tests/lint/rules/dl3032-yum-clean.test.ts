import { yumClean } from '../../../src/lint/rules/dl3032-yum-clean.ts';
import { testRule } from '../test-rule.ts';

testRule(yumClean, {
  catches: [
    'RUN yum install -y x',
    'RUN yum clean all && yum install -y x',
    'RUN yum install -y x\nRUN yum clean all',
    'RUN yum module install -y x:1',
    'RUN rm -rf /var/cache/yum && yum install -y x',
    'RUN --mount=type=bind,target=/var/cache/yum yum install -y x',
    'FROM debian:12 AS a\nRUN yum install -y x\nFROM debian:12',
    'ONBUILD RUN yum install -y x',
    'RUN yum group install x',
  ],
  allows: [
    'RUN yum install -y x && yum clean all',
    'RUN yum install -y x; yum -y clean all',
    'RUN yum install -y x && yum --enablerepo=* clean all',
    'RUN yum install -y x && yum clean all && yum install -y y',
    'RUN yum install -y x && rm -rf /var/cache/yum/*',
    'RUN yum install -y x && rm -rf /var/cache',
    'RUN yum update -y',
    'RUN yum groupinstall -y x',
    'RUN sudo yum install -y x',
    'RUN yum install -y x && yum --enablerepo epel clean metadata',
  ],
  places: [['RUN yum clean all && yum install -y x', 'yum install -y x']],
  fixes: [
    ['run yum install -y x', 'run yum install -y x && yum clean all'],
    [
      'RUN yum makecache \\\r\n  && yum install -y x\r\n',
      'RUN yum makecache \\\r\n  && yum install -y x \\\r\n  && yum clean all\r\n',
    ],
    ['ONBUILD RUN yum install -y x && a', 'ONBUILD RUN yum install -y x && a && yum clean all'],
    ['RUN yum install -y x || true', null],
    ['RUN <<EOF\nyum install -y x\nEOF', null],
    ['RUN yum install -y x # y', null],
  ],
});
