import { oneHealthcheck } from '../../../src/lint/rules/dl3012-one-healthcheck.ts';
import { testRule } from '../test-rule.ts';

testRule(oneHealthcheck, {
  catches: [
    'HEALTHCHECK CMD ["a"]\nHEALTHCHECK CMD ["b"]',
    'HEALTHCHECK CMD a\nHEALTHCHECK NONE',
    'HEALTHCHECK NONE\nRUN x\nhealthcheck CMD a',
    'FROM a:1\nFROM b:1\nHEALTHCHECK CMD a\nHEALTHCHECK CMD b',
    'HEALTHCHECK --interval=5s CMD a\nUSER 1\nHEALTHCHECK CMD a',
  ],
  allows: [
    'HEALTHCHECK CMD ["a"]',
    'HEALTHCHECK CMD ["a"]\nFROM a:1\nHEALTHCHECK CMD ["b"]',
    'ONBUILD HEALTHCHECK CMD a\nHEALTHCHECK CMD a',
    'ONBUILD HEALTHCHECK CMD a\nONBUILD HEALTHCHECK CMD a',
    'HEALTHCHECK CMD a\nCMD b',
  ],
  places: [['HEALTHCHECK CMD ["a"]\nHEALTHCHECK CMD ["b"]', 'HEALTHCHECK CMD ["b"]']],
  fixes: [
    ['HEALTHCHECK --interval=5s CMD a\nUSER 1\nHEALTHCHECK CMD a', 'USER 1\nHEALTHCHECK CMD a'],
    ['HEALTHCHECK --interval=5s \\\n  CMD a\r\nHEALTHCHECK NONE', 'HEALTHCHECK NONE'],
  ],
});
