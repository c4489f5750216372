import type { Dockerfile, Instruction, Span } from '../../dockerfile/model.ts';
import { chainOf } from '../../dockerfile/shell-chain.ts';
import { stageAncestry } from '../../dockerfile/stages.ts';
import { pairOperandsOf, type PairOperands } from '../../lint/build-operands.ts';
import { buildWith, handVariables } from '../build-secrets.ts';
import { removeInstruction, sourceOf } from '../edits.ts';
import type { Proposal, Rewrite, RewriteContext } from '../rewrite.ts';
import { tellKinds } from '../tell-leaks.ts';
import type { TextEdit } from '../tracked-text.ts';

/** Instructions that see what ENV sets: those behind it in its stage, and all of the stages built on that one. */
function heirsOf(dockerfile: Dockerfile, { stage, start }: Instruction): Instruction[] {
  const heirs = dockerfile.stages.filter((one) =>
    [...stageAncestry(dockerfile, one)].some(({ index }) => index === stage),
  );
  return heirs.flatMap(({ instructions }) => instructions).filter((instruction) => instruction.start > start);
}

/** Also without a dollar sign: a script may read it as `process.env.NAME`. */
const names = (dockerfile: Dockerfile, instruction: Instruction, name: string): boolean =>
  new RegExp(`(?<!\\w)${name}(?!\\w)`).test(sourceOf(dockerfile, instruction));

const readsAtStart: ReadonlySet<string> = new Set(['CMD', 'ENTRYPOINT', 'HEALTHCHECK']);

/** The RUNs that use a variable; null where something else of the build does, too. */
function runsUsing(dockerfile: Dockerfile, env: Instruction, name: string): Instruction[] | null {
  const users = heirsOf(dockerfile, env).filter(
    (user) => !readsAtStart.has(user.keyword) && names(dockerfile, user, name),
  );
  const isClear = users.every((user) => user.keyword === 'RUN' && chainOf(dockerfile, user) !== null);
  return isClear ? users : null;
}

/** Takes pairs out of an ENV, each with the blank beside it; the whole ENV, where none is left. */
function withoutPairs(dockerfile: Dockerfile, env: Instruction, gone: readonly PairOperands[]): TextEdit[] {
  const pairs = pairOperandsOf(env);
  const goes = ({ at }: PairOperands): boolean => gone.some((pair) => pair.at.start === at.start);
  const first = pairs.find((pair) => !goes(pair));
  if (!first) return [removeInstruction(dockerfile, env)];
  const spans: Span[] = pairs.flatMap((pair, index) => {
    const before = pairs[index - 1];
    if (!goes(pair) || !before || pair.at.start < first.at.start) return [];
    return [{ start: before.at.end, end: pair.at.end }];
  });
  const start = pairs[0]?.at.start ?? first.at.start;
  if (start < first.at.start) spans.unshift({ start, end: first.at.start });
  return spans.map((span) => ({ ...span, text: '' }));
}

function proposeFor(context: RewriteContext, env: Instruction): Proposal[] {
  const { dockerfile, image } = context;
  const usersOf = new Map<PairOperands, readonly Instruction[]>();
  for (const pair of pairOperandsOf(env)) {
    const name = pair.key.text;
    const isLeaked = /^[A-Za-z_]\w*$/.test(name) && (image?.leaksOfVariable(name, 'env').length ?? 0) > 0;
    const users = isLeaked ? runsUsing(dockerfile, env, name) : null;
    if (users) usersOf.set(pair, users);
  }
  if (usersOf.size === 0) return [];
  const variables = [...usersOf.keys()].map(({ key }) => key.text);
  const inBuild = [...usersOf].filter(([, users]) => users.length > 0).map(([{ key }]) => key.text);
  const mounts = [...new Set([...usersOf.values()].flat())].flatMap((run) => {
    const used = [...usersOf].filter(([, users]) => users.includes(run)).map(([{ key }]) => key.text);
    return handVariables(dockerfile, run, used, { optional: true });
  });
  const all = variables.join(' and ');
  const leaks = variables.flatMap((name) => image?.leaksOfVariable(name, 'env') ?? []);
  const built = inBuild.length > 0 ? ` Build with: ${buildWith(inBuild)}` : '';
  return [
    {
      at: env,
      title: `Take the value of ${all} out of the image`,
      why: `What ENV sets is stored in the image’s configuration, where docker inspect shows it to everyone who has the image. Hand it over when the container starts: docker run ${variables.map((name) => `-e ${name}`).join(' ')} takes it from your environment, --env-file from a file.${built} Whoever got this image has the value: replace it.`,
      evidence: `The image’s configuration holds ${tellKinds(leaks)} as the value of ${all}.`,
      edits: [...withoutPairs(dockerfile, env, [...usersOf.keys()]), ...mounts],
      risk: 'test',
      test: 'Start the container with the variables handed over, and once without them: the program should say what is missing.',
      claims: null,
    },
  ];
}

export const secretEnv: Rewrite = {
  id: 'secret-env',
  profile: 'safe',
  propose(context) {
    return context.dockerfile.instructions.flatMap((instruction) =>
      instruction.keyword === 'ENV' && context.isShipped(instruction) ? proposeFor(context, instruction) : [],
    );
  },
};
