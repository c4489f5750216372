import { noSudo } from '../../../src/lint/rules/dl3004-no-sudo.ts';
import { testRule } from '../test-rule.ts';

testRule(noSudo, {
  catches: [
    'RUN sudo make',
    'RUN make && sudo make install',
    'RUN (sudo make)',
    'RUN x=$(sudo make)',
    'RUN ["sudo", "make"]',
    'RUN A=1 sudo x',
    'RUN exec -a x sudo y',
    'ONBUILD RUN sudo x',
    'RUN <<EOF\nsudo x\nEOF\n',
    'RUN ["bash", "-c", "make && sudo make install"]',
  ],
  allows: [
    'RUN apt-get install sudo',
    'RUN echo sudo',
    'RUN /usr/bin/sudo x',
    'RUN env sudo x',
    'RUN sh -c "sudo x"',
    'CMD sudo x',
    'RUN command -v sudo',
  ],
  places: [
    ['RUN make && sudo x', 'sudo'],
    ['RUN ["sh", "-c", "a \\"b\\" && sudo x"]', 'sudo'],
  ],
  fixes: [
    ['run make && \\\n sudo make install', 'run make && \\\n make install'],
    ['RUN ["sudo", "make"]', 'RUN ["make"]'],
    ['FROM x:1\nUSER 0\nRUN sudo mkdir /a; sudo chown x /a', 'FROM x:1\nUSER 0\nRUN mkdir /a; chown x /a'],
    ['FROM x:1\nRUN sudo make', null],
    ['USER app\nRUN sudo make', null],
    ['RUN sudo -u x make', null],
    ['RUN sudo apt-get update', null],
    ['ONBUILD RUN sudo make', null],
  ],
});
