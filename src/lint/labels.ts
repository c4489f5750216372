import type { Dockerfile, Instruction, Span } from '../dockerfile/model.ts';
import type { LabelType, LintConfig } from './config.ts';
import { directInstructionsOf } from './instructions.ts';
import type { ReportFinding } from './rule.ts';
import { expandVariables, valueAt } from './variables.ts';

export interface Label {
  readonly name: string;
  readonly value: string;
  readonly at: Span;
}

/** The labels of a LABEL, also of its old form with a blank in place of the equals sign. */
export function labelsOf({ words }: Instruction): Label[] {
  const [first, ...rest] = words;
  if (first && !first.value.includes('=')) {
    const end = words.at(-1)?.end ?? first.end;
    const value = rest.map((word) => word.value).join(' ');
    return [{ name: first.value, value, at: { start: first.start, end } }];
  }
  return words.map((word) => {
    const equals = word.value.indexOf('=');
    const name = equals < 0 ? word.value : word.value.slice(0, equals);
    return { name, value: equals < 0 ? '' : word.value.slice(equals + 1), at: word };
  });
}

/**
 * Reports the labels that the schema declares of a type and that hold something else; one of each name in a LABEL. What
 * a value with an unknown variable holds is not known, and not reported.
 */
export function reportLabels(
  dockerfile: Dockerfile,
  report: ReportFinding,
  { labelSchema = {} }: LintConfig,
  { type, isValid, what }: { type: LabelType; isValid: (value: string) => boolean; what: string },
): void {
  for (const instruction of directInstructionsOf(dockerfile, 'LABEL')) {
    const reported = new Set<string>();
    for (const { name, value, at } of labelsOf(instruction)) {
      if (!Object.hasOwn(labelSchema, name) || labelSchema[name] !== type || reported.has(name)) continue;
      const known = expandVariables(value, (variable) => valueAt(dockerfile, instruction, variable));
      if (known === null ? value.includes('$') : isValid(known)) continue;
      reported.add(name);
      report(instruction, { at, message: `The label ${name} ${what}` });
    }
  }
}
