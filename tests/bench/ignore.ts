// A .dockerignore over a large folder, evaluated in a worker of the page.
import { contextTreeOf, type ContextTree } from '../../src/build-context/context-tree.ts';
import { parseDockerignore } from '../../src/build-context/dockerignore.ts';
import { ignoredNodes } from '../../src/build-context/ignore-matcher.ts';

/** As people write them: names anywhere, endings, folders of the root, exceptions. */
export const fortyPatterns = [
  ...[
    '.git',
    '.github',
    '.vscode',
    '**/.DS_Store',
    '**/.idea',
    '**/*.swp',
    'Dockerfile*',
    '.dockerignore',
    '*.md',
    '!README.md',
  ],
  ...[
    '**/*.log',
    '**/*.tmp',
    '**/*.bak',
    '**/.env*',
    '!**/.env.example',
    '**/coverage',
    '**/dist',
    'build/**',
    '**/.cache',
    'tmp',
  ],
  ...[
    '**/*.test.ts',
    '**/*.spec.ts',
    '**/*.stories.tsx',
    '**/__tests__',
    '**/__snapshots__',
    'docs/**/*.png',
    'e2e',
    '**/fixtures/large-*',
  ],
  ...[
    'node_modules/.bin',
    'node_modules/**/*.map',
    'node_modules/*/docs',
    '!node_modules/keep/docs',
    '**/[Tt]est?/data',
    'packages/*/lib',
  ],
  ...['**/*.py[co]', '**/__pycache__', '*.pem', '**/id_rsa*', 'assets/raw/*/*.psd', '**/*~'],
];

/** Packages with files of many names, sources, assets. */
function* pathsOf(count: number): Generator<string> {
  const endings = ['js', 'd.ts', 'js.map', 'json', 'md', 'css', 'test.ts', 'mjs'];
  const folders = ['node_modules', 'packages', 'src', 'docs', 'assets/raw', 'services/api/internal'];
  for (let at = 0; at < count; at++) {
    const folder = folders[at % 10] ?? 'node_modules';
    const name = at % 5 === 0 ? 'index' : `module-${(at * 7919) % 60_013}`;
    yield `${folder}/part-${(at >> 4) % 1800}/lib${at % 3}/${at % 7 ? '' : 'inner/'}${name}-${at % 5 ? '' : at}.${endings[at % 8]}`;
  }
}

let made: ContextTree | null = null;

/** Milliseconds that each of some runs takes, everything made anew as after an edit; how many are left out is checked. */
export function timeIgnore(files: number, runs: number): number[] {
  const tree = (made ??= contextTreeOf([...pathsOf(files)].map((path) => ({ path }))));
  return Array.from({ length: runs }, (_, run) => {
    const patterns = parseDockerignore([...fortyPatterns.slice(1), `.git${run}`].join('\n'));
    const start = performance.now();
    const ignored = ignoredNodes(tree, patterns);
    const time = performance.now() - start;
    const count = ignored.reduce((sum, one) => sum + one, 0);
    if (patterns.length !== 40 || count < files / 20 || count > files / 2) throw new Error(`${count} are left out`);
    return time;
  });
}
