import { useraddNoLogInit } from '../../../src/lint/rules/dl3046-useradd-no-log-init.ts';
import { testRule } from '../test-rule.ts';

testRule(useraddNoLogInit, {
  catches: [
    'RUN useradd -mu 123456 a',
    'RUN useradd a -u "123456"',
    'RUN command useradd -u 123456 a',
    'RUN useradd -K LASTLOG_UID_MAX=0 -u 123456 a',
    'RUN useradd -l -u 123456 a; useradd -u 123456 b',
    'RUN useradd -u ${U:-123456} a',
    'RUN useradd -u 12345 -u 123456 a',
    'RUN ["useradd", "-u", "123456", "a"]',
    'ONBUILD RUN useradd -u 123456 a',
    'RUN <<EOF\nuseradd -m -s /bin/bash -u 200000 -g 1 a\nEOF\n',
  ],
  allows: [
    'RUN useradd -u 99999 a',
    'RUN useradd -lu 123456 a',
    'RUN useradd -u 123456 --no-log-init a',
    'RUN useradd -m a',
    'RUN useradd -g 123456 a',
    'RUN useradd -c "a -u 123456" x',
    'RUN adduser -u 123456 a',
    'RUN usermod -u 123456 a',
    'RUN sudo useradd -u 123456 a',
    'RUN /usr/sbin/useradd -u 123456 a',
  ],
  places: [['RUN x; useradd -u 123456 a', 'useradd -u 123456 a']],
  fixes: [
    [
      'run useradd \\\n -u 123456 a && useradd -u 200000 b',
      'run useradd --no-log-init \\\n -u 123456 a && useradd --no-log-init -u 200000 b',
    ],
    ['ONBUILD RUN ["useradd", "-u", "123456", "a"]', 'ONBUILD RUN ["useradd", "--no-log-init", "-u", "123456", "a"]'],
    ['ARG ID=123456\nRUN useradd -u $ID a', 'ARG ID=123456\nRUN useradd --no-log-init -u $ID a'],
  ],
});
