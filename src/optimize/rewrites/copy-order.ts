// What an edit of the program changes comes last: layers behind it are made, pushed and pulled again, whatever they hold.
import { formatBytes, type Bytes } from '../../bytes/units.ts';
import { lineEndOf, startWithComments } from '../../dockerfile/edits.ts';
import type { Dockerfile, Instruction, Stage } from '../../dockerfile/model.ts';
import { copyPlaces, copyTarget, isPlainPath, resolvePath } from '../../dockerfile/places.ts';
import { stageAncestry } from '../../dockerfile/stages.ts';
import { isManifestOrLock } from '../../build-cache/manifests.ts';
import { removeWithComment, sourceOf, sourceWithComment } from '../edits.ts';
import { isBelow } from '../evidence.ts';
import type { Proposal, Rewrite, RewriteContext } from '../rewrite.ts';
import { takenFromFolder } from '../taken-from-folder.ts';
import type { TextEdit } from '../tracked-text.ts';

/** Less is copied, pushed and pulled in no time. */
const worthMoving: Bytes = 1_000_000;

const isCopy = ({ keyword }: Instruction): boolean => keyword === 'COPY' || keyword === 'ADD';
const fileNameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const flagOf = ({ flags }: Instruction, name: string): string | null =>
  flags.find((flag) => flag.name === name)?.value ?? null;

const sourcesOf = ({ json, words }: Instruction): string[] =>
  (json ?? words).slice(0, -1).map(({ value }) => value.replace(/(?<=.)\/$/, ''));

/**
 * What an edit of the program makes of a COPY: it `changes`, or it stays and is large (`settled`, or installed `packages`).
 * `small`: not worth moving.
 */
type Kind = 'changes' | 'settled' | 'packages' | 'small';

interface Placed {
  readonly copy: Instruction;
  readonly kind: Kind;
  /** Of a stage that runs again after an edit, nobody can be sure that it makes the same files. */
  readonly isSure: boolean;
  /** Of what it takes of the folder; null where that is not known. */
  readonly bytes: Bytes | null;
}

const stageNamed = ({ stages }: Dockerfile, name: string): Stage | undefined =>
  stages.find((stage) => stage.name === name.toLowerCase() || String(stage.index) === name);

/** An edit of the program reaches the stage: it is given more of the folder than what names the packages. */
function takesProgram(dockerfile: Dockerfile, stage: Stage): boolean {
  const copies = [...stageAncestry(dockerfile, stage)].flatMap(({ instructions }) => instructions.filter(isCopy));
  return copies.some((copy) => !sourcesOf(copy).every((source) => isManifestOrLock(fileNameOf(source))));
}

function placedFromStage(dockerfile: Dockerfile, copy: Instruction, from: string): Placed {
  const stage = stageNamed(dockerfile, from);
  const names = sourcesOf(copy).map(fileNameOf);
  const isSure = !stage || !takesProgram(dockerfile, stage);
  const isSmall = isSure || names.every(isManifestOrLock);
  const kind = stage && names.every((name) => name === 'node_modules') ? 'packages' : isSmall ? 'small' : 'changes';
  return { copy, kind, isSure, bytes: null };
}

function placedOf(context: RewriteContext, copy: Instruction): Placed {
  const from = flagOf(copy, 'from');
  if (from !== null) return placedFromStage(context.dockerfile, copy, from);
  const isSure = true;
  if (sourcesOf(copy).every((source) => isManifestOrLock(fileNameOf(source))))
    return { copy, kind: 'small', isSure, bytes: null };
  const taken = takenFromFolder(context, copy);
  if (!taken || taken.holdsProgram) return { copy, kind: 'changes', isSure: false, bytes: null };
  return { copy, kind: taken.bytes >= worthMoving ? 'settled' : 'small', isSure, bytes: taken.bytes };
}

/** With these flags alone it is known what a COPY puts where. */
const knownFlags: ReadonlySet<string> = new Set(['from', 'chown', 'chmod', 'link']);

/** COPYs right behind each other; what stands between them may need one of them. */
function blocksOf(instructions: readonly Instruction[]): Instruction[][] {
  const blocks: Instruction[][] = [[]];
  for (const one of instructions) {
    const isPlain = one.keyword === 'COPY' && one.heredocs.length === 0;
    if (isPlain && one.flags.every(({ name }) => knownFlags.has(name))) blocks.at(-1)?.push(one);
    else blocks.push([]);
  }
  return blocks.filter((block) => block.length > 1);
}

