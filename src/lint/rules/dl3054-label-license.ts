import { reportInvalid } from '../labels.ts';
import type { Rule } from '../rule.ts';
import { isSpdxExpression } from '../spdx-expression.ts';

export const labelLicense: Rule = {
  id: 'DL3054',
  source: 'hadolint',
  severity: 'warning',
  summary: 'A label that the schema declares as a license holds none of the SPDX list',
  help: 'Programs look licenses up by the identifiers of SPDX, spelt as there and with their version. Write Apache-2.0, GPL-2.0-only, or an expression such as MIT OR Apache-2.0.',
  noFix: 'Which licence holds for what is in the image is for you to know.',
  examples: {
    bad: ['LABEL license="Apache 2"', 'LABEL license=GPL'],
    good: ['LABEL license=Apache-2.0', 'LABEL license="MIT OR Apache-2.0"'],
    config: { labelSchema: { license: 'spdx' } },
  },
  check(dockerfile, report, config) {
    const wrong = 'is no license as SPDX writes it';
    reportInvalid(dockerfile, report, config, { types: ['spdx'], isValid: isSpdxExpression, wrong });
  },
};
