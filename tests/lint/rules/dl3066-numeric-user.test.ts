import { numericUser } from '../../../src/lint/rules/dl3066-numeric-user.ts';
import { testRule } from '../test-rule.ts';

testRule(numericUser, {
  catches: [
    'USER root',
    'user \\\n  app',
    'USER app:1000',
    'USER -1',
    'USER 1e3',
    'USER \\$X',
    'ENV X=app\nUSER $X',
    'USER ${X:-app}',
    'USER app:$X',
    'USER x${X}',
    'USER app\nUSER 1000',
    'FROM a:1 AS x\nUSER app\nFROM b:1',
    'FROM scratch\nUSER nonroot:nonroot',
  ],
  allows: [
    'USER 0',
    'USER 1000:app',
    'USER :app',
    'USER 01',
    'USER 1000\\\n0',
    'ARG X\nUSER $X',
    'ARG X=app\nUSER "${X}:${X}"',
    'ARG X\nUSER app:$X',
    'ARG X\nENV X=app\nUSER x$X',
    'FROM a:1 AS x\nARG X\nFROM b:1\nUSER $X',
    'ONBUILD USER app',
    '# hadolint ignore=DL3066\nUSER app',
  ],
  places: [['USER  app:app', 'app:app']],
});
