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
  fixes: [
    ['CMD a\nENTRYPOINT b\nCMD c', 'ENTRYPOINT b\nCMD c'],
    ['CMD a\nCMD b\nCMD c', 'CMD b\nCMD c'],
    ['FROM a:1\nCMD a\nFROM b:1\nCMD a\nCMD b', 'FROM a:1\nCMD a\nFROM b:1\nCMD b'],
    ['# why\nCMD a\nCMD b', null],
    ['CMD a \\\n  # why\n  b\nCMD c', null],
    ['# why\nUSER 1\nCMD a\nCMD b # why', '# why\nUSER 1\nCMD b # why'],
  ],
});
