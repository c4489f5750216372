import { noCompilers } from '../../../src/lint/rules/pl1005-no-compilers.ts';
import { testOwnRule } from '../test-rule.ts';

testOwnRule(noCompilers, {
  catches: [
    'RUN apt-get install -y --no-install-recommends curl gcc=4:12.2.0-3',
    'RUN apt install -y python3-dev',
    'RUN yum install -y openssl-devel && yum clean all',
    'RUN dnf -y install gcc-c++ make',
    'RUN apk add --virtual .build gcc && make\nRUN apk del .build',
    'RUN apt-get install -y gcc make && apt-get purge -y make',
    'FROM a:1 AS base\nRUN apk add build-base\nFROM base\nCMD a',
    'RUN tools="make g++"; apt-get install -y $tools',
    'RUN ["apt-get", "install", "-y", "cmake"]',
    'RUN zypper -n in gcc-12',
  ],
  allows: [
    'RUN apt-get install -y gcc && make && apt-get purge -y --auto-remove gcc',
    'RUN apk add -t .deps build-base && make && apk del .deps',
    'RUN apk add --virtual=.deps libffi-dev && apk del --no-network .deps',
    'RUN yum install -y gcc && make && yum remove -y gcc',
    'FROM a:1 AS build\nRUN apk add gcc\nFROM b:1\nCOPY --from=build a b',
    'RUN apt-get install -y curl developers-reference makepasswd',
    'RUN apt-get remove -y gcc',
    'RUN make && gcc a.c',
    'ONBUILD RUN apk add gcc',
  ],
  places: [['RUN apt-get install -y curl gcc=12 make', 'gcc=12']],
});
