import { directInstructionsOf } from '../instructions.ts';
import { labelsOf, schemaOf } from '../labels.ts';
import type { Rule } from '../rule.ts';

export const unknownLabel: Rule = {
  id: 'DL3050',
  source: 'hadolint',
  severity: 'info',
  summary: 'The schema does not list the label',
  help: 'With strict-labels an image may have the labels of the schema alone, and a name that is spelt wrong shows. Correct the name, or add the label to label-schema.',
  noFix: 'Whether the label is spelt wrong or missing in the schema is for you to know.',
  examples: {
    bad: ['LABEL vesion=1.2.3'],
    good: ['LABEL version=1.2.3'],
    config: { labelSchema: { version: 'semver' }, strictLabels: true },
  },
  check(dockerfile, report, config) {
    if (!config.strictLabels) return;
    const schema = schemaOf(config);
    for (const instruction of directInstructionsOf(dockerfile, 'LABEL')) {
      const found = labelsOf(dockerfile, instruction).find(({ name }) => name !== null && !schema.has(name));
      if (found) report(instruction, { at: found.pair.at });
    }
  },
};
