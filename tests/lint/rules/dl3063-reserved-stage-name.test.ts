import { reservedStageName } from '../../../src/lint/rules/dl3063-reserved-stage-name.ts';
import { testRule } from '../test-rule.ts';

testRule(reservedStageName, {
  catches: [
    'FROM a:1 AS scratch',
    'FROM a:1 AS context',
    'FROM scratch AS scratch',
    'FROM a:1 as context',
    'FROM a:1\nFROM b:1 AS scratch',
  ],
  allows: [
    'FROM scratch',
    'FROM a:1 AS context2',
    'FROM context:1 AS x',
    'FROM scratch AS x',
    'FROM a:1 AS my-scratch',
  ],
  places: [['FROM a:1 AS scratch', 'scratch']],
});
