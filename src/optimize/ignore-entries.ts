/** A line for .dockerignore and why it may stand there. */
export interface IgnoreEntry {
  readonly pattern: string;
  readonly kind:
    | 'history'
    | 'dependencies'
    | 'secrets'
    | 'tests'
    | 'logs'
    | 'notes'
    | 'build files'
    | 'editor files'
    | 'caches'
    | 'build output';
}

const entries = (kind: IgnoreEntry['kind'], ...patterns: string[]): IgnoreEntry[] =>
  patterns.map((pattern) => ({ kind, pattern }));

/**
 * What rarely belongs into an image. Not here, as they can be what the program runs on: `build`, `dist`, `vendor`,
 * `*.md` at any depth, `*.pem`.
 */
export const ignoreEntries: readonly IgnoreEntry[] = [
  ...entries('history', '.git', '.gitignore', '.gitattributes', '.github', '.gitlab-ci.yml', '.svn', '.hg'),
  ...entries('dependencies', '**/node_modules', 'bower_components', '.venv', 'venv'),
  ...entries('secrets', '.env', '.env.*', '.npmrc', '.netrc', '.pypirc', '.aws', '.ssh', '**/id_rsa', '**/id_rsa.pub'),
  ...entries('secrets', '**/id_ed25519', '**/id_ed25519.pub', '**/id_ecdsa', '**/id_ecdsa.pub', '.git-credentials'),
  ...entries('secrets', 'credentials', 'aws-credentials', 'credentials.json', 'secrets.json', '.docker/config.json'),
  ...entries('tests', 'test', 'tests', '__tests__', 'spec', 'coverage', '.nyc_output', '.coverage', 'htmlcov', '.tox'),
  ...entries('tests', '**/*.test.js', '**/*.test.ts', '**/*.spec.js', '**/*.spec.ts', '**/*_test.go'),
  ...entries('caches', '**/__pycache__', '**/*.pyc', '.pytest_cache', '.mypy_cache', '.ruff_cache', '.eslintcache'),
  ...entries('logs', '**/*.log', 'logs'),
  ...entries(
    'notes',
    'README.md',
    'README.rst',
    'CHANGELOG.md',
    'CONTRIBUTING.md',
    'docs',
    'doc',
    'notebooks',
    '**/*.ipynb',
  ),
  ...entries('build files', 'Dockerfile', 'Dockerfile.*', '*.Dockerfile', '.dockerignore', 'docker-compose*.yml'),
  ...entries('build files', 'docker-compose*.yaml', 'compose.yml', 'compose.yaml', 'Makefile', '.travis.yml'),
  ...entries('editor files', '.vscode', '.idea', '**/*.swp', '**/.DS_Store', '**/Thumbs.db', '.editorconfig'),
];

/** Left out only where a RUN of the Dockerfile makes them anew. */
export const outputEntries: readonly IgnoreEntry[] = entries('build output', 'dist', 'build', 'out', 'target', '.next');

/** Proposed without an image: what hardly any build reads. */
export const usualPatterns: ReadonlySet<string> = new Set([
  '.git',
  '**/node_modules',
  '.env',
  '.env.*',
  'Dockerfile',
  '.dockerignore',
]);
