import { consistentInstructionCasing } from '../../../src/lint/rules/buildkit-consistent-instruction-casing.ts';
import { testBuildkitCheck } from '../test-buildkit-check.ts';

testBuildkitCheck(consistentInstructionCasing, {
  catches: [
    'run a\nUSER b',
    'Run a',
    'FROM a:1\nCMD ["a"]\ncmd ["b"]',
    'from a:1\nrun a\nRUN b',
    'FROM a:1\nonbuild RUN a\nRUN b',
    'FROM a:1\nhealthCHECK NONE',
    'from a:1\nfrom b:1\nFROM c:1',
    'FROM a:1\nCMD ["x"]\nmaintainer me',
  ],
  allows: [
    'RUN a\nUSER b',
    'from a:1\nrun a',
    'arg a\nFROM a:1\nRUN b',
    'FROM a:1\nONBUILD run a',
    'FROM a:1\n# run\nRUN run',
    'from a:1 AS b',
    'FROM a:1\nRUN <<E\nrun\nE',
  ],
  several: [
    ['From a:1\nrUN b\nrun c', [1, 2]],
    ['FROM a:1\nrun b\nuser c\nCMD ["x"]', [2, 3]],
  ],
  places: [['FROM a:1\nCOPY a b\n  run a', 'run']],
  facts: /Command '(\w+)'/,
  fixes: [
    ['FROM a:1\nRun make \\\n  all\nCMD ["a"]', 'FROM a:1\nRUN make \\\n  all\nCMD ["a"]'],
    ['from a:1\nrun make\nONBUILD Run make', 'from a:1\nrun make\nonbuild Run make'],
    ['from a:1 as b\nRUN make\nUSER app', 'FROM a:1 AS b\nRUN make\nUSER app'],
    ['From a:1 AS b\nRUN make', 'FROM a:1 AS b\nRUN make'],
  ],
});
