// Node.js and Java on images that have them, and neither a shell nor packages: https://github.com/GoogleContainerTools/distroless.
// Their ENTRYPOINT is /nodejs/bin/node, which PATH does not name, and /usr/bin/java -jar.
import type { Dockerfile, Instruction, Stage } from '../../dockerfile/model.ts';
import { copyTarget } from '../../dockerfile/places.ts';
import { stageAncestry } from '../../dockerfile/stages.ts';
import { writtenLike } from '../../lint/written-keyword.ts';
import { familyOf, findBase, parseReference, smallerBases } from '../base-image/base-images.ts';
import { rangeOfBase } from '../base-image/base-range.ts';
import type { Compatibility } from '../compatibility/compatibility.ts';
import { asksForRoot, fromStage, nonrootOwner, onDistroless, replaced } from '../base-image/distroless-stage.ts';
import { addFlag, insertAfter, repeated } from '../edits.ts';
import { isBelow } from '../evidence.ts';
import { startedJar } from '../java/java-project.ts';
import { prunedDirectory } from '../node/pruned-packages.ts';
import type { Rewrite, RewriteContext } from '../rewrite.ts';
import { instructionsOfImage, runtimeConfigOf, type Alterations } from '../runtime-config.ts';
import { startedProgram } from '../started-program.ts';
import type { TextEdit } from '../tracked-text.ts';

interface Start {
  readonly edits: readonly TextEdit[];
  readonly alters: Alterations;
  /** How it is started from then on; '' where it is as before. */
  readonly said: string;
}

const nodePath = '/nodejs/bin/node';
const lastOf = (dockerfile: Dockerfile, keyword: string): Instruction | undefined =>
  instructionsOfImage(dockerfile).findLast((one) => one.keyword === keyword);
const wordsOf = (instruction: Instruction): string[] => (instruction.json ?? []).map(({ value }) => value);
const asList = (words: readonly string[]): string => JSON.stringify(words).replaceAll('","', '", "');

/** Takes the first words of an exec form away: what is left of them is for the ENTRYPOINT of the base. */
function withoutFirst(command: Instruction, count: number): Start | null {
  const [first, next] = [command.json?.[0], command.json?.[count]];
  if (!first || !next) return null;
  const rest = wordsOf(command).slice(count);
  const said = ` Its ENTRYPOINT is ${count === 1 ? 'node' : 'java -jar'}, so that CMD becomes ${asList(rest)}: whoever starts the image with a command of their own leaves ${wordsOf(command).slice(0, count).join(' ')} out of it, too.`;
  const edits = [{ start: first.start, end: next.start, text: '' }];
  return { edits, alters: { command: JSON.stringify(rest) }, said };
}

function startOfNode(dockerfile: Dockerfile): Start | null {
  const started = startedProgram(dockerfile);
  const isNode = ['node', '/usr/local/bin/node'].includes(started?.words[0] ?? '');
  if (!started?.needsNoShell || !isNode || started.words.length < 2) return null;
  const [entrypoint, command] = [lastOf(dockerfile, 'ENTRYPOINT'), lastOf(dockerfile, 'CMD')];
  const first = entrypoint?.json?.[0];
  if (!entrypoint) return command ? withoutFirst(command, 1) : null;
  if (!first) return null;
  const words = [nodePath, ...wordsOf(entrypoint).slice(1)];
  const said = ` node lies at ${nodePath} there, so that ENTRYPOINT names it.`;
  return { edits: [replaced(first, `"${nodePath}"`)], alters: { entrypoint: JSON.stringify(words) }, said };
}

function startOfJava(dockerfile: Dockerfile): Start | null {
  const started = startedProgram(dockerfile);
  const [program, option, file] = started?.words ?? [];
  if (!started?.needsNoShell || program !== 'java' || startedJar(dockerfile) === null) return null;
  const [entrypoint, command] = [lastOf(dockerfile, 'ENTRYPOINT'), lastOf(dockerfile, 'CMD')];
  if (entrypoint) return { edits: [], alters: {}, said: '' };
  if (!command) return null;
  if (option === '-jar' && file?.endsWith('.jar')) return withoutFirst(command, 2);
  const { start, end } = command.keywordSpan;
  const text = writtenLike(dockerfile, command, 'ENTRYPOINT');
  const said =
    ' Its own ENTRYPOINT is java -jar, so that CMD becomes ENTRYPOINT: what follows the name of the image in docker run comes behind the jar from then on.';
  return { edits: [{ start, end, text }], alters: { entrypoint: JSON.stringify(wordsOf(command)), command: '' }, said };
}

/** node by its path, as no shell and no PATH finds it; null for a check that calls anything else. */
function checkEdits(dockerfile: Dockerfile, program: 'node' | 'java'): TextEdit[] | null {
  const check = lastOf(dockerfile, 'HEALTHCHECK');
  if (!check || check.words[0]?.value.toUpperCase() === 'NONE') return [];
  const [first] = check.json ?? [];
  if (first?.value !== program) return null;
  return program === 'node' ? [replaced(first, `"${nodePath}"`)] : [];
}

