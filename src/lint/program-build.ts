import type { ShellCommand } from '../dockerfile/shell.ts';
import { isNodeBuild } from './node-install.ts';

/** The first words of commands that compile what lies in the working directory. */
const verbs: ReadonlyMap<string, readonly string[]> = new Map([
  ['cabal', ['build', 'install', 'v2-build', 'v2-install']],
  ['cargo', ['build', 'install']],
  ['dotnet', ['build', 'publish']],
  ['go', ['build', 'install']],
  ['mix', ['compile', 'release']],
  ['sbt', ['assembly', 'compile', 'dist', 'package', 'stage']],
  ['stack', ['build', 'install']],
  ['swift', ['build']],
  ['zig', ['build']],
]);

const javaTools: ReadonlySet<string> = new Set(['gradle', 'gradlew', 'mvn', 'mvnw']);
const javaGoals: ReadonlySet<string> = new Set([
  'assemble', 'bootJar', 'bootWar', 'build', 'compile', 'distZip', 'fatJar', 'install', 'installDist', 'jar', 'package',
  'shadowJar', 'verify', 'war',
]); // prettier-ignore

/** `package`, and gradle's `:app:bootJar`. */
const isJavaGoal = (word: string): boolean => javaGoals.has(word.slice(word.lastIndexOf(':') + 1));

/** What is named comes from elsewhere: `go install example.com/a@v1`, `cargo install ripgrep`. */
function isForeign(name: string, args: readonly string[]): boolean {
  if (args[0] !== 'install') return false;
  if (name === 'go') return args.some((value) => value.includes('@'));
  return name === 'cargo' && !args.some((value) => value === '--path' || value.startsWith('--path='));
}

/** What a program is built by; `node` for the tools of JavaScript, which also prepare what others serve. */
export type Builder = 'node' | 'compiler';

/** Tells a command that compiles the project's own sources; null for any other. */
export function programBuild(command: ShellCommand): Builder | null {
  if (isNodeBuild(command)) return 'node';
  const { name } = command;
  const args = command.args.map(({ value }) => value);
  const plain = args.filter((value) => !value.startsWith('-'));
  if (args.includes('--help') || args.includes('--version')) return null;
  if (javaTools.has(name)) return plain.some(isJavaGoal) ? 'compiler' : null;
  if (name === 'cmake') return args.includes('--build') ? 'compiler' : null;
  if (name === 'javac' || /^(?:gcc|g\+\+|cc|c\+\+|clang|clang\+\+)$/.test(name))
    return plain.length > 0 ? 'compiler' : null;
  return verbs.get(name)?.includes(plain[0] ?? '') && !isForeign(name, args) ? 'compiler' : null;
}
