import { jsonArgsRecommended } from '../../../src/lint/rules/buildkit-json-args-recommended.ts';
import { testBuildkitCheck } from '../test-buildkit-check.ts';

testBuildkitCheck(jsonArgsRecommended, {
  catches: [
    'CMD a',
    'ENTRYPOINT a b',
    'cmd a',
    'CMD',
    'CMD ["a"',
    "CMD ['a']",
    'CMD a \\\n b',
    'CMD ["a", "b"] c',
    'FROM a:1\nSHELL ["sh", "-c"]\nFROM b:1\nCMD x',
    'FROM a:1 AS b\nONBUILD CMD x\nFROM b',
    'CMD a\nSHELL ["sh", "-c"]',
  ],
  allows: [
    'CMD ["a"]',
    'ENTRYPOINT [ "a" , "b" ]',
    'SHELL ["sh", "-c"]\nCMD a',
    'FROM a:1 AS b\nSHELL ["x"]\nFROM b\nCMD a',
    'HEALTHCHECK CMD a',
    'RUN a',
    'ONBUILD CMD a',
    'CMD []',
    'FROM a:1 AS b\nONBUILD CMD x\nFROM b AS c\nFROM d:1',
  ],
  several: [['FROM a:1\nCMD a\nFROM b:1\nENTRYPOINT b', [2, 4]]],
  places: [
    ['CMD a \\\n b', 'a \\\n b'],
    ['FROM a:1\nCMD', 'CMD'],
    ['FROM a:1 AS b\nONBUILD CMD x\nFROM b', 'b'],
  ],
  facts: /for (\w+) to/,
  fixes: [
    ['ENTRYPOINT a b', 'ENTRYPOINT ["a", "b"]'],
    ['CMD a \\\n b', 'CMD ["a", \\\n "b"]'],
    ['CMD exec a', null],
    ['CMD a $X', null],
    ['FROM a:1 AS b\nONBUILD CMD x\nFROM b', null],
  ],
});
