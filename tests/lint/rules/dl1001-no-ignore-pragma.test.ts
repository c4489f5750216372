import { noIgnorePragma } from '../../../src/lint/rules/dl1001-no-ignore-pragma.ts';
import { testRule } from '../test-rule.ts';

testRule(noIgnorePragma, {
  catches: [
    '# hadolint ignore=DL3006\nFROM debian',
    '# hadolint ignore=DL3006,DL3007\nFROM debian',
    'FROM a:1\n# hadolint ignore=DL1001\nRUN x',
    'FROM a:1\n  # hadolint ignore=DL3004',
    '# hadolint ignore=DL1001\n# hadolint ignore=DL1001\nFROM a:1',
    '# hadolint ignore=DL3006 # why\nFROM a:1',
  ],
  allows: [
    '# hadolint global ignore=DL3006\nFROM debian',
    '# hadolint stage ignore=DL3006\nFROM debian:1',
    'FROM a:1\n# see hadolint ignore=DL3000',
    '# hadolint ignore=\nFROM a:1',
    '# hadolint ignore=dl3006\nFROM a:1',
    'FROM a:1\nRUN x \\\n# hadolint ignore=DL3004\n && sudo x',
  ],
  places: [['FROM a:1\n# hadolint ignore=DL3004\nRUN x', '# hadolint ignore=DL3004']],
});