/** Where the sources may come to lie: each at its own name, or merged into the target, where it may be a folder. */
function placesOf({ dockerfile, folder }: RewriteContext, copy: Instruction): string[] | null {
  const target = copyTarget(dockerfile, copy);
  const sources = sourcesOf(copy);
  const written = (copy.json ?? copy.words).at(-1)?.value ?? '';
  if (target === null || ![...sources, written].every(isPlainPath)) return null;
  const isInto = sources.length > 1 || written.endsWith('/') || /(?:^|\/)\.\.?$/.test(written);
  const isOfFolder = copyPlaces(dockerfile, copy) !== null;
  return sources.flatMap((source) => {
    const name = fileNameOf(source);
    const isFile = isOfFolder && folder ? folder.has(resolvePath('/', source).slice(1)) : /[^.]\.\w+$/.test(name);
    if (!isFile) return [target];
    return [isInto ? resolvePath(target, name) : target];
  });
}

/** One of them writes where the other one does, or their folders would get another owner. */
function depends(context: RewriteContext, one: Instruction, other: Instruction): boolean {
  const [own, others] = [placesOf(context, one), placesOf(context, other)];
  const isAlike = ['chown', 'chmod'].every((flag) => flagOf(one, flag) === flagOf(other, flag));
  if (!own || !others || !isAlike) return true;
  return own.some((path) => others.some((place) => isBelow(path, place) || isBelow(place, path)));
}

interface Late {
  /** Before it they are to stand. */
  readonly first: Instruction;
  readonly moved: readonly Placed[];
}

/** Those of a kind that stand behind the first one that `isBarrier`, and need nothing from there on. */
function behind(
  context: RewriteContext,
  placed: readonly Placed[],
  kind: Kind,
  isBarrier: (one: Placed) => boolean,
): Late[] {
  const at = placed.findIndex(isBarrier);
  const first = placed[at]?.copy;
  if (!first) return [];
  const rest = placed.slice(at);
  const isFree = ({ copy }: Placed, index: number): boolean =>
    rest.slice(0, index).every((other) => !depends(context, copy, other.copy));
  const moved = rest.filter((one, index) => one.kind === kind && isFree(one, index));
  return moved.length === 0 ? [] : [{ first, moved }];
}

/** What surely stays as it is first, then packages, each in their order. */
function lateCopies(context: RewriteContext, block: readonly Instruction[]): Late[] {
  const placed = block.map((copy) => placedOf(context, copy));
  return [
    ...behind(context, placed, 'settled', ({ isSure }) => !isSure),
    ...behind(context, placed, 'packages', ({ kind }) => kind === 'changes'),
  ];
}

/** Takes the COPYs with their comments above another one, and its comments. */
function move(dockerfile: Dockerfile, late: readonly Late[]): TextEdit[] {
  return late.flatMap(({ first, moved }) => {
    const at = startWithComments(dockerfile, first);
    const lines = moved.map(({ copy }) => `${sourceWithComment(dockerfile, copy)}${lineEndOf(dockerfile)}`);
    return [
      { start: at, end: at, text: lines.join('') },
      ...moved.map(({ copy }) => removeWithComment(dockerfile, copy)),
    ];
  });
}

const nameOf = (copy: Instruction): string => sourcesOf(copy).join(', ');

function evidenceOf({ dockerfile, lineOf }: RewriteContext, first: Instruction, moved: readonly Placed[]): string {
  const bytesByName = new Map<string, Bytes>();
  for (const { copy, bytes } of moved)
    bytesByName.set(nameOf(copy), (bytesByName.get(nameOf(copy)) ?? 0) + (bytes ?? 0));
  const said = [...bytesByName].map(([name, bytes]) => (bytes === 0 ? name : `${name} (${formatBytes(bytes)})`));
  const bytes = [...bytesByName.values()].reduce((sum, one) => sum + one, 0);
  const total = bytes === 0 ? '' : ` Of the folder, a build after an edit then copies ${formatBytes(bytes)} less.`;
  return `An edit of the program leaves ${said.join(', ')} ${said.length === 1 ? 'as it is, and it stands' : 'as they are, and they stand'} behind \`${sourceOf(dockerfile, first)}\` (line ${lineOf(first)}), which it may change.${total}`;
}

function proposeFor(context: RewriteContext, block: readonly Instruction[]): Proposal[] {
  const late = lateCopies(context, block);
  const [first] = late.map((one) => one.first);
  if (!first) return [];
  return [
    {
      at: first,
      title: 'Copy what an edit leaves as it is before what it changes',
      why: 'Layers behind a COPY whose files changed are made again, and pushed and pulled again, though they hold the same files. Before it, they are taken from the cache, and a registry has them already. It saves time, not bytes of the image.',
      evidence: evidenceOf(
        context,
        first,
        late.flatMap(({ moved }) => moved),
      ),
      edits: move(context.dockerfile, late),
      risk: 'check',
      test: 'Build it twice with an edit to a source file between: the second build must take these COPYs from its cache.',
      claims: null,
    },
  ];
}

export const copyOrder: Rewrite = {
  id: 'copy-order',
  profile: 'safe',
  propose: (context) => blocksOf(context.finalStage.instructions).flatMap((block) => proposeFor(context, block)),
};
