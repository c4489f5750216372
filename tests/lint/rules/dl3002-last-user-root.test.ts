import { lastUserRoot } from '../../../src/lint/rules/dl3002-last-user-root.ts';
import { testRule } from '../test-rule.ts';

testRule(lastUserRoot, {
  catches: [
    'USER root',
    'USER 0',
    'USER root:root',
    'USER 0:0',
    'USER app\nUSER root',
    'FROM a:1 AS x\nUSER root\nFROM x\nUSER app',
    'USER root\nONBUILD USER app',
  ],
  allows: [
    'USER app',
    'USER root\nUSER app',
    'USER $USER',
    'USER rooty',
    'USER ROOT',
    'ONBUILD USER root',
    'USER root extra',
  ],
  places: [['USER 0:0', '0:0']],
});
