import { labelTypes } from '../config.ts';
import { reportInvalid } from '../labels.ts';
import type { Rule } from '../rule.ts';

export const emptyLabel: Rule = {
  id: 'DL3051',
  source: 'hadolint',
  severity: 'warning',
  summary: 'A label of the schema is empty',
  help: 'The label is there and says nothing to those who look for it. Give it a value, or take it out of the schema.',
  noFix: 'What the label is to say is for you to know.',
  examples: {
    bad: ['LABEL description='],
    good: ['LABEL description="An app"', 'ARG ABOUT=\nLABEL description=$ABOUT'],
    config: { labelSchema: { description: 'text' } },
  },
  check(dockerfile, report, config) {
    const types = labelTypes.filter((type) => type !== 'rawtext');
    reportInvalid(dockerfile, report, config, { types, isValid: (value) => value !== '', wrong: 'is empty' });
  },
};
