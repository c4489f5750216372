import type { Instruction, Stage, Word } from '../../dockerfile/model.ts';
import { copyTarget, directoryAt, resolvePath } from '../../dockerfile/places.ts';
import { familyOf, findBase, parseReference } from '../base-images.ts';
import { rangeOfBase } from '../base-range.ts';
import { removeInstruction } from '../edits.ts';
import { goBuilds } from '../go-build.ts';
import { goProjectOf } from '../go-project.ts';
import { installsRuntimePackages, makesUsers } from '../split-stage.ts';
import { checksOnlyWith, programMeant, startedProgram } from '../started-program.ts';
import { runtimeConfigOf } from '../runtime-config.ts';
import type { Rewrite, RewriteContext } from '../rewrite.ts';
import type { TextEdit } from '../tracked-text.ts';

const target = 'gcr.io/distroless/static-debian12:nonroot';
/** nonroot, and its group. */
const owner = '65532:65532';

/** What distroless has of its own. */
const present: ReadonlySet<string> = new Set([
  '/etc/ssl/certs/ca-certificates.crt',
  '/usr/share/zoneinfo',
  '/usr/share/zoneinfo/',
]);

interface BroughtFile {
  readonly copy: Instruction;
  readonly stage: Stage;
  readonly sources: readonly string[];
}

/** A COPY out of a stage of this Dockerfile. */
function fromStage({ dockerfile }: RewriteContext, copy: Instruction): BroughtFile | null {
  const from = copy.keyword === 'COPY' ? copy.flags.find(({ name }) => name === 'from')?.value : undefined;
  const stage = dockerfile.stages.find(
    ({ name, index }) => name?.toLowerCase() === from?.toLowerCase() || String(index) === from,
  );
  const words = (copy.json ?? copy.words).map(({ value }) => value);
  return from && stage ? { copy, stage, sources: words.slice(0, -1) } : null;
}

/** Where the programs that `go build` made without C lie in the final image. */
function staticPrograms(context: RewriteContext): string[] {
  const { dockerfile, finalStage } = context;
  const { module } = goProjectOf(context);
  return finalStage.instructions.flatMap((copy) => {
    const brought = fromStage(context, copy);
    const to = copyTarget(dockerfile, copy);
    const [source] = brought?.sources ?? [];
    if (!brought || to === null || brought.sources.length !== 1 || source === undefined) return [];
    const builds = goBuilds(context, brought.stage, module) ?? [];
    const isBuilt = builds.some(({ program, isStatic }) => isStatic && program === resolvePath('/', source));
    const written = (copy.json ?? copy.words).at(-1)?.value ?? '';
    const isFolder = /(?:\/|^\.|\/\.)$/.test(written) || to === directoryAt(dockerfile, copy);
    return isBuilt ? [isFolder ? resolvePath(to, source.split('/').at(-1) ?? '') : to] : [];
  });
}

const isNumber = (name: string): boolean => /^\d+(?::\d+)?$/.test(name);

/** Users of the old base are not there: the files and the program become those of nonroot. */
function ownerEdits(instruction: Instruction): TextEdit[] | null {
  const { keyword, words, flags } = instruction;
  const chown = flags.find(({ name }) => name === 'chown');
  if (chown?.value?.includes('$')) return null;
  if (chown && !isNumber(chown.value ?? '')) return [{ start: chown.start, end: chown.end, text: `--chown=${owner}` }];
  const [user] = keyword === 'USER' ? words : [];
  if (user?.value.includes('$')) return null;
  return user && !isNumber(user.value) ? [{ start: user.start, end: user.end, text: owner }] : [];
}

function editsFor(context: RewriteContext, word: Word): TextEdit[] | null {
  const { dockerfile, finalStage } = context;
  const edits: TextEdit[] = [{ start: word.start, end: word.end, text: target }];
  for (const instruction of finalStage.instructions.slice(1)) {
    const { keyword } = instruction;
    if (keyword === 'VOLUME' || keyword === 'SHELL' || keyword === 'ONBUILD' || keyword === 'ADD') return null;
    const sources = fromStage(context, instruction)?.sources ?? [];
    const isPresent = sources.length > 0 && sources.every((source) => present.has(source));
    if (keyword === 'RUN' && !installsRuntimePackages(dockerfile, instruction) && !makesUsers(dockerfile, instruction))
      return null;
    const owned =
      keyword === 'RUN' || isPresent ? [removeInstruction(dockerfile, instruction)] : ownerEdits(instruction);
    if (!owned) return null;
    edits.push(...owned);
  }
  return edits;
}

/** A root that the Dockerfile asks for is meant. */
const asksForRoot = ({ finalStage }: RewriteContext): boolean =>
  finalStage.instructions.some(
    ({ keyword, words }) => keyword === 'USER' && /^(?:0|root)(?::|$)/.test(words[0]?.value ?? ''),
  );

const replaceable: ReadonlySet<string> = new Set(['debian', 'ubuntu', 'alpine', 'busybox']);

export const distrolessGo: Rewrite = {
  id: 'distroless-go',
  profile: 'smallest',
  once: true,
  propose(context) {
    const { dockerfile, finalStage } = context;
    const [word] = finalStage.from.words;
    // What is pinned by its digest would no longer be.
    if (parseReference(finalStage.image)?.pinned !== false) return [];
    const isBase = familyOf(finalStage.image)?.names.some((name) => replaceable.has(name)) === true;
    const ports = runtimeConfigOf(dockerfile).exposed.map((port) => Number.parseInt(port, 10));
    if (
      !word ||
      !isBase ||
      finalStage.baseStage !== null ||
      ports.some((port) => !(port >= 1024)) ||
      asksForRoot(context)
    )
      return [];
    const started = startedProgram(dockerfile);
    const programs = started?.needsNoShell ? staticPrograms(context) : [];
    const program = programs.length > 0 ? programMeant(dockerfile, started?.words[0] ?? '', programs) : null;
    const edits = program !== null && checksOnlyWith(dockerfile, programs) ? editsFor(context, word) : null;
    if (!edits || program === null) return [];
    const lacks = findBase(finalStage.image)?.variant.shell ?? 'a shell';
    return [
      {
        at: finalStage.from,
        title: 'Run on distroless: certificates, time zones, a user and nothing else',
        why: `A program without C needs nothing of ${finalStage.image}. ${target} has certificates, time zones and the user nonroot, and neither a shell nor packages that could have weaknesses. scratch would be 2 MB less, and lack those. Without ${lacks}, nobody can open a shell in the container: use kubectl debug or docker debug.`,
        evidence: `${program} is built with CGO_ENABLED=0, and nothing else of the final stage is run.`,
        edits,
        risk: 'test',
        test: 'Start the program, call an HTTPS address, and let it write wherever it writes: it runs as the user 65532, who owns nothing but /home/nonroot and may write to /tmp.',
        claims: null,
        range: rangeOfBase(finalStage.image, target, null),
      },
    ];
  },
};
