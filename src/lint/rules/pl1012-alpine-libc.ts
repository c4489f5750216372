import type { Dockerfile, Instruction, Stage } from '../../dockerfile/model.ts';
import type { ShellCommand, ShellWord } from '../../dockerfile/shell.ts';
import { expandedCommandsOf } from '../expanded-commands.ts';
import { expandImage } from '../global-arguments.ts';
import { installedPackages, packageName } from '../installed-packages.ts';
import { withoutMuslWheel } from '../musl-wheels.ts';
import { nodeInstall } from '../node-install.ts';
import { hasOption } from '../options.ts';
import { packagesOf, pipInstall } from '../pip.ts';
import type { Rule } from '../rule.ts';

/** `Scikit_Learn[alldeps]>=1` by the name that the index knows it by. */
const wheelName = ({ value }: ShellWord): string =>
  (value.split(/[[=<>~!;@ ]/, 1)[0] ?? '').toLowerCase().replaceAll(/[._]/g, '-');

/** A package that pip gets from the index, and that has no wheel for musl. */
function wheelless(command: ShellCommand): ShellWord | null {
  const isUv = command.invoked === 'uv' && command.args[0]?.value === 'pip';
  const install = pipInstall(isUv ? { ...command, invoked: 'pip', args: command.args.slice(1) } : command);
  if (!install || hasOption(install, '-i', '--index-url', '--extra-index-url', '-f', '--find-links')) return null;
  return packagesOf(install).find((word) => withoutMuslWheel.has(wheelName(word))) ?? null;
}

const isShim = (word: ShellWord): boolean =>
  ['gcompat', 'libc6-compat'].includes(packageName(word)) || /(?:^|\/)glibc-\d[^/]*\.apk$/.test(word.value);

const glibcShim = (command: ShellCommand): ShellWord | null =>
  command.invoked === 'apk' ? (installedPackages(command).find(isShim) ?? null) : null;

/** What node-gyp asks for, as far as `apk add` has brought it. */
class BuildTools {
  /** Of the RUN that made them complete. */
  line: number | null;
  readonly #seen = new Set<string>();

  constructor(line: number | null = null) {
    this.line = line;
  }

  add(command: ShellCommand, line: number): void {
    if (command.invoked !== 'apk' || this.line !== null) return;
    for (const name of installedPackages(command).map(packageName)) this.#seen.add(name);
    const has = (...names: string[]): boolean => names.some((name) => this.#seen.has(name));
    if (has('python3', 'python', 'py3-pip') && has('make', 'build-base') && has('g++', 'build-base')) this.line = line;
  }
}

type Tell = (run: Instruction, at: ShellCommand | ShellWord, message: string) => void;

function checkStage(dockerfile: Dockerfile, stage: Stage, tools: BuildTools, tell: Tell): void {
  for (const run of stage.instructions.filter(({ keyword }) => keyword === 'RUN')) {
    for (const command of expandedCommandsOf(dockerfile, run)) {
      tools.add(command, run.line);
      const wheel = wheelless(command);
      if (wheel) tell(run, wheel, `${wheelName(wheel)} has no wheel for musl: pip compiles it, or finds none`);
      const shim = glibcShim(command);
      if (shim) tell(run, shim, `${packageName(shim)} stands in for the glibc that a program here asks for`);
      if (tools.line === null || !nodeInstall(command)) continue;
      tell(run, command, `${command.name} compiles native add-ons for musl, with the tools of line ${tools.line}`);
    }
  }
}

export const alpineLibc: Rule = {
  id: 'PL1012',
  source: 'plimsoll',
  severity: 'info',
  summary: 'Alpine is the base of what is made for glibc',
  help: 'Alpine has musl for its libc: wheels and add-ons for glibc do not fit, so that they are compiled at each build, fail to install, or crash. Debian’s -slim images are a little larger and take them as they come.',
  noFix: 'Another base image has other package names and commands, so more than the FROM changes.',
  examples: {
    bad: [
      'FROM python:3.12-alpine\nRUN pip install torch==2.5.0',
      'FROM node:22-alpine\nRUN apk add python3 make g++\nCOPY package.json ./\nRUN npm install',
      'FROM alpine:3.20\nRUN apk add --no-cache gcompat',
    ],
    good: [
      'FROM python:3.12-slim\nRUN pip install torch==2.5.0',
      'FROM python:3.12-alpine\nRUN pip install numpy==2.1.0',
    ],
  },
  check(dockerfile, report) {
    // By stage: the tools that it ends with; null where its base is another system.
    const ends: (BuildTools | null)[] = [];
    for (const stage of dockerfile.stages) {
      const before = stage.baseStage === null ? null : (ends[stage.baseStage] ?? null);
      const isAlpine =
        stage.baseStage === null ? /alpine/i.test(expandImage(dockerfile, stage.image)) : before !== null;
      const tools = isAlpine ? new BuildTools(before?.line) : null;
      ends.push(tools);
      if (tools) checkStage(dockerfile, stage, tools, (run, at, message) => report(run, { at, message }));
    }
  },
};
