import { emptyLabel } from '../../../src/lint/rules/dl3051-empty-label.ts';
import { testRule } from '../test-rule.ts';

testRule(emptyLabel, {
  catches: [
    'LABEL description=',
    'LABEL description=""',
    "LABEL description=''",
    'LABEL "description"= title=x',
    'LABEL description="" \\\n # why\n description=""',
    'FROM a:1 AS x\nLABEL description=\nFROM b:1',
  ],
  allows: [
    'LABEL description=x',
    'LABEL description=" "',
    'LABEL title=',
    'LABEL description=$X',
    'ARG X=\nLABEL description=$X',
    'LABEL description=${X:-}',
    'ONBUILD LABEL description=',
    'LABEL Description=',
  ],
  places: [['LABEL title=x description=""', 'description=""']],
});

testRule(emptyLabel, {
  config: { labelSchema: { a: 'url', b: 'hash', c: 'semver', d: 'spdx', e: 'email', f: 'rfc3339' } },
  catches: ['LABEL a=', 'LABEL b=', 'LABEL c=', 'LABEL d=', 'LABEL e=', 'LABEL f='],
  allows: ['LABEL a=x', 'LABEL g=', 'LABEL a=b='],
});