/** It was root’s until now: what it finds in its folder goes on to be its own. */
function ownedCopies({ dockerfile }: RewriteContext, instructions: readonly Instruction[]): TextEdit[] {
  const { workingDirectory } = runtimeConfigOf(dockerfile);
  if (workingDirectory === '/' || instructions.some(({ keyword }) => keyword === 'USER')) return [];
  return instructions.flatMap((copy) => {
    const target = copy.keyword === 'COPY' ? copyTarget(dockerfile, copy) : null;
    const isOwned = copy.flags.some(({ name }) => name === 'chown');
    return target && isBelow(target, workingDirectory) && !isOwned ? [addFlag(copy, `--chown=${nonrootOwner}`)] : [];
  });
}

const settings: ReadonlySet<string> = new Set(['ENV', 'ARG', 'WORKDIR', 'LABEL']);

/** `RUN --mount=type=bind,from=base`. */
const mountsFrom = ({ keyword, flags }: Instruction, { name }: Stage): boolean =>
  keyword === 'RUN' &&
  name !== null &&
  flags.some(({ value }) => value?.toLowerCase().includes(`from=${name.toLowerCase()}`));

/** Nothing but the final stage is built on the stage, or takes files from it. */
function isForFinalAlone(context: RewriteContext, stage: Stage, chain: readonly Stage[]): boolean {
  const { dockerfile } = context;
  const users = dockerfile.stages.filter(({ baseStage }) => baseStage === stage.index);
  return (
    users.every((user) => chain.includes(user)) &&
    dockerfile.instructions.every((one) => fromStage(context, one)?.stage !== stage && !mountsFrom(one, stage))
  );
}

/** Puts the final stage on another image, and leaves a stage that others are built on as it is. */
function rebased(context: RewriteContext, chain: readonly Stage[], target: string): TextEdit[] | null {
  const { dockerfile, finalStage } = context;
  const [root] = chain;
  const [word] = root?.from.words ?? [];
  if (!root || !word) return null;
  if (chain.every((stage) => isForFinalAlone(context, stage, chain))) return [replaced(word, target)];
  const shared = root.instructions.slice(1);
  const [own] = finalStage.from.words;
  if (chain.length !== 2 || !own || !shared.every(({ keyword }) => settings.has(keyword))) return null;
  const lines = shared.flatMap((one) => repeated(dockerfile, one) ?? []);
  if (lines.length < shared.length) return null;
  return [replaced(own, target), ...(lines.length > 0 ? [insertAfter(dockerfile, finalStage.from, ...lines)] : [])];
}

/** What has to be done for it is done here: the check names its program by the path, USER is a number. */
const carriedOut: ReadonlySet<string> = new Set(['health check', 'user']);

/**
 * It runs there by all that the image shows. How it starts is the Dockerfile’s to say, which starts node or java without a shell by now:
 * the image may have been built before that.
 */
const fits = ({ reasons }: Compatibility): boolean =>
  reasons.every(({ weight, aspect }) => {
    if (aspect === 'start') return true;
    return weight === 'needs' ? carriedOut.has(aspect) : weight !== 'against' && weight !== 'unknown';
  });

const programOf = (image: string): 'node' | 'java' | null => {
  const name = familyOf(image)?.names[0];
  if (name === 'node') return 'node';
  return name === 'eclipse-temurin' ? 'java' : null;
};

export const distrolessRuntime: Rewrite = {
  id: 'distroless-runtime',
  profile: 'smallest',
  once: true,
  propose(context) {
    const { dockerfile, finalStage, image } = context;
    const chain = [...stageAncestry(dockerfile, finalStage)].reverse();
    const [root = finalStage] = chain;
    const base = root.image;
    const program = image ? programOf(base) : null;
    if (!image || !program || parseReference(base)?.pinned !== false || findBase(base)?.variant.libc !== 'glibc')
      return [];
    const smaller = smallerBases(base).find(({ variant }) => variant.kind === 'distroless');
    const start = program === 'node' ? startOfNode(dockerfile) : startOfJava(dockerfile);
    const check = checkEdits(dockerfile, program);
    const own = chain.flatMap(({ instructions }) => instructions.slice(1));
    const ports = runtimeConfigOf(dockerfile).exposed.map((port) => Number.parseInt(port, 10));
    if (!smaller || !start || !check || asksForRoot(own) || ports.some((port) => !(port >= 1024))) return [];
    const said = image.compatibilityOf(base, prunedDirectory(context)).find(({ target }) => target === 'distroless');
    const onIt = said && fits(said) ? onDistroless(context, own) : null;
    const moved = onIt && rebased(context, chain, smaller.reference);
    if (!onIt || !moved) return [];
    const { reference } = smaller;
    const called = program === 'node' ? 'Node.js' : 'Java';
    return [
      {
        at: root.from,
        title: `Run on ${reference}: ${called} without a system around it`,
        why: `It has ${called}, its libraries, certificates and time zones, and neither a shell nor packages that could have weaknesses.${start.said} The program runs as the user 65532. Nobody can open a shell in the container: use kubectl debug or docker debug.`,
        evidence: `The final stage runs nothing that the program needs, no shell starts the program or checks it, and of what came above the base image nothing was compiled for another system.`,
        edits: [...moved, ...onIt, ...start.edits, ...check, ...ownedCopies(context, own)],
        risk: 'test',
        test: `Start it and use each of its parts: one that calls another program, or sh, finds none. Let it write wherever it writes: uploads, caches, logs. Compare the version of ${called} with that of today.`,
        claims: null,
        range: rangeOfBase(base, reference, null),
        alters: start.alters,
      },
    ];
  },
};
