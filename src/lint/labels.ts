import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import { variableOffsets } from '../dockerfile/words.ts';
import type { LabelType, LintConfig } from './config.ts';
import { directInstructionsOf } from './instructions.ts';
import { pairsOf, type Pair } from './pairs.ts';
import type { ReportFinding } from './rule.ts';
import { expandAt } from './variables.ts';

/** A label as the image gets it; null for what a variable without a known value decides. */
export interface Label {
  readonly name: string | null;
  readonly value: string | null;
  readonly pair: Pair;
}

function readLabels(dockerfile: Dockerfile, instruction: Instruction): readonly Label[] {
  return pairsOf(instruction).map((pair) => {
    if (variableOffsets(pair.raw, dockerfile.escape).length === 0) return { name: pair.name, value: pair.value, pair };
    const expand = (text: string): string | null =>
      text.includes('$') ? expandAt(dockerfile, instruction, text) || null : text;
    return { name: expand(pair.name), value: expand(pair.value), pair };
  });
}

const cache = new WeakMap<Instruction, readonly Label[]>();

/** The labels of a LABEL, the defaults of ARG and ENV filled in. An empty default waits for the value of the build. */
export function labelsOf(dockerfile: Dockerfile, instruction: Instruction): readonly Label[] {
  const known = cache.get(instruction) ?? readLabels(dockerfile, instruction);
  cache.set(instruction, known);
  return known;
}

/** What the label schema says of a label; a plain map, as names come from a file. */
export const schemaOf = ({ labelSchema = {} }: LintConfig): ReadonlyMap<string, LabelType> =>
  new Map(Object.entries(labelSchema));

/** What a label of some types has to hold. */
export interface LabelCheck {
  readonly types: readonly LabelType[];
  isValid(value: string): boolean;
  /** What is wrong, behind `The label x`. */
  readonly wrong: string;
}

/** Reports labels whose value is not what the schema says; of equal names in a LABEL the last one counts. */
export function reportInvalid(
  dockerfile: Dockerfile,
  report: ReportFinding,
  config: LintConfig,
  { types, isValid, wrong }: LabelCheck,
): void {
  const schema = schemaOf(config);
  const isChecked = ({ name }: Label): boolean => types.some((type) => name !== null && schema.get(name) === type);
  if (schema.size === 0) return;
  for (const instruction of directInstructionsOf(dockerfile, 'LABEL')) {
    const checked = labelsOf(dockerfile, instruction).filter(isChecked);
    for (const { name, value, pair } of new Map(checked.map((label) => [label.name, label])).values()) {
      if (value !== null && !isValid(value))
        report(instruction, { at: pair.at, message: `The label ${name} ${wrong}` });
    }
  }
}
