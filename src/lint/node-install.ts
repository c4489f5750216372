import type { ShellCommand } from '../dockerfile/shell.ts';
import { npmSyntax } from './npm.ts';
import { hasOption, parseArguments, type OptionSyntax, type ParsedArguments } from './options.ts';

// npm's options, and those of yarn and pnpm beside them.
const syntax: OptionSyntax = {
  long: new Set([
    ...npmSyntax.long, '--cache-folder', '--cwd', '--dir', '--filter', '--modules-folder', '--mutex',
    '--network-timeout', '--store-dir',
  ]), // prettier-ignore
  short: 'CFw',
};

/** The first words that install what package.json lists; '' where the bare command does. */
const verbs: ReadonlyMap<string, readonly string[]> = new Map([
  ['npm', ['install', 'i', 'ci', 'clean-install']],
  ['yarn', ['', 'install']],
  ['pnpm', ['install', 'i']],
  ['bun', ['install', 'i']],
]);

/** The arguments of an install of all that package.json lists; null for any other command. */
export function nodeInstall({ invoked, args }: ShellCommand): ParsedArguments | null {
  const known = verbs.get(invoked);
  if (!known) return null;
  const given = parseArguments(args, syntax);
  const [verb, ...packages] = given.operands;
  if (packages.length > 0 || !known.includes(verb?.value ?? '')) return null;
  return hasOption(given, '-g', '--global', '-v', '--version', '-h', '--help') ? null : given;
}

/** `--omit=dev`, `--only=production`, `--production`, pnpm's `--prod` and `-P`. */
export function omitsDevelopment({ options }: ParsedArguments): boolean {
  return options.some(
    ({ name, value }) =>
      (name === '--omit' && value === 'dev') ||
      (name === '--only' && /^prod/.test(value ?? '')) ||
      (['--production', '--prod', '-P'].includes(name) && value !== 'false'),
  );
}

/** `npm run build`, `yarn build:web`, `pnpm run build`. */
export function isNodeBuild({ invoked, args }: ShellCommand): boolean {
  if (!verbs.has(invoked)) return false;
  const [first = '', second = ''] = args.map((word) => word.value).filter((value) => !value.startsWith('-'));
  const isRun = first === 'run' || first === 'run-script';
  return /^build(?:$|[:-])/.test(isRun ? second : invoked === 'npm' ? '' : first);
}
