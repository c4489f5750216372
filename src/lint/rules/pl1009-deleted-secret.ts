import type { Dockerfile, Instruction, Stage, Word } from '../../dockerfile/model.ts';
import { copyPlaces, directoryAt, isWholeContext, resolvePath } from '../../dockerfile/places.ts';
import { commandsOf } from '../commands.ts';
import { contextSources } from '../context-source.ts';
import { keptStages } from '../kept-stages.ts';
import type { Rule } from '../rule.ts';
import { secretFolders } from '../../build-context/risky-kinds.ts';
import { secretKindOf } from '../secret-files.ts';

/** A path that an `rm` of a later instruction takes away. */
interface Removed {
  readonly run: Instruction;
  /** Absolute; for `folder/*` the folder. */
  readonly path: string;
  /** `folder/*`, which leaves names that begin with a dot. */
  readonly isPattern: boolean;
  /** Where the command begins. */
  readonly start: number;
}

/** A file that a COPY or ADD brings, or may bring. */
interface Copied {
  readonly copy: Instruction;
  readonly source: Word;
  readonly paths: readonly string[];
}

const removers: ReadonlySet<string> = new Set(['rm', 'shred', 'unlink']);

function removedBy(dockerfile: Dockerfile, run: Instruction): Removed[] {
  const commands = commandsOf(dockerfile, run);
  if (!commands.some(({ name }) => removers.has(name))) return [];
  const moves = commands.some(({ invoked }) => invoked === 'cd' || invoked === 'pushd');
  const directory = moves ? null : directoryAt(dockerfile, run);
  return commands
    .filter(({ name }) => removers.has(name))
    .flatMap(({ args, start }) =>
      args.flatMap(({ value }) => {
        const path = value.replace(/^(?:~|\$HOME|\$\{HOME\})\//, '/root/').replace(/\/\*$/, '');
        if (path.startsWith('-') || /[$*?[{]/.test(path) || (directory === null && !path.startsWith('/'))) return [];
        return [{ run, start, path: resolvePath(directory ?? '/', path), isPattern: value.endsWith('/*') }];
      }),
    );
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const isBelow = (path: string, folder: string): boolean =>
  folder === '/' || path === folder || path.startsWith(`${folder}/`);

function takesAway({ path, isPattern }: Removed, file: string): boolean {
  if (!isBelow(file, path)) return false;
  return !isPattern || !file.slice(path === '/' ? 0 : path.length).startsWith('/.');
}

/** The sources of a COPY or ADD that are secrets by their names; `.npmrc*` is copied where it exists. */
function secretsOf(dockerfile: Dockerfile, copy: Instruction): Copied[] {
  const places = copyPlaces(dockerfile, copy);
  if (!places) return [];
  return contextSources(copy).flatMap((source) => {
    const name = nameOf(source.value.replace(/\*$/, '').replace(/\/$/, ''));
    const inside = resolvePath(places.destination, name);
    if (secretFolders.has(name)) return [{ copy, source, paths: [places.destination] }];
    const paths = places.intoDirectory ? [inside] : [places.destination, inside];
    const isSecret = secretKindOf(`/${source.value.replace(/\*$/, '')}`) ?? secretKindOf(places.destination);
    return isSecret ? [{ copy, source, paths }] : [];
  });
}

/** What nobody but the build context can have brought: a COPY of everything, and no RUN that names the file. */
function broughtAlong(dockerfile: Dockerfile, stage: Stage, { run, path, isPattern, start }: Removed): Copied | null {
  if (isPattern || secretKindOf(path) === null) return null;
  const before = stage.instructions.filter((instruction) => instruction.start < run.start);
  const copy = before.findLast((instruction) => copyPlaces(dockerfile, instruction)?.sources.some(isWholeContext));
  const source = copy && contextSources(copy).find(({ value }) => isWholeContext(value));
  if (!copy || !source || !isBelow(path, copyPlaces(dockerfile, copy)?.destination ?? path)) return null;
  const between = before.filter((other) => other.keyword === 'RUN' && other.start > copy.start);
  const isNamed = (text: string): boolean => text.includes(nameOf(path));
  if (between.some((other) => isNamed(dockerfile.text.slice(other.start, other.end)))) return null;
  return isNamed(dockerfile.text.slice(run.start, start)) ? null : { copy, source, paths: [path] };
}

/** Each is held against every COPY; nobody removes more in a stage. */
const removalLimit = 200;

function removalsOf(dockerfile: Dockerfile, stage: Stage): Removed[] {
  const removals: Removed[] = [];
  for (const instruction of stage.instructions) {
    if (instruction.keyword === 'RUN') removals.push(...removedBy(dockerfile, instruction));
    if (removals.length >= removalLimit) break;
  }
  return removals.slice(0, removalLimit);
}

function* deletedSecrets(dockerfile: Dockerfile, stage: Stage): Generator<Copied & { removed: Removed }> {
  const removals = removalsOf(dockerfile, stage);
  if (removals.length === 0) return;
  const told = new Set<string>();
  for (const secret of stage.instructions.flatMap((copy) => secretsOf(dockerfile, copy))) {
    const removed = removals.find(
      (removal) => removal.run.start > secret.copy.start && secret.paths.some((path) => takesAway(removal, path)),
    );
    if (!removed) continue;
    for (const path of secret.paths) told.add(path);
    yield { ...secret, removed };
  }
  for (const removed of removals) {
    const secret = told.has(removed.path) ? null : broughtAlong(dockerfile, stage, removed);
    told.add(removed.path);
    if (secret) yield { ...secret, removed };
  }
}

export const deletedSecret: Rule = {
  id: 'PL1009',
  source: 'plimsoll',
  severity: 'error',
  summary: 'A secret is copied, and removed in a later layer',
  help: 'Whoever has the image can take the file out of the layer below the one that removes it. Hand it to the RUN that reads it with --mount=type=secret, and replace a secret that has been in an image.',
  noFix:
    'The secret is in the image already and has to be replaced, and the RUN that reads it has to take it from a mount.',
  examples: {
    bad: ['COPY .npmrc ./\nRUN npm ci\nRUN rm .npmrc', 'COPY id_rsa /root/.ssh/\nRUN git clone a && rm -rf /root/.ssh'],
    good: ['RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci'],
  },
  check(dockerfile, report) {
    const kept = keptStages(dockerfile);
    for (const stage of dockerfile.stages.filter(({ index }) => kept.has(index))) {
      for (const { copy, source, paths, removed } of deletedSecrets(dockerfile, stage)) {
        const name = nameOf(isWholeContext(source.value) ? (paths[0] ?? '') : source.value.replace(/\/$/, ''));
        const message = `${name} is removed on line ${removed.run.line}, and stays in the layer that copied it`;
        report(copy, { at: source, message });
      }
    }
  },
};
