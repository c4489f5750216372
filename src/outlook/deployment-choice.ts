import {
  initialInputs,
  inputFields,
  readInput,
  type DeploymentInput,
  type DeploymentInputs,
} from './deployment-inputs.ts';

/** What was typed, by field; a field that nobody touched is left out. */
export type TypedInputs = ReadonlyMap<DeploymentInput, string>;

/** The first values, with what was typed in their place where it can be used. */
export function inputsFrom(typed: TypedInputs, compression: number | null): DeploymentInputs {
  const inputs: Record<DeploymentInput, number> = { ...initialInputs(compression) };
  for (const field of inputFields) {
    const text = typed.get(field.id);
    const read = text === undefined ? null : readInput(field, text);
    if (read && 'value' in read) inputs[field.id] = read.value;
  }
  return inputs;
}
