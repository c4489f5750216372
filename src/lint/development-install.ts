import type { ShellCommand } from '../dockerfile/shell.ts';
import { nodeInstall, omitsDevelopment } from './node-install.ts';
import { hasOption, type ParsedArguments } from './options.ts';
import { pipInstall } from './pip.ts';

/** What a variable holds where the command runs; null where it is not set. */
export type ValueOf = (name: string) => string | null;

const isOn = (value: string | null): boolean => /^(?:1|true|on|yes)$/i.test(value ?? '');

/** `$MODE`: nobody knows here. */
const isUnknown = (value: string | null): boolean => value?.includes('$') ?? false;

const has = ({ args }: ShellCommand, ...options: string[]): boolean =>
  args.some(({ value }) => options.includes(value.split('=', 1)[0] ?? ''));

const verbOf = ({ args }: ShellCommand): string => args.find(({ value }) => !value.startsWith('-'))?.value ?? '';

const groups: ReadonlySet<string> = new Set([
  'dev', 'develop', 'development', 'lint', 'test', 'testing', 'tests',
]); // prettier-ignore

/** `requirements-dev.txt`, `requirements/test.txt`, `dev_requirements.in`. */
export function isDevelopmentFile(path: string): boolean {
  const [folder = '', name = ''] = ['', ...path.split('/')].slice(-2);
  return (
    /\.(?:txt|in)$/.test(name) &&
    /require|^reqs?$/i.test(`${folder}/${name}`) &&
    name.split(/[-_.]/).some((part) => groups.has(part.toLowerCase()))
  );
}

export const isDevelopmentGroup = (name: string): boolean => groups.has(name);

/** `.[dev]`, `./app[test,docs]`. */
function namesDevelopmentExtra(spec: string): boolean {
  const open = spec.indexOf('[');
  if (open < 1 || !/^[./]/.test(spec) || !spec.endsWith(']')) return false;
  return spec
    .slice(open + 1, -1)
    .split(',')
    .some((extra) => groups.has(extra.trim()));
}

function isPipDevelopment({ options, operands }: ParsedArguments): boolean {
  const valued = (...names: string[]): string[] =>
    options.flatMap(({ name, value }) => (names.includes(name) && value ? [value] : []));
  const specs = [...operands.map(({ value }) => value), ...valued('-e', '--editable')];
  return valued('-r', '--requirement').some(isDevelopmentFile) || specs.some(namesDevelopmentExtra);
}

function isNodeDevelopment(command: ShellCommand, install: ParsedArguments, valueOf: ValueOf): boolean {
  if (install.options.some(({ name, value }) => name === '--include' && value === 'dev')) return true;
  if (omitsDevelopment(install) || hasOption(install, '--package-lock-only', '--lockfile-only')) return false;
  if (command.invoked === 'bun' && hasOption(install, '-p')) return false;
  const omitted = [valueOf('NPM_CONFIG_OMIT'), valueOf('npm_config_omit')].some((value) => value?.includes('dev'));
  const environment = valueOf('NODE_ENV');
  return !omitted && !isOn(valueOf('NPM_CONFIG_PRODUCTION')) && environment !== 'production' && !isUnknown(environment);
}

const set = (value: string | null): boolean => value !== null && value !== '';

type Check = (command: ShellCommand, valueOf: ValueOf) => boolean;

const checks: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['bundle', (command, valueOf) =>
    verbOf(command) === 'install' && !has(command, '--without') && !set(valueOf('BUNDLE_WITHOUT')) && !set(valueOf('BUNDLE_ONLY'))],
  ['composer', (command, valueOf) =>
    verbOf(command) === 'install' && !has(command, '--no-dev') && !isOn(valueOf('COMPOSER_NO_DEV'))],
  ['pipenv', (command) => ['install', 'sync'].includes(verbOf(command)) && has(command, '--dev', '-d')],
  ['poetry', (command) => ['install', 'sync'].includes(verbOf(command)) && !has(command, '--only', '--without', '--no-dev', '--only-root')],
  ['uv', (command, valueOf) =>
    verbOf(command) === 'sync' && !has(command, '--no-dev', '--no-default-groups', '--no-group', '--only-group') && !isOn(valueOf('UV_NO_DEV'))],
]); // prettier-ignore

/** The command installs what only developers of the project need; as far as it, and the environment, say. */
export function installsDevelopment(command: ShellCommand, valueOf: ValueOf): boolean {
  const node = nodeInstall(command);
  if (node) return isNodeDevelopment(command, node, valueOf);
  const isUvPip = command.invoked === 'uv' && verbOf(command) === 'pip';
  const pip = pipInstall(isUvPip ? { ...command, invoked: 'pip', args: command.args.slice(1) } : command);
  if (pip) return isPipDevelopment(pip);
  return checks.get(command.invoked)?.(command, valueOf) ?? false;
}

/** The program whose development dependencies a command takes out again, or keeps from coming; null for any other. */
export function prunesDevelopment(command: ShellCommand): string | null {
  const { invoked, args } = command;
  const words = args.map(({ value }) => value);
  const node = nodeInstall(command);
  if (node) return omitsDevelopment(node) ? 'node' : null;
  if (invoked === 'rm') return words.some((word) => /(?:^|\/)node_modules\/?$/.test(word)) ? 'node' : null;
  if (invoked === 'npm' || invoked === 'pnpm') return words[0] === 'prune' ? 'node' : null;
  if (invoked === 'yarn') return words.includes('focus') && words.includes('--production') ? 'node' : null;
  if (invoked === 'composer') return words.includes('--no-dev') && words[0] === 'install' ? 'composer' : null;
  return null;
}

/** `bundle config set --local without development`, `npm config set omit dev`: it holds for what comes after. */
export function configuresWithout({ invoked, args }: ShellCommand): string | null {
  const words = args.map(({ value }) => value);
  if (words[0] !== 'config') return null;
  if (invoked === 'bundle') return words.some((word) => word === 'without' || word === 'only') ? 'bundle' : null;
  const names = words.map((word) => word.split('=', 1)[0]);
  return invoked === 'npm' && names.some((word) => word === 'omit' || word === 'production') ? 'node' : null;
}
