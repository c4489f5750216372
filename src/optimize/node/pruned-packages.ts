// Whether the Dockerfile takes the development packages out of what the container gets. The image may still hold them: it was built
// from the Dockerfile as it was before.
import type { Dockerfile, Instruction, Stage } from '../../dockerfile/model.ts';
import { copyTarget, directoryAt } from '../../dockerfile/places.ts';
import { chainOf } from '../../dockerfile/shell-chain.ts';
import type { ShellCommand } from '../../dockerfile/shell.ts';
import { stageAncestry } from '../../dockerfile/stages.ts';
import { nodeInstall, omitsDevelopment } from '../../lint/node-install.ts';
import { fromStage } from '../base-image/distroless-stage.ts';
import { isBelow } from '../evidence.ts';
import type { RewriteContext } from '../rewrite.ts';
import { runtimeConfigOf } from '../runtime-config.ts';
import { commandsOf, isCall } from '../shell-chain.ts';
import { nodeInstaller } from './node-install.ts';

const systemTools: ReadonlySet<string> = new Set([
  'apk', 'apt-get', 'chown', 'chmod', 'mkdir', 'rm', 'useradd', 'adduser',
]); // prettier-ignore

/** The RUN is of the system: it neither builds nor installs packages of Node. */
export function isOfSystem(dockerfile: Dockerfile, run: Instruction): boolean {
  const commands = commandsOf(dockerfile, run);
  return commands.length > 0 && commands.every(({ name }) => systemTools.has(name));
}

const plainOptions: ReadonlySet<string> = new Set([
  'prune', '--omit=dev', '--production', '--ignore-scripts', '--no-audit', '--no-fund',
]); // prettier-ignore

/** `npm prune --omit=dev`, or an install of npm’s that leaves them out: both take away what an earlier one brought. */
function takesOut(command: ShellCommand): boolean {
  if (isCall(command, ['npm'], 'prune')) {
    const words = command.args.map(({ value }) => value);
    return words.some((word) => word === '--omit=dev' || word === '--production') && words.every((word) => plainOptions.has(word)); // prettier-ignore
  }
  const install = nodeInstaller(command) === 'npm' ? nodeInstall(command) : null;
  return install !== null && omitsDevelopment(install);
}

/** The last of its commands that is not for the cache takes them out, whatever else it did before. */
function endsPruned(dockerfile: Dockerfile, run: Instruction, directory: string): boolean {
  const commands = commandsOf(dockerfile, run).filter((command) => !isCall(command, ['npm'], 'cache'));
  const last = commands.at(-1);
  const isPlain = chainOf(dockerfile, run)?.isPlain === true && !commands.some(({ name }) => name === 'cd');
  return last !== undefined && takesOut(last) && isPlain && directoryAt(dockerfile, run) === directory;
}

const linesOf = (dockerfile: Dockerfile, stage: Stage): Instruction[] =>
  [...stageAncestry(dockerfile, stage)].reverse().flatMap(({ instructions }) => instructions.slice(1));

const overlap = (one: string, other: string): boolean => isBelow(one, other) || isBelow(other, one);

/** `COPY --from=build /app/node_modules ./node_modules`, or all of the directory. */
function bringsFrom(context: RewriteContext, copy: Instruction, directory: string): Stage | null {
  const brought = fromStage(context, copy);
  const places = [directory, `${directory}/node_modules`];
  const [source = '', ...others] = brought?.sources ?? [];
  const plain = source.endsWith('/') ? source.slice(0, -1) : source;
  const isWhole = others.length === 0 && places.includes(plain) && copyTarget(context.dockerfile, copy) === plain;
  return brought && isWhole ? brought.stage : null;
}

/** Names of the directory, none of them node_modules, and none a folder with packages of its own. */
function bringsNames(context: RewriteContext, copy: Instruction, directory: string): boolean {
  const sources = fromStage(context, copy)?.sources ?? [];
  const isName = (source: string): boolean =>
    /^[^/*?[$]+$/.test(source.slice(directory.length + 1)) &&
    isBelow(source, directory) &&
    source !== `${directory}/node_modules` &&
    context.image?.has(`${source}/node_modules`) === false;
  return sources.length > 0 && sources.every(isName);
}

/** What it brings lies elsewhere, or the image shows that no package is among it. */
function leavesPackages(context: RewriteContext, line: Instruction, directory: string): boolean {
  const { dockerfile, image } = context;
  if (line.keyword === 'RUN') return isOfSystem(dockerfile, line);
  if (line.keyword !== 'COPY' && line.keyword !== 'ADD') return true;
  const packages = `${directory}/node_modules`;
  const target = copyTarget(dockerfile, line);
  if (target !== null && !overlap(target, packages)) return true;
  if (bringsNames(context, line, directory)) return true;
  const layers = context.layersOf(line);
  const holds = (layer: number): boolean => image?.copiesIn(layer).some(({ path }) => isBelow(path, packages)) ?? true;
  return layers.length > 0 && !layers.some(holds);
}

/** The lines that the packages of the final stage come from, in order, without the COPY that brings them over. */
function linesBehind(context: RewriteContext, directory: string): Instruction[] {
  const own = linesOf(context.dockerfile, context.finalStage);
  const at = own.findLastIndex((line) => bringsFrom(context, line, directory) !== null);
  const stage = at < 0 ? null : bringsFrom(context, own[at]!, directory);
  if (!stage) return own;
  return [...linesOf(context.dockerfile, stage), ...own.filter((_, index) => index !== at)];
}

/** The directory whose development packages the image has, and the container of this Dockerfile will not; null where nobody can say so. */
export function prunedDirectory(context: RewriteContext): string | null {
  const { dockerfile, image } = context;
  const { workingDirectory: directory } = runtimeConfigOf(dockerfile);
  if (!image || directory === '/' || !image.developmentIn(directory)?.size) return null;
  const lines = linesBehind(context, directory);
  const at = lines.findLastIndex((line) => line.keyword === 'RUN' && endsPruned(dockerfile, line, directory));
  const isLast = at >= 0 && lines.slice(at + 1).every((line) => leavesPackages(context, line, directory));
  return isLast ? directory : null;
}
