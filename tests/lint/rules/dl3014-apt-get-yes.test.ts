import { aptGetYes } from '../../../src/lint/rules/dl3014-apt-get-yes.ts';
import { testRule } from '../test-rule.ts';

testRule(aptGetYes, {
  catches: [
    'RUN apt-get install curl',
    'RUN apt-get install -q=1 curl',
    'RUN apt-get update && apt-get -q install curl',
    'RUN apt-get install -y a && apt-get install b',
    'RUN apt-get $OPTIONS install curl',
    'ONBUILD RUN apt-get install curl',
    'RUN ["apt-get", "install", "curl"]',
    'RUN <<EOF\napt-get install curl\nEOF',
    'RUN if true; then apt-get install --force-yes curl; fi',
    'RUN apt-get install -o y curl',
  ],
  allows: [
    'RUN apt-get -y install curl',
    'RUN apt-get install curl -y',
    'RUN apt-get install -qy curl',
    'RUN apt-get install -qq curl',
    'RUN apt-get install -q --quiet curl',
    'RUN apt-get install -q=2 curl',
    'RUN apt-get install --assume-yes curl',
    'RUN apt-get install "--yes" curl',
    'RUN apt-get upgrade',
    'RUN apt install curl',
  ],
  places: [['RUN apt-get update && \\\n apt-get install curl', 'apt-get install curl']],
  fixes: [
    [
      'run apt-get install \\\n  # tools\n  curl \\\n && apt-get install wget',
      'run apt-get install -y \\\n  # tools\n  curl \\\n && apt-get install -y wget',
    ],
    ['ONBUILD RUN ["apt-get", "install", "curl"]', 'ONBUILD RUN ["apt-get", "install", "-y", "curl"]'],
    ['RUN <<EOF\napt-get "install" curl\r\nEOF', 'RUN <<EOF\napt-get "install" -y curl\r\nEOF'],
    ['ENV X="install curl"\nRUN apt-get $X', null],
    ['ENV X=curl\nRUN apt-get install $X', 'ENV X=curl\nRUN apt-get install -y $X'],
  ],
});
