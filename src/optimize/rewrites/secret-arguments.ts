import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import { chainOf } from '../../dockerfile/shell-chain.ts';
import { pairOperandsOf } from '../../lint/build-operands.ts';
import type { Leak } from '../../secrets/leak.ts';
import { buildWith, handVariables, variableId } from '../build-secrets.ts';
import { removeInstruction, sourceOf } from '../edits.ts';
import { instructionsBehind } from '../removals.ts';
import type { Proposal, Rewrite, RewriteContext } from '../rewrite.ts';
import { isSecretName } from '../secret-kinds.ts';
import { tellKinds } from '../tell-leaks.ts';

function mentions(dockerfile: Dockerfile, instruction: Instruction, name: string): boolean {
  const text = sourceOf(dockerfile, instruction);
  for (let at = text.indexOf('$'); at >= 0; at = text.indexOf('$', at + 1)) {
    const from = text[at + 1] === '{' ? at + 2 : at + 1;
    if (text.startsWith(name, from) && !/\w/.test(text[from + name.length] ?? '')) return true;
  }
  return false;
}

interface Argument {
  readonly instruction: Instruction;
  readonly name: string;
  readonly hasDefault: boolean;
  /** What the image's history shows as its value. */
  readonly leaks: readonly Leak[];
}

function evidenceOf(context: RewriteContext, { instruction, name, hasDefault, leaks }: Argument): string {
  const line = context.lineOf(instruction);
  const history = context.image?.image.history ?? [];
  const shown = history.filter(({ createdBy }) => createdBy.includes(`${name}=`)).length;
  const entries = shown === 1 ? '1 entry' : `${shown} entries`;
  if (leaks.length > 0) return `The image’s history shows ${tellKinds(leaks)} as the value of ${name}, in ${entries}.`;
  if (shown > 0) return `The image’s history shows the value of ${name} in ${entries}.`;
  return hasDefault ? `Line ${line} holds the value of ${name}.` : `Line ${line} takes ${name} as a build argument.`;
}

const replaceIt = 'Whoever got this image has the value: replace it.';

function handOver(context: RewriteContext, argument: Argument, users: readonly Instruction[]): Proposal {
  const { dockerfile } = context;
  const { instruction, name, hasDefault } = argument;
  // With a default, the build did not need to be handed a value; it still must not fail for want of one.
  const edits = users.flatMap((run) => handVariables(dockerfile, run, [name], { optional: hasDefault }));
  return {
    at: instruction,
    title: `Hand ${name} to the build as a secret`,
    why: `Build arguments are written into the image’s history, where docker history shows them to everyone. A secret mount leaves no trace. Build with: ${buildWith([name])} ${replaceIt}`,
    evidence: evidenceOf(context, argument),
    edits: [removeInstruction(dockerfile, instruction), ...edits],
    risk: 'test',
    test: 'Build it with the secret as shown: the step that needs it must find it.',
    claims: null,
  };
}

/** Where nobody can tell who needs the argument, its value alone is taken out. */
function takeValue(context: RewriteContext, argument: Argument): Proposal[] {
  const { instruction, name } = argument;
  const [pair] = pairOperandsOf(instruction);
  if (!pair?.value || pair.key.at.end >= pair.at.end) return [];
  return [
    {
      at: instruction,
      title: `Take the value of ${name} out of the Dockerfile`,
      why: `The default of a build argument is written into the image’s history, and so is a value that --build-arg hands over. Where a RUN needs ${name}, give it a secret: RUN --mount=type=secret,id=${variableId(name)},env=${name}, and build with: ${buildWith([name])} ${replaceIt}`,
      evidence: evidenceOf(context, argument),
      edits: [{ start: pair.key.at.end, end: pair.at.end, text: '' }],
      risk: 'test',
      test: 'Build it without the argument: no step may need its value.',
      claims: null,
    },
  ];
}

function proposeFor(context: RewriteContext, instruction: Instruction): Proposal[] {
  const { dockerfile, image } = context;
  const [name = '', value] = (instruction.words[0]?.value ?? '').split('=', 2);
  const leaks = image?.leaksOfVariable(name, 'history') ?? [];
  if (instruction.words.length !== 1 || (!isSecretName(name) && leaks.length === 0)) return [];
  const users = instructionsBehind(dockerfile, instruction).filter((user) => mentions(dockerfile, user, name));
  const isClear = users.every((user) => user.keyword === 'RUN' && chainOf(dockerfile, user) !== null);
  const argument = { instruction, name, hasDefault: value !== undefined, leaks };
  if (users.length > 0 && isClear) return [handOver(context, argument, users)];
  return leaks.length > 0 && value ? takeValue(context, argument) : [];
}

export const secretArguments: Rewrite = {
  id: 'secret-argument',
  profile: 'safe',
  propose(context) {
    return context.dockerfile.instructions.flatMap((instruction) => {
      const isOwn = instruction.keyword === 'ARG' && instruction.stage >= 0;
      return isOwn ? proposeFor(context, instruction) : [];
    });
  },
};
