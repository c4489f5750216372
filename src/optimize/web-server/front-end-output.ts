// The folder that a build of a front end writes, by the command that builds.
import { directoryAt, resolvePath } from '../../dockerfile/places.ts';
import type { Instruction } from '../../dockerfile/model.ts';
import { configText } from '../node/node-project.ts';
import { commandsThrough, type StartedCommand } from '../node/node-start.ts';
import { readPackage } from '../node/package-json.ts';
import type { ProjectFolder } from '../project-folder.ts';
import type { RewriteContext } from '../rewrite.ts';

export interface FrontEndOutput {
  /** In the image. */
  readonly folder: string;
  /** `vite build`. */
  readonly by: string;
}

export function optionOf(args: readonly string[], ...names: string[]): string | null {
  for (const [at, word] of args.entries()) {
    const [name = '', value] = word.split('=', 2);
    if (names.includes(name)) return value ?? args[at + 1] ?? null;
  }
  return null;
}

/** `outDir: 'site'` of a configuration; undefined where it has none, null where it is no plain text, or nobody read it. */
export function settingIn(folder: ProjectFolder | null, tool: string, setting: string): string | null | undefined {
  if (!folder) return undefined;
  if (!folder.namesIn('').some((name) => name.startsWith(`${tool}.config.`))) return undefined;
  const text = configText(folder, tool);
  if (text === null) return null;
  if (!text.includes(setting)) return undefined;
  return new RegExp(`\\b${setting}\\s*:\\s*['"]([\\w./-]{1,200})['"]`).exec(text)?.[1] ?? null;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `outputPath` of the only project in angular.json. */
function angularOutput(folder: ProjectFolder | null): string | null {
  const fields = readPackage(folder?.textOf('angular.json') ?? '');
  const projects = isRecord(fields?.projects) ? Object.values(fields.projects).filter(isRecord) : [];
  const [project] = projects;
  const targets = isRecord(project?.architect) ? project.architect : project?.targets;
  const build = isRecord(targets) && isRecord(targets.build) ? targets.build : null;
  const path = isRecord(build?.options) ? build.options.outputPath : undefined;
  return projects.length === 1 && typeof path === 'string' && !path.includes('$') ? path : null;
}

/** Relative to where it builds; null where it builds no front end, or nobody knows where to. */
export function frontEndFolder(
  { name, args, assignments, manifest }: StartedCommand,
  folder: ProjectFolder | null,
): string | null {
  // Configurations of a package in a folder of its own are not looked for.
  const project = manifest?.folder === '' ? folder : null;
  const builds = args[0] === 'build' || (name === 'vite' && args[0] === 'build');
  if (!builds) return null;
  if (name === 'vite') return optionOf(args, '--outDir') ?? orUsual(settingIn(project, 'vite', 'outDir'), 'dist');
  if (name === 'vue-cli-service')
    return optionOf(args, '--dest') ?? orUsual(settingIn(project, 'vue', 'outputDir'), 'dist');
  if (name === 'react-scripts') return assignments.some((one) => one.startsWith('BUILD_PATH=')) ? null : 'build';
  if (name === 'parcel') return optionOf(args, '--dist-dir', '-d') ?? 'dist';
  return name === 'ng' ? (optionOf(args, '--output-path') ?? angularOutput(project)) : null;
}

export const orUsual = (setting: string | null | undefined, usual: string): string | null =>
  setting === undefined ? usual : setting;

/** What a RUN that builds a front end makes; null where it is none. */
export function frontEndOutput(context: RewriteContext, run: Instruction): FrontEndOutput | null {
  const directory = directoryAt(context.dockerfile, run);
  if (run.keyword !== 'RUN' || directory === null) return null;
  for (const command of commandsThrough(context, run).commands) {
    const path = frontEndFolder(command, context.folder);
    if (path !== null) return { folder: resolvePath(directory, path), by: `${command.name} build` };
  }
  return null;
}
