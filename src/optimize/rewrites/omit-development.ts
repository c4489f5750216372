import type { Instruction } from '../../dockerfile/model.ts';
import { chainOf } from '../../dockerfile/shell-chain.ts';
import { directoryAt } from '../../dockerfile/places.ts';
import { nodeInstall, omitsDevelopment } from '../../lint/node-install.ts';
import { valueAt } from '../../lint/variables.ts';
import { describeCopies, type PlacedCopy } from '../evidence.ts';
import { liesInPackage } from '../node/lies-in-package.ts';
import { developmentAtStart } from '../node/node-development.ts';
import { nodeInstallIn, type NodeManager } from '../node/node-install.ts';
import { startsScriptOfAnInstall } from '../node/node-lifecycle.ts';
import { nodeProjectOf } from '../node/node-project.ts';
import { isOfSystem } from '../node/pruned-packages.ts';
import { instructionsBehind } from '../removals.ts';
import type { Proposal, Rewrite, RewriteContext } from '../rewrite.ts';
import { commandsOf } from '../shell-chain.ts';

type Fields = Readonly<Record<string, unknown>>;

const options: Readonly<Record<NodeManager, string>> = {
  npm: '--omit=dev',
  yarn: '--production',
  pnpm: '--prod',
  bun: '--production',
};

const isRecord = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

const namesIn = (value: unknown): string[] => (isRecord(value) ? Object.keys(value) : []);

/** Nothing behind the install builds or tests; what builds before it has what it needs. */
function isOnlyRun({ dockerfile }: RewriteContext, run: Instruction): boolean {
  const chain = chainOf(dockerfile, run);
  const isAlone = chain?.isPlain && chain.parts.every(({ simple }) => simple && (nodeInstall(simple) || simple.name === 'npm' && simple.args[0]?.value === 'cache')); // prettier-ignore
  const behind = instructionsBehind(dockerfile, run).filter(({ keyword }) => keyword === 'RUN');
  return isAlone === true && behind.every((other) => isOfSystem(dockerfile, other));
}

/** What the layers from the install on store of these packages; null where no image tells which they are. */
function developmentCopies(context: RewriteContext, run: Instruction): readonly PlacedCopy[] | null {
  const image = context.witnessOf(run);
  const directory = directoryAt(context.dockerfile, run);
  const folders = image && directory !== null ? image.developmentIn(directory) : null;
  const [first] = context.layersOf(run);
  if (!image || !folders || first === undefined) return null;
  return image.remembered(['development-copies', first, [...folders]], () => {
    const layers = Array.from({ length: image.rootfs.columns.layerCount - first }, (_, index) => first + index);
    return layers.flatMap((layer) => image.copiesIn(layer).filter(({ path }) => liesInPackage(path, folders)));
  });
}

function proposeFor(context: RewriteContext, run: Instruction, fields: Fields): Proposal[] {
  const { dockerfile } = context;
  const chain = chainOf(dockerfile, run);
  const install = chain ? nodeInstallIn(chain) : null;
  const given = install ? nodeInstall(install.command) : null;
  if (!install || !given || !context.isShipped(run) || omitsDevelopment(given)) return [];
  const isSaid = install.command.args.some(({ value }) =>
    /^--(?:include|also|production|omit|only|prod)\b/.test(value),
  );
  const isSet = ['NODE_ENV', 'NPM_CONFIG_PRODUCTION', 'NPM_CONFIG_OMIT'].some((name) => valueAt(dockerfile, run, name));
  const isBerry = install.manager === 'yarn' && context.ecosystems.some(({ tool }) => tool === 'Yarn berry');
  if (isSaid || isSet || isBerry || !isOnlyRun(context, run)) return [];
  const names = namesIn(fields.devDependencies);
  const [verb] = given.operands;
  const end = (verb ?? install.command.nameSpan ?? install.command).end;
  const some = names.slice(0, 3).join(', ');
  const option = options[install.manager];
  const copies = developmentCopies(context, run);
  const taken = copies ? ` The image holds ${describeCopies(copies)} of them and of what they need.` : '';
  return [
    {
      at: run,
      title: `Leave out development dependencies, with ${option}`,
      why: 'Test runners, linters and compilers take space, and each of them may have a hole. Nothing is built in this Dockerfile behind the install, and what the container starts calls none of them.',
      evidence: `package.json lists ${names.length} of them, such as ${some}; line ${context.lineOf(run)} installs them, too, and no later line builds.${taken}`,
      edits: [{ start: end, end, text: ` ${option}` }],
      risk: 'test',
      test: 'Start the program and use it: a package that it needs and that is only listed under devDependencies would be missing.',
      claims: copies?.map(({ event }) => event) ?? null,
    },
  ];
}

export const omitDevelopment: Rewrite = {
  id: 'omit-development',
  profile: 'balanced',
  once: true,
  propose(context) {
    const { dockerfile, folder, finalStage } = context;
    const project = folder ? nodeProjectOf(folder) : null;
    const fields = project?.fields;
    if (!project || !fields || project.packages.length > 0 || namesIn(fields.devDependencies).length === 0) return [];
    if (startsScriptOfAnInstall(fields)) return [];
    const runs = dockerfile.instructions.filter(({ keyword }) => keyword === 'RUN');
    const installs = runs.filter((run) => commandsOf(dockerfile, run).some((command) => nodeInstall(command)));
    const [run] = installs;
    const isOnlyOne = installs.length === 1 && run?.stage === finalStage.index;
    return run && isOnlyOne && !developmentAtStart(context) ? proposeFor(context, run, fields) : [];
  },
};
