import type { ShellCommand, ShellWord } from '../dockerfile/shell.ts';
import { npmSyntax } from './npm.ts';
import { hasOption, parseArguments, type GivenOption, type OptionSyntax, type ParsedArguments } from './options.ts';

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

/** The verb of an `npm install` of package.json that does not hold to the lock file; null where it may not. */
export function unlockedVerb(command: ShellCommand): ShellWord | null {
  const install = command.invoked === 'npm' ? nodeInstall(command) : null;
  if (!install || hasOption(install, '--package-lock-only', '--no-package-lock')) return null;
  return install.operands.find(({ value }) => value === 'install' || value === 'i') ?? null;
}

const leavesOut = ({ name, value }: GivenOption): boolean =>
  (name === '--omit' && value === 'dev') ||
  (name === '--only' && /^prod/.test(value ?? '')) ||
  (['--production', '--prod', '-P'].includes(name) && value !== 'false');

/** `--omit=dev`, `--only=production`, `--production`, pnpm's `--prod` and `-P`. */
export const omitsDevelopment = ({ options }: ParsedArguments): boolean => options.some(leavesOut);

/** The words of an install that leave out development dependencies, their values among them. */
export function omittingWords({ args }: ShellCommand): ShellWord[] {
  return args.filter((word, at) => {
    const before = args[at - 1]?.value ?? '';
    const takesNext = before === '--omit' || before === '--only';
    const read = parseArguments(takesNext ? args.slice(at - 1, at + 1) : args.slice(at, at + 2), syntax);
    return (takesNext || word.value.startsWith('-')) && read.options.slice(0, 1).some(leavesOut);
  });
}

/** Programs that compile or bundle whenever they are called, and those that do where they are told to. */
const compilers: ReadonlySet<string> = new Set(['esbuild', 'ncc', 'rollup', 'swc', 'tsc', 'webpack']);
const frameworks: ReadonlySet<string> = new Set([
  'astro', 'gatsby', 'nest', 'next', 'ng', 'nuxt', 'react-scripts', 'vite', 'vue-cli-service',
]); // prettier-ignore

/** Nothing is written. */
const checksOnly: ReadonlySet<string> = new Set(['--help', '--noEmit', '--version', '-v', 'dev', 'serve', 'watch']);

function compiles(program: string, words: readonly string[]): boolean {
  if (words.some((word) => checksOnly.has(word))) return false;
  return compilers.has(program) || (frameworks.has(program) && words.includes('build'));
}

/** `npm run build`, `yarn build:web`, `pnpm run compile`, `npx tsc`, `./node_modules/.bin/vite build`. */
export function isNodeBuild({ name, invoked, args }: ShellCommand): boolean {
  const words = args.map((word) => word.value);
  const [first = '', second = '', ...rest] = words.filter((value) => !value.startsWith('-'));
  if (invoked === 'npx' || invoked === 'bunx') return compiles(first, words);
  if (!verbs.has(invoked)) return compiles(name, words);
  if (first === 'exec') return compiles(second, [...words.filter((value) => value.startsWith('-')), ...rest]);
  const isRun = first === 'run' || first === 'run-script';
  const script = isRun ? second : invoked === 'npm' ? '' : first;
  return /^(?:build|compile|bundle)(?:$|[:-])/.test(script) || (invoked !== 'npm' && compiles(script, words));
}
