import { aptGetOverApt } from '../../../src/lint/rules/dl3027-apt-get-over-apt.ts';
import { testRule } from '../test-rule.ts';

testRule(aptGetOverApt, {
  catches: [
    'RUN apt install a',
    'RUN x && apt update',
    'RUN (apt update)',
    'RUN ["apt", "update"]',
    'RUN x=$(apt list)',
    'ONBUILD RUN apt update',
    'RUN apt update; apt install x',
  ],
  allows: [
    'RUN apt-get update',
    'RUN apt-cache x',
    'RUN echo apt',
    'RUN sudo apt update',
    'RUN rm -rf /etc/apt',
    'CMD apt update',
    'RUN sh -c "apt update"',
  ],
  places: [['RUN x && apt update', 'apt']],
  fixes: [
    ['run apt update && \\\n  apt clean', 'run apt-get update && \\\n  apt-get clean'],
    ['ONBUILD RUN ["apt", "update"]', 'ONBUILD RUN ["apt-get", "update"]'],
    [
      'RUN <<EOF\napt install -y --no-install-recommends curl=1\nEOF',
      'RUN <<EOF\napt-get install -y --no-install-recommends curl=1\nEOF',
    ],
    ['RUN apt install --no-install-recommends curl=1', 'RUN apt-get install -y --no-install-recommends curl=1'],
    ['RUN apt install -y curl=1', null],
    ['RUN apt update; apt install curl', null],
    ['RUN apt list', null],
  ],
});
