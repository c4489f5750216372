import { unknownLabel } from '../../../src/lint/rules/dl3050-unknown-label.ts';
import { testRule } from '../test-rule.ts';

testRule(unknownLabel, {
  catches: [
    'LABEL title=x',
    'LABEL title x',
    'LABEL version=1 title=x maintainer=y',
    'LABEL Version=1',
    'LABEL "title"=x',
    'LABEL version=1 \\\n  version.x=2',
    'FROM a:1 AS x\nLABEL title=x\nFROM b:1',
    'LABEL title=version=1',
    'LABEL org.opencontainers.image.title=$X',
  ],
  allows: [
    'LABEL version=1',
    'LABEL version 1',
    'LABEL "version"=1',
    "LABEL 'version'=$X",
    'ONBUILD LABEL title=x',
    'ENV title=x',
    '# hadolint ignore=DL3050\nLABEL title=x',
  ],
  places: [['LABEL version=1 title="a b" z=2', 'title="a b"']],
});

testRule(unknownLabel, { config: { strictLabels: true }, catches: ['LABEL version=1'], allows: ['ENV a=1'] });

testRule(unknownLabel, { config: { labelSchema: { version: 'semver' } }, catches: [], allows: ['LABEL title=x'] });
