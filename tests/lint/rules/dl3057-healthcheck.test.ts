import { healthcheck } from '../../../src/lint/rules/dl3057-healthcheck.ts';
import { testRule } from '../test-rule.ts';

testRule(healthcheck, {
  catches: [
    'FROM a:1',
    'FROM scratch',
    'FROM a:1\nONBUILD HEALTHCHECK CMD ["a"]',
    'FROM a:1 AS x\nFROM b:1\nCOPY --from=x /a /b\nHEALTHCHECK CMD ["a"]',
    'FROM a:1 AS x\nHEALTHCHECK CMD ["a"]\nFROM b:1',
    'FROM a:1 AS x\nFROM x AS z\nFROM x AS y\nHEALTHCHECK CMD ["a"]',
  ],
  allows: [
    'HEALTHCHECK CMD ["a"]',
    'HEALTHCHECK NONE',
    'FROM a:1 AS x\nHEALTHCHECK CMD ["a"]\nFROM x',
    'FROM a:1 AS x\nFROM x\nHEALTHCHECK CMD ["a"]',
    'FROM a:1 AS x\nFROM x AS y\nHEALTHCHECK CMD ["a"]\nFROM x',
    'FROM a:1 AS x\nFROM x AS z\nFROM z AS y\nHEALTHCHECK CMD ["a"]\nFROM x AS w\nFROM w',
    '# hadolint ignore=DL3057\nFROM a:1',
  ],
  places: [['FROM a:1\nRUN x', 'FROM a:1']],
});
