// Secrets that a RUN gets while the image is built: `--mount=type=secret`, which leaves nothing in a layer.
import { connector, lineEndOf } from '../dockerfile/edits.ts';
import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import { addFlag } from './edits.ts';
import type { TextEdit } from './tracked-text.ts';

export const variableId = (name: string): string => name.toLowerCase();

/** What to build with, so that a RUN gets the variable. */
export const buildWith = (names: readonly string[]): string =>
  `docker build ${names.map((name) => `--secret id=${variableId(name)},env=${name}`).join(' ')} .`;

/**
 * Gives a RUN some variables out of secrets, for its shell alone. `optional`: the build goes on without them, where it did not
 * need to be handed a value before.
 */
export function handVariables(
  dockerfile: Dockerfile,
  run: Instruction,
  names: readonly string[],
  { optional }: { optional: boolean },
): TextEdit[] {
  const joint = connector(dockerfile);
  const reads = names.map((name) => {
    const read = `cat /run/secrets/${variableId(name)}${optional ? ' || true' : ''}`;
    return `${name}="$(${read})" && export ${name}${joint}`;
  });
  const { start } = run.args;
  return [
    addFlag(run, names.map((name) => `--mount=type=secret,id=${variableId(name)}`).join(' ')),
    { start, end: start, text: `${dockerfile.escape}${lineEndOf(dockerfile)}    ${reads.join('')}` },
  ];
}
