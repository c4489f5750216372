import { workdirOverCd } from '../../../src/lint/rules/dl3003-workdir-over-cd.ts';
import { testRule } from '../test-rule.ts';

testRule(workdirOverCd, {
  catches: [
    'RUN cd /app',
    'RUN make && cd /app && make',
    'RUN if true; then cd /x; fi',
    'RUN cd /x; cd /y',
    'RUN <<EOF\ncd /x\nEOF\n',
    'RUN f() { cd /x; }; f',
    'RUN command cd /x',
    'RUN ["cd", "/app"]',
    'SHELL ["cmd", "/S", "/C"]\nRUN cd \\app',
  ],
  allows: [
    'WORKDIR /app',
    "RUN sh -c 'cd /app && make'",
    'RUN pushd /app',
    'RUN echo cd /x',
    'CMD cd /x && y',
    'ONBUILD RUN cd /x',
    'RUN command -v cd',
  ],
  places: [['RUN make && \\\n  # out\n  cd /app', 'cd /app']],
});
