import { zypperYes } from '../../../src/lint/rules/dl3034-zypper-yes.ts';
import { testRule } from '../test-rule.ts';

testRule(zypperYes, {
  catches: [
    'RUN zypper install x',
    'RUN zypper in x',
    'RUN zypper --quiet install x',
    'RUN zypper remove x',
    'RUN zypper rm x',
    'RUN zypper si x',
    'RUN zypper patch',
    'RUN zypper -n in a && zypper in b',
    'RUN ["zypper", "install", "x"]',
    'ONBUILD RUN zypper source-install x',
  ],
  allows: [
    'RUN zypper -n install x',
    'RUN zypper --non-interactive in x',
    'RUN zypper install -y x',
    'RUN zypper install x --no-confirm',
    'RUN zypper -qn install x',
    'RUN zypper in -ly x',
    'RUN zypper refresh',
    'RUN zypper update',
    'RUN zypper addrepo x',
    'RUN sudo zypper install x',
  ],
  places: [['RUN zypper ref && zypper in x', 'zypper in x']],
  fixes: [
    [
      'run zypper --quiet install x \\\n && zypper rm y',
      'run zypper --non-interactive --quiet install x \\\n && zypper --non-interactive rm y',
    ],
    ['RUN ["zypper", "install", "x"]', 'RUN ["zypper", "--non-interactive", "install", "x"]'],
    ['ONBUILD RUN zypper -n in a; zypper si b', 'ONBUILD RUN zypper -n in a; zypper --non-interactive si b'],
  ],
});
