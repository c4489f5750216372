import { oneCmd } from '../../../src/lint/rules/dl4003-one-cmd.ts';
import { testRule } from '../test-rule.ts';

testRule(oneCmd, {
  catches: [
    'CMD ["a"]\nCMD ["b"]',
    'CMD a\nENTRYPOINT b\nCMD c',
    'CMD a\ncmd a',
    'FROM a:1\nCMD a\nFROM b:1\nCMD a\nCMD b',
    'CMD a\nRUN x\nCMD ["b"]',
  ],
  allows: [
    'CMD ["a"]',
    'CMD ["a"]\nFROM b:1\nCMD ["c"]',
    'ONBUILD CMD a\nCMD b',
    'ONBUILD CMD a\nONBUILD CMD b',
    'HEALTHCHECK CMD a\nCMD b',
    'FROM x:1 AS b\nCMD a\nFROM b\nCMD c',
  ],
  places: [['CMD ["a"]\nCMD ["b"]', 'CMD ["b"]']],
});
