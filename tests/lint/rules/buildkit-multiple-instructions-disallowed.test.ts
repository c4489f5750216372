import { multipleInstructionsDisallowed } from '../../../src/lint/rules/buildkit-multiple-instructions-disallowed.ts';
import { testBuildkitCheck } from '../test-buildkit-check.ts';

testBuildkitCheck(multipleInstructionsDisallowed, {
  catches: [
    'CMD ["a"]\nCMD ["b"]',
    'ENTRYPOINT ["a"]\nENTRYPOINT ["b"]',
    'HEALTHCHECK NONE\nHEALTHCHECK CMD ["a"]',
    'CMD a\nRUN b\ncmd c',
    'CMD ["a"]\nENTRYPOINT ["b"]\nCMD ["c"]',
    'FROM a:1 AS b\nONBUILD CMD ["a"]\nFROM b\nCMD ["b"]',
    'FROM a:1\nCMD ["a"]\nCMD ["b"]\nFROM c:1\nCMD ["d"]',
  ],
  allows: [
    'CMD ["a"]',
    'CMD ["a"]\nENTRYPOINT ["b"]\nHEALTHCHECK NONE',
    'FROM a:1\nCMD ["a"]\nFROM b:1\nCMD ["b"]',
    'FROM a:1 AS b\nCMD ["a"]\nFROM b\nCMD ["b"]',
    'ONBUILD CMD ["a"]\nONBUILD CMD ["b"]',
    'RUN a\nRUN b',
    'CMD ["a"]\nONBUILD CMD ["b"]',
  ],
  several: [['FROM a:1\nCMD ["a"]\nCMD ["b"]\nCMD ["c"]', [2, 3]]],
  places: [['FROM a:1\nCMD ["a"]\nCMD ["b"]', 'CMD ["a"]']],
  facts: /Multiple (\w+) inst/,
  fixes: [
    ['CMD ["a"]\nCMD ["b"]', 'CMD ["b"]'],
    ['CMD a\nRUN b\ncmd c', 'RUN b\ncmd c'],
    ['HEALTHCHECK NONE\nHEALTHCHECK CMD ["a"]', 'HEALTHCHECK CMD ["a"]'],
    ['FROM a:1 AS b\nONBUILD CMD ["a"]\nFROM b\nCMD ["b"]', null],
    ['# why\nCMD ["a"]\nCMD ["b"]', null],
  ],
});
