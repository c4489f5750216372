import type { Instruction } from '../../dockerfile/model.ts';
import { copiesContext, copyPlaces, directoryAt } from '../../dockerfile/places.ts';
import { chainOf } from '../../dockerfile/shell-chain.ts';
import { unlockedVerb } from '../../lint/node-install.ts';
import { lockFiles, nodeInstallIn } from '../node/node-install.ts';
import type { Proposal, Rewrite, RewriteContext } from '../rewrite.ts';
import { hasOption } from '../shell-chain.ts';
import type { TextEdit } from '../tracked-text.ts';

/** Where no image tells, the folder does: all of it was copied to where the install runs. */
function lockInFolder(
  { dockerfile, folder, witnessOf }: RewriteContext,
  before: readonly Instruction[],
  directory: string | null,
  names: readonly string[],
): string | null {
  const brings = before.some(
    (copy) =>
      copiesContext(dockerfile, copy) && copyPlaces(dockerfile, copy)?.destination === directory && !witnessOf(copy),
  );
  const name = brings ? names.find((lock) => folder?.has(lock)) : undefined;
  return name === undefined ? null : `the folder has ${name}`;
}

/** The lock file that a COPY brings before the install: named in it, or shown by its layer. */
function findLock(context: RewriteContext, run: Instruction, names: readonly string[]): string | null {
  const { dockerfile, image } = context;
  const directory = directoryAt(dockerfile, run);
  const before = (dockerfile.stages[run.stage]?.instructions ?? []).filter(({ start }) => start < run.start);
  for (const copy of before) {
    const places = copyPlaces(dockerfile, copy);
    const named = names.find((name) =>
      places?.sources.some((source) => source === name || source.endsWith(`/${name}`)),
    );
    if (named) return `${named} is copied before it`;
  }
  // Where it came with COPY . ., the image can tell; one that npm wrote itself lies in another layer.
  for (const copy of dockerfile.instructions) {
    if (!image || directory === null || !copyPlaces(dockerfile, copy)) continue;
    const found = image.copiesBelow(
      context.layersOf(copy),
      names.map((name) => `${directory}/${name}`),
    )[0];
    if (found && before.includes(copy)) return `layer ${found.layer} brought ${found.path}`;
  }
  return lockInFolder(context, before, directory, names);
}

function proposeFor(context: RewriteContext, run: Instruction): Proposal[] {
  const { dockerfile } = context;
  const chain = chainOf(dockerfile, run);
  const install = chain ? nodeInstallIn(chain) : null;
  if (!install) return [];
  const { command, manager } = install;
  const verb =
    manager === 'npm' ? unlockedVerb(command) : command.args.find(({ value }) => ['install', 'i'].includes(value));
  const frozen = hasOption(command, '--frozen-lockfile', '--immutable', '--no-lockfile', '--no-frozen-lockfile');
  if (frozen || (manager === 'npm' && !verb)) return [];
  const lock = findLock(context, run, lockFiles[manager]);
  if (!lock) return [];
  const end = (verb ?? command.nameSpan ?? command).end;
  // What holds to the lock file is called --immutable since version 2: https://yarnpkg.com/cli/install
  const isBerry =
    manager === 'yarn' && context.ecosystems.some(({ id, tool }) => id === 'node' && tool === 'Yarn berry');
  const option = isBerry ? '--immutable' : '--frozen-lockfile';
  const edit: TextEdit =
    manager === 'npm' && verb
      ? { start: verb.start, end: verb.end, text: 'ci' }
      : { start: end, end, text: ` ${option}` };
  return [
    {
      at: run,
      title:
        manager === 'npm'
          ? 'Install exactly what the lock file says, with npm ci'
          : `Install exactly what the lock file says, with ${manager} ${option}`,
      why: 'A plain install may take newer versions than the ones you tested and then rewrites the lock file inside the image. This way the build stops where package.json and lock file disagree.',
      evidence: `Line ${context.lineOf(run)} installs without holding to the lock file; ${lock}.`,
      edits: [edit],
      risk: 'check',
      test: 'Build it: the install ends with an error where the lock file does not fit package.json.',
      claims: null,
    },
  ];
}

export const lockedInstall: Rewrite = {
  id: 'locked-install',
  profile: 'safe',
  propose: (context) => context.dockerfile.instructions.flatMap((run) => proposeFor(context, run)),
};
