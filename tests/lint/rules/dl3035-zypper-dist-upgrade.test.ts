import { zypperDistUpgrade } from '../../../src/lint/rules/dl3035-zypper-dist-upgrade.ts';
import { testRule } from '../test-rule.ts';

testRule(zypperDistUpgrade, {
  catches: [
    'RUN zypper dup',
    'RUN zypper dist-upgrade',
    'RUN zypper -n dup',
    'RUN zypper --non-interactive dist-upgrade --no-recommends',
    'RUN zypper ref && zypper -n dup',
    'ONBUILD RUN zypper dup',
    'RUN ["zypper", "dup"]',
  ],
  allows: [
    'RUN zypper update',
    'RUN zypper -n patch',
    'RUN zypper full-upgrade',
    'RUN sudo zypper dup',
    'RUN zypper --dup',
    'RUN echo zypper dup',
  ],
  places: [['RUN zypper ref && zypper -n dup', 'zypper -n dup']],
});
