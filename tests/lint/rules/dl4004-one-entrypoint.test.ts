import { oneEntrypoint } from '../../../src/lint/rules/dl4004-one-entrypoint.ts';
import { testRule } from '../test-rule.ts';

testRule(oneEntrypoint, {
  catches: [
    'ENTRYPOINT ["a"]\nENTRYPOINT ["b"]',
    'ENTRYPOINT ["a"]\nENTRYPOINT []',
    'ENTRYPOINT a\nCMD b\nENTRYPOINT c',
    'entrypoint a\nENTRYPOINT a',
    'FROM a:1\nENTRYPOINT a\nFROM b:1\nENTRYPOINT a\nENTRYPOINT b',
  ],
  allows: [
    'ENTRYPOINT ["a"]',
    'ENTRYPOINT ["a"]\nFROM b:1\nENTRYPOINT ["c"]',
    'ONBUILD ENTRYPOINT a\nENTRYPOINT b',
    'ENTRYPOINT a\nCMD b',
    'FROM x:1 AS b\nENTRYPOINT a\nFROM b\nENTRYPOINT c',
  ],
  places: [['ENTRYPOINT ["a"]\nENTRYPOINT ["b"]', 'ENTRYPOINT ["b"]']],
  fixes: [
    ['ENTRYPOINT a\nCMD b\nENTRYPOINT c', 'CMD b\nENTRYPOINT c'],
    ['ENTRYPOINT ["a"]\n\nENTRYPOINT []', '\nENTRYPOINT []'],
    ['# why\nENTRYPOINT ["a"]\nENTRYPOINT ["b"]', null],
  ],
});
