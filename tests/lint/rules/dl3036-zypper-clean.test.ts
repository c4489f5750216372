import { zypperClean } from '../../../src/lint/rules/dl3036-zypper-clean.ts';
import { testRule } from '../test-rule.ts';

testRule(zypperClean, {
  catches: [
    'RUN zypper -n install x',
    'RUN zypper -n in x',
    'RUN zypper clean && zypper -n install x',
    'RUN zypper -n install x\nRUN zypper clean',
    'RUN --mount=type=bind,target=/var/cache/zypp zypper -n in x',
    'RUN ["zypper", "install", "x"]',
    'ONBUILD RUN zypper in x',
    'FROM debian:12 AS a\nRUN zypper in -y x\nFROM debian:12',
    'RUN zypper -n in x && rm -rf /tmp/x',
  ],
  allows: [
    'RUN zypper -n install x && zypper clean',
    'RUN zypper -n install x && zypper cc -a',
    'RUN zypper -n in x && zypper -n clean --all',
    'RUN --mount=type=cache,target=/var/cache/zypp zypper -n in x',
    'RUN --mount=type=tmpfs,target=/var/cache/zypp zypper -n in x',
    'RUN zypper -n update x',
    'RUN zypper -n patch',
    'RUN zypper in -y x; zypper cc',
  ],
  places: [['RUN zypper ref && zypper -n in x', 'zypper -n in x']],
  fixes: [
    ['RUN zypper -n in x', 'RUN zypper -n in x && zypper clean --all'],
    ['ONBUILD RUN zypper -n in x &&\\\n  y', 'ONBUILD RUN zypper -n in x &&\\\n  y && \\\n  zypper clean --all'],
    ['RUN ["zypper", "install", "x"]', null],
    ['RUN zypper -n in x && exit 0', null],
  ],
});
