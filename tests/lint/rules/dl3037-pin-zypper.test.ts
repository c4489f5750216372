import { pinZypper } from '../../../src/lint/rules/dl3037-pin-zypper.ts';
import { testRule } from '../test-rule.ts';

testRule(pinZypper, {
  catches: [
    'RUN zypper -n install x',
    'RUN zypper -n in a=1 b',
    'RUN zypper -n install x-1',
    'RUN zypper -n install x~1',
    'RUN zypper -n install $X',
    'RUN zypper -n install -t pattern devel',
    'RUN zypper -n install https://example.com/x',
    'RUN zypper -n install +x',
    'ARG X=a\nRUN zypper -n install $X',
    'ONBUILD RUN zypper in x',
  ],
  allows: [
    'RUN zypper -n install x=1',
    'RUN zypper -n in "x>=1" "y<2"',
    'RUN zypper -n install x.rpm https://example.com/y.rpm',
    'RUN zypper -n install x=$V',
    'RUN zypper --gpg-auto-import-keys -n install --force-resolution x=1',
    'RUN zypper -n update x',
    'RUN zypper -n install',
    'RUN sudo zypper in x',
  ],
  places: [['RUN zypper -n install a=1 \\\n b', 'b']],
});
