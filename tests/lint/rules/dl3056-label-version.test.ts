import { labelVersion } from '../../../src/lint/rules/dl3056-label-version.ts';
import { testRule } from '../test-rule.ts';

const bad = ['', '1', '1.2', 'v1.2.3', '1.2.3.4', '1.2.x', '1..3', '1.2.', '-1.2.3', '1.2.3a', '1.2.3-a..b', '1.2.3-.a', '1.2.3-a_b', '1.2.3-a+b+c', '1.2.3+a..b', '1.2.3-é', '1.2.3 ', 'latest']; // prettier-ignore
const good = ['1.2.3', '0.0.0', '1.2.3-rc.1', '1.2.3-rc1+b.2', '1.2.3+01', '1.2.3--', '1.2.3-0a-b', '99999999999999999999.0.0', '01.2.3', '1.2.3-', '1.2.3-a.', '1.2.3-+']; // prettier-ignore

testRule(labelVersion, {
  catches: [...bad.map((text) => `LABEL version="${text}"`), 'LABEL version 1', "LABEL title=x 'version'='x'"],
  allows: [
    ...good.map((text) => `LABEL version="${text}"`),
    'LABEL version 1.2.3',
    'ONBUILD LABEL version=x',
    'LABEL Version=x title=x',
  ],
  places: [['LABEL title=x version=latest', 'version=latest']],
});
