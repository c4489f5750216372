/** A line for .dockerignore and why it may stand there. */
export interface IgnoreEntry {
  /** A name, or `**\/` and a name; one `*` in it at most. Only `.docker/config.json` is a path. */
  readonly pattern: string;
  readonly kind: IgnoreKind;
  /** A name without `**\/` is meant at the top of a project; this one wherever it turns up. */
  readonly isAnywhere?: boolean;
  readonly is?: 'file' | 'folder';
  /** Names in the folder that tell what it is; one of them is enough. */
  readonly contains?: readonly string[];
  /** Names beside it that do. */
  readonly beside?: readonly string[];
  /** Build output: what makes it. */
  readonly madeBy?: Maker;
}

export type IgnoreKind =
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

/** What writes a folder of dependencies or of output while the image is built. */
export type Maker = 'node' | 'python' | 'php' | 'ruby' | 'rust' | 'maven' | 'gradle' | 'dotnet' | 'bower';

/** Why such a line may stand there, for people. */
export const reasonsOf: Readonly<Record<IgnoreKind, string>> = {
  history: 'Files of version control: no step of the build reads them, and they change with every commit.',
  dependencies: 'Installed packages: the build installs its own.',
  secrets:
    'It mostly holds secrets: hand them over when the container starts, or to one step of the build as a build secret.',
  tests: 'Tests and what they leave behind: no step of the build runs tests.',
  logs: 'Logs of programs that ran on your machine.',
  notes: 'Written for people: no step of the build reads it.',
  'build files': 'It tells how to build: the builder reads it itself, and a change of it would end the build cache.',
  'editor files': 'Made by an editor or the desktop for its own use.',
  caches: 'A cache of tools on your machine, made anew where it is needed.',
  'build output': 'Made by a build on your machine: a step of the build makes it anew.',
};

const entries = (kind: IgnoreKind, ...patterns: string[]): IgnoreEntry[] =>
  patterns.map((pattern) => ({ kind, pattern }));

const anywhere = (kind: IgnoreKind, ...patterns: string[]): IgnoreEntry[] =>
  patterns.map((pattern) => ({ kind, pattern, isAnywhere: true }));

/**
 * What rarely belongs into an image. Not here, as they can be what the program runs on: `build`, `dist`, `vendor`,
 * `*.md` at any depth, `*.pem`.
 */
