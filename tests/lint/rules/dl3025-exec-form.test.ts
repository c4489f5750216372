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
});
