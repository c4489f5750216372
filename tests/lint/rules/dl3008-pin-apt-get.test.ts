import { pinAptGet } from '../../../src/lint/rules/dl3008-pin-apt-get.ts';
import { testRule } from '../test-rule.ts';

testRule(pinAptGet, {
  catches: [
    'RUN apt-get install curl',
    'RUN apt-get -y install curl',
    'RUN apt-get install -y curl=7.0 git',
    'RUN apt-get install -y -t bookworm-backports curl',
    'RUN apt-get update && apt-get install -y a && apt-get install -y b',
    'RUN apt-get install -y $PKGS',
    'ARG P=curl\nRUN apt-get install -y $P',
    'RUN apt-get install -y $(cat pkgs.txt)',
    'RUN for p in a b; do apt-get install -y $p; done',
    'RUN ["apt-get", "install", "a"]',
    'ONBUILD RUN apt-get install a',
    'RUN apt-get install a=1 \\\n # comment\n b',
    'RUN apt-get install -y c++ >/dev/null',
  ],
  allows: [
    'RUN apt-get install -y curl=7.0',
    'RUN apt-get install -y curl/bookworm',
    'RUN apt-get install ./a.deb',
    'RUN apt-get install -y "curl=$V"',
    'RUN apt-get install -t=x -o A::B=c -oD=1 curl=1',
    'RUN apt-get install -yt foo a=1',
    'RUN apt-get remove curl',
    'RUN apt install curl',
    'RUN sudo apt-get install curl',
    'RUN /usr/bin/apt-get install curl',
    'RUN apt-get install -f',
    'CMD apt-get install a',
  ],
  places: [['RUN apt-get install -y a=1 \\\n  git', 'git']],
});
