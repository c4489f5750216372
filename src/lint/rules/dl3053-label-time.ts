import { reportInvalid } from '../labels.ts';
import type { Rule } from '../rule.ts';

// RFC 3339, 5.6. As in hadolint, the offset may be any and without its colon, and blanks may stand around.
const pattern = /^\s*(\d+)-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d*)?(?:Z|[+-]\d\d:?\d\d)\s*$/i;

export function isTime(text: string): boolean {
  const [, year, month, day] = (pattern.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return false;
  if (month < 1 || month > 12 || day < 1) return false;
  // The year 2000 has the leap days of the years that end in 00, 04, 08, …
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const february = leap ? 29 : 28;
  return day <= (month === 2 ? february : [4, 6, 9, 11].includes(month) ? 30 : 31);
}

export const labelTime: Rule = {
  id: 'DL3053',
  source: 'hadolint',
  severity: 'warning',
  summary: 'A label that the schema declares as a time holds something else',
  help: 'Such a time is compared and sorted by programs. Write it as RFC 3339 has it, 2026-03-01T12:00:00Z; `date -u +%Y-%m-%dT%H:%M:%SZ` prints one.',
  noFix: 'Which moment was meant is for you to know.',
  examples: {
    bad: ['LABEL created="1 March 2026"', 'LABEL created=2026-03-01'],
    good: ['LABEL created=2026-03-01T12:00:00Z', 'ARG NOW\nLABEL created=$NOW'],
    config: { labelSchema: { created: 'rfc3339' } },
  },
  check(dockerfile, report, config) {
    const wrong = 'is no time as RFC 3339 writes it';
    reportInvalid(dockerfile, report, config, { types: ['rfc3339'], isValid: isTime, wrong });
  },
};
