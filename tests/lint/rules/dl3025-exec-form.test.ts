import { execForm } from '../../../src/lint/rules/dl3025-exec-form.ts';
import { testRule } from '../test-rule.ts';

testRule(execForm, {
  catches: [
    'CMD a b',
    'CMD [a]',
    "ENTRYPOINT ['a']",
    'CMD ["a",]',
    'CMD ["a" "b"]',
    'HEALTHCHECK CMD curl -f http://x',
    'CMD a && b',
    'SHELL ["bash", "-c"]\nCMD a',
    'CMD $X',
  ],
  allows: [
    'CMD ["a"]',
    'CMD []',
    'ENTRYPOINT [ "a", "b c" ]',
    'CMD \\\n ["a", \\\n "b"]',
    'HEALTHCHECK NONE',
    'HEALTHCHECK CMD ["a"]',
    'ONBUILD CMD a',
    'CMD ["a\\"b"]',
    'RUN [a]',
  ],
  places: [['CMD a b', 'a b']],
  fixes: [
    ['cmd node \\\n  # the server\n  server.js', 'cmd ["node", \\\n  # the server\n  "server.js"]'],
    [
      'HEALTHCHECK --interval=5s CMD curl -f http://localhost/\r\nRUN x',
      'HEALTHCHECK --interval=5s CMD ["curl", "-f", "http://localhost/"]\r\nRUN x',
    ],
    ['ENTRYPOINT nginx', 'ENTRYPOINT ["nginx"]'],
    ['CMD node $FILE', null],
    ['CMD exec node a.js', null],
    ['CMD A=1 node', null],
    ["CMD ['a']", null],
    ['CMD a; b', null],
    ['CMD ["x"]\nENTRYPOINT nginx', null],
    ['ENTRYPOINT ["sh", "-c"]\nCMD a b', null],
    ['SHELL ["bash", "-lc"]\nCMD a', null],
    ['SHELL ["/bin/bash", "-o", "pipefail", "-c"]\nCMD a', 'SHELL ["/bin/bash", "-o", "pipefail", "-c"]\nCMD ["a"]'],
  ],
});
