import { labelLicense } from '../../../src/lint/rules/dl3054-label-license.ts';
import { testRule } from '../test-rule.ts';

const bad = ['', 'mit', 'Apache 2.0', 'BSD', 'GPL-2.0', 'GPL-2.0+', 'NONE', 'MIT or Apache-2.0', 'MIT,Apache-2.0', 'MIT/Apache-2.0', 'MIT AND', 'OR MIT', 'MIT Apache-2.0', '(MIT', 'MIT)', '()', 'MIT WITH', 'MIT WITH a WITH b', '(MIT) WITH a', 'WITH', '389-exception', 'LicenseRef-']; // prettier-ignore
const good = ['MIT', 'MIT ', '0BSD', 'Apache-2.0', 'GPL-2.0-only', 'GPL-2.0-or-later', 'BSD-3-Clause', 'Net-SNMP', 'zlib-acknowledgement']; // prettier-ignore

testRule(labelLicense, {
  catches: [...bad.map((text) => `LABEL license="${text}"`), 'LABEL license GPL', 'LABEL title=x \\\n  "license"=x'],
  allows: [
    ...good.map((text) => `LABEL license="${text}"`),
    'LABEL license MIT',
    'ONBUILD LABEL license=x',
    'LABEL License=x licenses=x',
  ],
  places: [['LABEL title=x license=x', 'license=x']],
});
