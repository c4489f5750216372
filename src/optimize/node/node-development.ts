// Whether what a container starts needs a package that package.json lists for development alone.
import { textAt } from '../../bytes/string-column.ts';
import { nodeInstall } from '../../lint/node-install.ts';
import type { ImageEvidence } from '../evidence.ts';
import { nodeStartOf, type StartedCommand } from './node-start.ts';
import { nodeProjectOf } from './node-project.ts';
import type { RewriteContext } from '../rewrite.ts';
import { runtimeConfigOf } from '../runtime-config.ts';
import { commandsOf, hasOption, operands } from '../shell-chain.ts';
import { ofSystem } from '../system-programs.ts';

/** What a rewrite and an ecosystem both know. */
type Known = Pick<RewriteContext, 'dockerfile' | 'folder' | 'image'>;

/** Why development dependencies have to stay, for people. */
export interface DevelopmentNeed {
  readonly reason: string;
  /** A package is known to be needed; false where it is only not known. */
  readonly isKnown: boolean;
}

/** Packages whose programs have another name; of some, several bring one. */
const bringing: ReadonlyMap<string, readonly string[]> = new Map([
  ['babel', ['@babel/cli']],
  ['babel-node', ['@babel/node']],
  ['dotenv', ['dotenv-cli']],
  ['jest', ['jest', 'jest-cli']],
  ['lb-mocha', ['@loopback/build']],
  ['mikro-orm', ['@mikro-orm/cli']],
  ['nest', ['@nestjs/cli']],
  ['ng', ['@angular/cli']],
  ['nuxi', ['nuxi', 'nuxt', '@nuxt/cli']],
  ['pm2-runtime', ['pm2']],
  ['remix', ['@remix-run/dev']],
  ['remix-serve', ['@remix-run/serve']],
  ['react-router-serve', ['@react-router/serve']],
  ['react-router', ['@react-router/dev']],
  ['run-p', ['npm-run-all', 'npm-run-all2']],
  ['run-s', ['npm-run-all', 'npm-run-all2']],
  ['sequelize', ['sequelize-cli']],
  ['strapi', ['@strapi/strapi']],
  ['swc', ['@swc/cli']],
  ['swc-node', ['@swc-node/register']],
  ['tsc', ['typescript']],
  ['ts-node-esm', ['ts-node']],
  ['tsnd', ['ts-node-dev']],
  ['typeorm-ts-node-commonjs', ['typeorm']],
  ['vue-cli-service', ['@vue/cli-service']],
  ['webpack', ['webpack-cli', 'webpack']],
]); // prettier-ignore

const namesIn = (value: unknown): string[] => (typeof value === 'object' && value !== null ? Object.keys(value) : []);

interface Listed {
  readonly development: ReadonlySet<string>;
  readonly production: ReadonlySet<string>;
}

function listedIn(manifests: readonly (Readonly<Record<string, unknown>> | null | undefined)[]): Listed | null {
  const fields = manifests.filter((one) => one !== null && one !== undefined);
  if (fields.length === 0) return null;
  return {
    development: new Set(fields.flatMap((one) => namesIn(one.devDependencies))),
    production: new Set(fields.flatMap((one) => [...namesIn(one.dependencies), ...namesIn(one.optionalDependencies)])),
  };
}

/** `@scope/name/sub` and `name/sub`: the package of a module. */
function packageOfModule(path: string): string {
  const parts = path.split('/');
  return path.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? '');
}

/** What `node_modules/.bin` has a program from; null where no image shows it. */
function linkedPackage(image: ImageEvidence | null, directory: string, program: string): string | null {
  const path = `${directory}/node_modules/.bin/${program}`;
  const node = image?.rootfs.find(path) ?? null;
  if (!image || node === null || !image.has(path)) return null;
  const { eventLinks, layerCount } = image.rootfs.columns;
  const target = textAt(eventLinks, image.rootfs.eventAt(node, layerCount - 1));
  return target.startsWith('../') ? packageOfModule(target.slice(3)) : null;
}

const places = ['/usr/local/bin', '/usr/bin', '/bin', '/usr/local/sbin', '/usr/sbin', '/sbin'];

/** It is a program of the system, or one that an install for all of it brings. */
function isGlobal({ dockerfile, image }: Known, program: string): boolean {
  if (places.some((place) => image?.has(`${place}/${program}`))) return true;
  const names = [program, ...(bringing.get(program) ?? [])];
  return dockerfile.instructions.some((run) =>
    commandsOf(dockerfile, run).some(
      (command) =>
        ['npm', 'yarn', 'pnpm', 'bun'].includes(command.name) &&
        !nodeInstall(command) &&
        (hasOption(command, '-g', '--global') || operands(command)[0] === 'global') &&
        operands(command).some((word) => names.includes(word.replace(/(?!^)@.*$/, ''))),
    ),
  );
}

const preloading: ReadonlySet<string> = new Set(['-r', '--require', '--import', '--loader', '--experimental-loader']);

