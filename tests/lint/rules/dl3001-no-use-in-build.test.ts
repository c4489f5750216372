import { noUseInBuild } from '../../../src/lint/rules/dl3001-no-use-in-build.ts';
import { testRule } from '../test-rule.ts';

testRule(noUseInBuild, {
  catches: [
    'RUN free',
    'RUN kill 1',
    'RUN mount --bind a b',
    'RUN make && top',
    'RUN (shutdown)',
    'RUN x=$(ps)',
    'RUN f() { vim a; }',
    'RUN ["service", "a", "start"]',
    'RUN exec -a b ps',
    'RUN time ps',
    'RUN A=1 ps && ps',
    'RUN if ps; then true; fi',
    'RUN tar c . | ssh host tar x',
    'ONBUILD RUN ps',
    'RUN <<EOF\nps\nEOF\n',
  ],
  allows: [
    'RUN apt-get install vim',
    'RUN /bin/ps',
    'RUN env ps',
    'RUN command -v ps',
    "RUN trap 'kill 1' EXIT",
    'RUN umount a; killall b; vi c',
    'RUN $X ps',
    'CMD ps',
    'HEALTHCHECK CMD ["ps"]',
  ],
  places: [['RUN make && service a start', 'service']],
});
