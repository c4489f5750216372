import { copyTarget, directoryAt, resolvePath } from '../../dockerfile/places.ts';
import { familyOf, findBase, parseReference } from '../base-image/base-images.ts';
import { rangeOfBase } from '../base-image/base-range.ts';
import { asksForRoot, fromStage, onDistroless, replaced } from '../base-image/distroless-stage.ts';
import { goBuilds } from '../go/go-build.ts';
import { goProjectOf } from '../go/go-project.ts';
import { checksOnlyWith, programMeant, startedProgram } from '../started-program.ts';
import { runtimeConfigOf } from '../runtime-config.ts';
import type { Rewrite, RewriteContext } from '../rewrite.ts';

const target = 'gcr.io/distroless/static-debian13:nonroot';

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
      asksForRoot(finalStage.instructions)
    )
      return [];
    const started = startedProgram(dockerfile);
    const programs = started?.needsNoShell ? staticPrograms(context) : [];
    const program = programs.length > 0 ? programMeant(dockerfile, started?.words[0] ?? '', programs) : null;
    const isKnown = program !== null && checksOnlyWith(dockerfile, programs);
    const edits = isKnown ? onDistroless(context, finalStage.instructions.slice(1)) : null;
    if (!edits || program === null) return [];
    const lacks = findBase(finalStage.image)?.variant.shell ?? 'a shell';
    return [
      {
        at: finalStage.from,
        title: 'Run on distroless: certificates, time zones, a user and nothing else',
        why: `A program without C needs nothing of ${finalStage.image}. ${target} has certificates, time zones and the user nonroot, and neither a shell nor packages that could have weaknesses. scratch would be 2 MB less, and lack those. Without ${lacks}, nobody can open a shell in the container: use kubectl debug or docker debug.`,
        evidence: `${program} is built with CGO_ENABLED=0, and nothing else of the final stage is run.`,
        edits: [replaced(word, target), ...edits],
        risk: 'test',
        test: 'Start the program, call an HTTPS address, and let it write wherever it writes: it runs as the user 65532, who owns nothing but /home/nonroot and may write to /tmp.',
        claims: null,
        range: rangeOfBase(finalStage.image, target, null),
      },
    ];
  },
};
