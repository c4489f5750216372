import type { Severity } from '../../severity.ts';
import type { Detector } from '../detector.ts';
import { isPlaceholder } from '../placeholders.ts';

/** Characters of a name behind the one that is asked for. */
const longestRest = 32;
const longestName = 16;

/**
 * A pattern for values without a form of their own, which are told by the name before them: `DD_API_KEY=…`,
 * `"dd_api_key": "…"`, `- name: DD_API_KEY` with `value: …` below it. Any case; tried where the name begins. What follows of
 * the name is taken as a whole (a look-ahead does not go back), as long names would take much time otherwise.
 */
export const assignedTo = (name: string, value: string): Pick<Detector, 'pattern' | 'name'> => ({
  name: { longest: longestName + longestRest, endsBefore: `"':=, \t\n\r\f\v\xa0` },
  pattern: new RegExp(
    `(?:${name})(?=(?<rest>[\\w.-]{0,${longestRest}}))\\k<rest>["']?[ \\t]{0,4}` +
      `(?:[:=]>?|[,\\s]{1,16}["']?value["']?[ \\t]{0,2}[:=])[ \\t]{0,4}["']?(?<value>${value})(?![\\w-])`,
    'iy',
  ),
});

/** A check for such a value: the rest of its name has to say what it is. */
export const ifNamed =
  (name: RegExp, severity: Severity) =>
  (value: string, match: RegExpExecArray): Severity | null =>
    name.test(match.groups?.['rest'] ?? '') && !isPlaceholder(value) ? severity : null;