export const ignoreEntries: readonly IgnoreEntry[] = [
  ...anywhere('history', '.git', '.gitignore', '.gitattributes'),
  ...entries('history', '.github', '.gitlab-ci.yml', '.svn', '.hg'),
  { kind: 'dependencies', pattern: '**/node_modules', is: 'folder', madeBy: 'node' },
  { kind: 'dependencies', pattern: 'bower_components', is: 'folder', madeBy: 'bower' },
  {
    kind: 'dependencies',
    pattern: '.venv',
    isAnywhere: true,
    is: 'folder',
    contains: ['pyvenv.cfg'],
    madeBy: 'python',
  },
  { kind: 'dependencies', pattern: 'venv', isAnywhere: true, is: 'folder', contains: ['pyvenv.cfg'], madeBy: 'python' },
  ...anywhere('secrets', '.env', '.env.*', '.npmrc', '.netrc', '.pypirc', '.aws', '.ssh'),
  ...entries('secrets', '**/id_rsa', '**/id_rsa.pub'),
  ...entries('secrets', '**/id_ed25519', '**/id_ed25519.pub', '**/id_ecdsa', '**/id_ecdsa.pub', '.git-credentials'),
  { kind: 'secrets', pattern: 'credentials', is: 'file' },
  ...entries('secrets', 'aws-credentials', 'credentials.json', 'secrets.json', '.docker/config.json'),
  ...entries('tests', 'test', 'tests', '__tests__', 'spec', 'coverage', '.nyc_output', '.coverage', 'htmlcov', '.tox'),
  ...entries('tests', '**/*.test.js', '**/*.test.ts', '**/*.spec.js', '**/*.spec.ts', '**/*_test.go'),
  ...entries('caches', '**/__pycache__', '**/*.pyc'),
  ...anywhere('caches', '.pytest_cache', '.mypy_cache', '.ruff_cache', '.eslintcache'),
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
  ...anywhere('editor files', '.vscode', '.idea'),
  ...entries('editor files', '**/*.swp', '**/.DS_Store', '**/Thumbs.db', '.editorconfig'),
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

const output = (madeBy: Maker, pattern: string, given: Partial<IgnoreEntry> = {}): IgnoreEntry => ({
  kind: 'build output', pattern, is: 'folder', isAnywhere: true, madeBy, ...given,
}); // prettier-ignore

const javascript = { beside: ['package.json'] };
const dotnetProjects = ['*.csproj', '*.fsproj', '*.vbproj'];

/** What only a folder shows: what lies in them or beside them tells what they are. */
export const folderEntries: readonly IgnoreEntry[] = [
  ...entries('history', '.circleci', 'azure-pipelines.yml', 'Jenkinsfile', '.bzr'),
  { kind: 'dependencies', pattern: 'env', isAnywhere: true, is: 'folder', contains: ['pyvenv.cfg'], madeBy: 'python' },
  { kind: 'dependencies', pattern: 'vendor', is: 'folder', isAnywhere: true, beside: ['composer.json'], contains: ['autoload.php'], madeBy: 'php' },
  { kind: 'dependencies', pattern: '.bundle', is: 'folder', beside: ['Gemfile'], contains: ['cache'], madeBy: 'ruby' },
  ...entries('secrets', '**/id_dsa', '**/*.ppk', '**/service-account*.json', '**/service_account*.json', '**/serviceAccount*.json'),
  ...anywhere('secrets', '.gnupg', '.kube', '.azure', '.envrc', '*.tfstate', '*.tfstate.backup', '.vault_pass', '.vault-token'),
  ...anywhere('secrets', '.bash_history', '.zsh_history', '.python_history', '.node_repl_history', '.psql_history', '.mysql_history'),
  ...entries('tests', 'e2e', 'cypress', 'playwright-report', 'test-results', 'TestResults', 'coverage.out', 'coverage.xml', 'lcov.info'),
  ...entries('tests', '**/*.test.tsx', '**/*.test.jsx', '**/*.spec.tsx', '**/*.spec.jsx', '.nox', '.phpunit.result.cache'),
  ...anywhere('caches', '.cache', '.parcel-cache', '.turbo', '.angular', '.sass-cache', '.stylelintcache', '.npm', '.pnpm-store'),
  ...anywhere('caches', '.gradle', '.terraform', '.vagrant', '.hypothesis', '.ipynb_checkpoints', '.eggs', '.php-cs-fixer.cache'),
  ...anywhere('caches', '*.tsbuildinfo', '*.egg-info'),
  ...entries('logs', '**/*.hprof', '**/*.stackdump', '**/*.heapsnapshot'),
  ...anywhere('editor files', '.vs', '.fleet', '*.iml', '*.suo', '.history', '*~', '*.swo', 'desktop.ini', 'ehthumbs.db'),
  ...['dist', 'build', 'out'].map((name) => output('node', name, javascript)),
  ...['.next', '.nuxt', '.output', '.svelte-kit', '.vercel', 'storybook-static'].map((name) => output('node', name, javascript)),
  output('rust', 'target', { beside: ['Cargo.toml'] }),
  output('maven', 'target', { beside: ['pom.xml'] }),
  output('gradle', 'build', { beside: ['build.gradle', 'build.gradle.kts'] }),
  output('dotnet', 'bin', { beside: dotnetProjects }),
  output('dotnet', 'obj', { beside: dotnetProjects }),
  ...['dist', 'build'].map((name) => output('python', name, { beside: ['pyproject.toml', 'setup.py'] })),
]; // prettier-ignore
