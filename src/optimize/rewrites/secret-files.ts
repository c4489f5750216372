import { formatBytes } from '../../bytes/units.ts';
import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import { copyPlaces, isRoot, resolvePath, userAt } from '../../dockerfile/places.ts';
import type { ShellCommand } from '../../dockerfile/shell.ts';
import { secretKindOf, type SecretKind } from '../../lint/secret-files.ts';
import { addFlag, removeInstruction, sourceOf } from '../edits.ts';
import { isBelow, sumOf } from '../evidence.ts';
import { instructionsBehind, removalsIn, withoutPaths, type Removal } from '../removals.ts';
import type { Proposal, Rewrite, RewriteContext } from '../rewrite.ts';
import { networkTools, secretId } from '../secret-kinds.ts';
import { commandsOf, isCall } from '../shell-chain.ts';
import { tellOfFile } from '../tell-leaks.ts';

interface CopiedSecret {
  readonly copy: Instruction;
  readonly source: string;
  readonly path: string;
  readonly kind: SecretKind;
  readonly removal: Removal;
}

/** A file that no name gives away, and that a secret was found in. */
const otherKind: SecretKind = { ends: [], tools: [] };

/** Where a COPY of one secret file puts it, if a later `rm` takes it away again. */
function findSecret(context: RewriteContext, copy: Instruction): CopiedSecret | null {
  const { dockerfile, image } = context;
  const places = copyPlaces(dockerfile, copy);
  const source = places?.sources[0];
  if (!places || source === undefined || places.sources.length !== 1) return null;
  const name = source.slice(source.lastIndexOf('/') + 1);
  const candidates = [places.destination, resolvePath(places.destination, name)];
  const behind = instructionsBehind(dockerfile, copy).flatMap((run) => removalsIn(dockerfile, run));
  for (const path of places.intoDirectory ? candidates.slice(1) : candidates) {
    const isLeaked = (image?.leaksIn(context.layersOf(copy), path).length ?? 0) > 0;
    const kind = secretKindOf(path) ?? secretKindOf(`/${name}`) ?? (isLeaked ? otherKind : null);
    const removal = behind.find(({ paths }) => paths.some((removed) => removed.path === path));
    if (kind && removal) return { copy, source, path, kind, removal };
  }
  return null;
}

/** A mounted secret cannot be changed, and another stage does not see it. */
function isHandledOtherwise(
  dockerfile: Dockerfile,
  { path, removal }: CopiedSecret,
  between: readonly Instruction[],
): boolean {
  return between.some((instruction) => {
    if (instruction.keyword === 'RUN' && instruction.start !== removal.run.start) {
      const changing = commandsOf(dockerfile, instruction).filter(({ name }) =>
        ['chmod', 'chown', 'cp', 'mv', 'sed', 'tee'].includes(name),
      );
      return changing.some(({ args }) => args.some(({ value }) => isBelow(path, value) && value !== '/'));
    }
    return instruction.keyword !== 'RUN' && sourceOf(dockerfile, instruction).includes(path);
  });
}

/** `npm run build` and its like run a script of the project; they do not ask a registry. */
const isOffline = (command: ShellCommand): boolean =>
  isCall(command, ['npm', 'yarn', 'pnpm'], 'run', 'run-script', 'start', 'test', 'config', 'build', 'prune');

function readers(dockerfile: Dockerfile, { kind, path }: CopiedSecret, runs: readonly Instruction[]): Instruction[] {
  const using = (tools: ReadonlySet<string>): Instruction[] =>
    runs.filter(
      (run) =>
        commandsOf(dockerfile, run).some((command) => tools.has(command.name) && !isOffline(command)) ||
        sourceOf(dockerfile, run).includes(path),
    );
  const own = using(new Set(kind.tools));
  return own.length > 0 ? own : using(networkTools);
}

function proposeFor(context: RewriteContext, secret: CopiedSecret): Proposal[] {
  const { dockerfile, image } = context;
  const { copy, source, path, removal } = secret;
  const between = instructionsBehind(dockerfile, copy).filter(({ start }) => start < removal.run.start);
  if (isHandledOtherwise(dockerfile, secret, between)) return [];
  const copies = context.witnessOf(copy)?.copiesBelow(context.layersOf(copy), [path]) ?? null;
  if (copies?.length === 0) return [];
  const runs = readers(
    dockerfile,
    secret,
    between.filter(({ keyword }) => keyword === 'RUN'),
  );
  const id = secretId(path);
  const mounts = runs.map((run) => {
    const mode = isRoot(userAt(dockerfile, run)) ? '' : ',mode=0444';
    return addFlag(run, `--mount=type=secret,id=${id},target=${path}${mode}`);
  });
  const hand =
    runs.length > 0 ? `Build with: docker build --secret id=${id},src=${source} .` : 'No RUN was found that reads it.';
  const leaks = image?.leaksIn(context.layersOf(copy), path) ?? [];
  const stored = copies && (leaks.length > 0 ? tellOfFile(leaks, path) : `${path} (${formatBytes(sumOf(copies))})`);
  const evidence = copies
    ? `Layer ${copies[0]?.layer} still holds ${stored}, though line ${context.lineOf(removal.run)} removes it.`
    : `Line ${context.lineOf(copy)} copies ${source}, line ${context.lineOf(removal.run)} removes it.`;
  return [
    {
      at: copy,
      title: `Hand ${source} to the build as a secret`,
      why: `A file that a later RUN removes stays in its layer, and whoever has the image can read it. A secret mount is there for one RUN and in no layer. ${hand} Whoever got this image may have the secret: replace it.`,
      evidence,
      edits: [removeInstruction(dockerfile, copy), ...mounts, ...withoutPaths(dockerfile, removal, [path])],
      risk: 'test',
      test: 'Build it with the secret as shown: the step that reads the file must find it.',
      claims: copies?.map(({ event }) => event) ?? null,
    },
  ];
}

export const secretFiles: Rewrite = {
  id: 'secret-file',
  profile: 'safe',
  propose(context) {
    return context.dockerfile.instructions.flatMap((copy) => {
      const secret = findSecret(context, copy);
      return secret ? proposeFor(context, secret) : [];
    });
  },
};
