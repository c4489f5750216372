import { connector, lineEndOf } from '../../dockerfile/edits.ts';
import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import { chainOf } from '../../dockerfile/shell-chain.ts';
import { addFlag, removeInstruction, sourceOf } from '../edits.ts';
import { instructionsBehind } from '../removals.ts';
import type { Proposal, Rewrite, RewriteContext } from '../rewrite.ts';
import { isSecretName } from '../secret-kinds.ts';

function mentions(dockerfile: Dockerfile, instruction: Instruction, name: string): boolean {
  const text = sourceOf(dockerfile, instruction);
  for (let at = text.indexOf('$'); at >= 0; at = text.indexOf('$', at + 1)) {
    const from = text[at + 1] === '{' ? at + 2 : at + 1;
    if (text.startsWith(name, from) && !/\w/.test(text[from + name.length] ?? '')) return true;
  }
  return false;
}

function evidenceOf({ image }: RewriteContext, name: string, line: number, hasDefault: boolean): string {
  const shown = image?.image.history.filter(({ createdBy }) => createdBy.includes(`${name}=`)).length ?? 0;
  if (shown > 0)
    return `The image’s history shows the value of ${name} in ${shown === 1 ? '1 entry' : `${shown} entries`}.`;
  return hasDefault ? `Line ${line} holds the value of ${name}.` : `Line ${line} takes ${name} as a build argument.`;
}

function proposeFor(context: RewriteContext, argument: Instruction): Proposal[] {
  const { dockerfile } = context;
  const [name = '', value] = (argument.words[0]?.value ?? '').split('=', 2);
  if (argument.words.length !== 1 || !isSecretName(name)) return [];
  const users = instructionsBehind(dockerfile, argument).filter((user) => mentions(dockerfile, user, name));
  const isClear = users.every((user) => user.keyword === 'RUN' && chainOf(dockerfile, user) !== null);
  if (users.length === 0 || !isClear) return [];
  const id = name.toLowerCase();
  // With a default, the build did not need to be handed a value; it still must not fail for want of one.
  const read = `${name}="$(cat /run/secrets/${id}${value === undefined ? '' : ' || true'})" && export ${name}`;
  const edits = users.flatMap((run) => [
    addFlag(run, `--mount=type=secret,id=${id}`),
    {
      start: run.args.start,
      end: run.args.start,
      text: `${dockerfile.escape}${lineEndOf(dockerfile)}    ${read}${connector(dockerfile)}`,
    },
  ]);
  return [
    {
      at: argument,
      title: `Hand ${name} to the build as a secret`,
      why: `Build arguments are written into the image’s history, where docker history shows them to everyone. A secret mount leaves no trace. Build with: docker build --secret id=${id},env=${name} . Whoever got this image has the value: replace it.`,
      evidence: evidenceOf(context, name, context.lineOf(argument), value !== undefined),
      edits: [removeInstruction(dockerfile, argument), ...edits],
      claims: null,
    },
  ];
}

export const secretArguments: Rewrite = {
  id: 'secret-argument',
  propose(context) {
    return context.dockerfile.instructions.flatMap((instruction) => {
      const isOwn = instruction.keyword === 'ARG' && instruction.stage >= 0;
      return isOwn ? proposeFor(context, instruction) : [];
    });
  },
};
