/** Endings of what people write programs in, by language. */
const languages: Readonly<Record<string, readonly string[]>> = {
  javascript: ['js', 'mjs', 'cjs', 'jsx', 'ts', 'mts', 'cts', 'tsx', 'vue', 'svelte'],
  python: ['py'],
  go: ['go'],
  java: ['java', 'kt', 'scala', 'groovy'],
  rust: ['rs'],
  ruby: ['rb'],
  php: ['php'],
  c: ['c', 'cc', 'cpp', 'cxx', 'h', 'hpp'],
  dotnet: ['cs', 'fs', 'vb'],
  elixir: ['ex', 'exs', 'erl'],
  swift: ['swift'],
  haskell: ['hs'],
  r: ['r', 'R'],
  shell: ['sh'],
  page: ['html', 'css', 'scss'],
};

const languageOfEnding = new Map(
  Object.entries(languages).flatMap(([language, endings]) => endings.map((ending) => [ending, language] as const)),
);

/** Names that programs mostly begin with, without their ending. */
const firstFiles: readonly string[] = [
  'index',
  'main',
  'app',
  'server',
  'Main',
  'Program',
  'Application',
  'lib',
  'mod',
];

/** Folders of what nobody edits, and of tests. */
const otherFolders: ReadonlySet<string> = new Set([
  '.git', '.venv', '__pycache__', '__tests__', 'bower_components', 'build', 'coverage', 'dist', 'docs', 'node_modules',
  'out', 'spec', 'target', 'test', 'tests', 'vendor', 'venv',
]); // prettier-ignore

const isOtherFile = (name: string): boolean =>
  /[._-](?:test|spec|config|conf|min|d)\.[a-z]+$/.test(name) || name.startsWith('.') || name === 'setup.py';

const endingOf = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

/** The language that a file is written in; null for all that is no program. */
export function languageOf(name: string): string | null {
  return isOtherFile(name) || !name.includes('.') ? null : (languageOfEnding.get(endingOf(name)) ?? null);
}

export const isOtherFolder = (name: string): boolean => otherFolders.has(name);

/** How likely a file is one that people name first when they speak of the program; the least comes first. */
export function rankOf(name: string, depth: number): number {
  const base = name.slice(0, name.lastIndexOf('.'));
  const first = firstFiles.indexOf(base);
  return first < 0 ? 1000 + depth : 10 * depth + first;
}