/** Packages that `node -r dotenv/config x.js` loads by name; null where an option of it hides what runs. */
function preloaded({ args, assignments }: StartedCommand, given: string): string[] | null {
  const own = assignments.filter((one) => one.startsWith('NODE_OPTIONS=')).map((one) => one.slice(13));
  const options = [given, ...own].flatMap((one) => one.split(/\s+/));
  const modules: string[] = [];
  const words = [...options, ...args];
  for (let at = 0; at < words.length; at++) {
    const [name = '', value] = (words[at] ?? '').split('=', 2);
    if (['-e', '--eval', '-p', '--print', '--run'].includes(name)) return null;
    if (at >= options.length && !name.startsWith('-')) break;
    if (preloading.has(name)) modules.push(value ?? words[++at] ?? '');
  }
  return modules.filter((one) => one !== '' && !/^(?:[./]|node:|data:|file:)/.test(one)).map(packageOfModule);
}

/** Files that Node is given out of node_modules: `node node_modules/next/dist/bin/next`. */
const installedFiles = ({ invoked, args }: StartedCommand): string[] =>
  [invoked, ...args].flatMap((word) => {
    const at = word.lastIndexOf('node_modules/');
    return at < 0 ? [] : [word.slice(at + 'node_modules/'.length)];
  });

class Judge {
  private readonly directory: string;
  /** What Node is told by the image's own environment. */
  private readonly options: string;

  constructor(private readonly context: Known) {
    const { workingDirectory, environment } = runtimeConfigOf(context.dockerfile);
    this.directory = workingDirectory;
    this.options = environment.get('NODE_OPTIONS') ?? '';
  }

  /** What a command of the start needs; null where it is known to need nothing of development's. */
  needOf(command: StartedCommand): DevelopmentNeed | null {
    const { folder } = this.context;
    const listed = listedIn([command.manifest?.fields, folder && nodeProjectOf(folder)?.fields]);
    const modules: string[] = [];
    const programs: string[] = [];
    for (const file of installedFiles(command)) {
      if (file.startsWith('.bin/')) programs.push(file.slice(5));
      else modules.push(packageOfModule(file));
    }
    if (command.name === 'node' || command.name === 'nodejs') {
      const loaded = preloaded(command, this.options);
      if (!loaded) return this.unknown(`${command.calledBy} hands Node a program as a text`);
      modules.push(...loaded);
    } else if (programs.length === 0 && modules.length === 0) {
      if (command.invoked.includes('/')) return this.needOfFile(command);
      programs.push(command.name);
    }
    for (const name of modules) {
      const need = this.needOfPackages([name], name, command, listed);
      if (need) return need;
    }
    for (const program of programs) {
      const need = this.needOfProgram(program, command, listed);
      if (need) return need;
    }
    return null;
  }

  private unknown(reason: string): DevelopmentNeed {
    return { reason, isKnown: false };
  }

  /** `./bin/www.js`: the project's own; what another file is, nobody has read. */
  private needOfFile({ invoked, calledBy, name }: StartedCommand): DevelopmentNeed | null {
    if (/\.[cm]?js$/.test(invoked) || ofSystem.has(name) || this.context.image?.has(invoked)) return null;
    return this.unknown(`${calledBy} calls ${invoked.slice(0, 120)}, which was not read`);
  }

  private needOfProgram(program: string, command: StartedCommand, listed: Listed | null): DevelopmentNeed | null {
    if (ofSystem.has(program)) return null;
    const linked = linkedPackage(this.context.image, this.directory, program);
    const packages = linked === null ? [...(bringing.get(program) ?? []), program] : [linked];
    if (linked === null && !packages.some((name) => isListed(listed, name)) && isGlobal(this.context, program))
      return null;
    return this.needOfPackages(packages, program, command, listed);
  }

  private needOfPackages(
    packages: readonly string[],
    named: string,
    { calledBy }: StartedCommand,
    listed: Listed | null,
  ): DevelopmentNeed | null {
    const called = `${calledBy} calls ${named.slice(0, 80)}`;
    if (!listed) return this.unknown(`${called}, and no package.json tells which package brings it`);
    const development = packages.find((name) => listed.development.has(name));
    if (development !== undefined) return { reason: `${called}, of ${development} in devDependencies`, isKnown: true };
    if (packages.some((name) => listed.production.has(name))) return null;
    return this.unknown(`${called}, and package.json lists no package that is known to bring it`);
  }
}

const isListed = (listed: Listed | null, name: string): boolean =>
  listed?.development.has(name) === true || listed?.production.has(name) === true;

/** What keeps development dependencies in the image; null where all that starts is known to need none. */
export function developmentAtStart(context: Known): DevelopmentNeed | null {
  const { commands, unknown } = nodeStartOf(context);
  const judge = new Judge(context);
  const needs = commands.flatMap((command) => judge.needOf(command) ?? []);
  const known = needs.find(({ isKnown }) => isKnown);
  if (known) return known;
  return unknown === null ? (needs[0] ?? null) : { reason: unknown, isKnown: false };
}
