// What is proposed for a folder, and above all what is not: each need stands beside the same folder without it.
import { describe, expect, it } from 'vitest';
import { contextPath } from '../../../src/build-context/context-tree.ts';
import { auditContext } from '../../../src/optimize/ignore-file/audit-context.ts';
import { ignoredByFile } from '../../../src/build-context/dockerignore.ts';
import { auditOf, filesNot, folderOf, sharedContexts, type GivenFiles } from '../../support/build-context.ts';

const node = 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci && npm run build\n';
const python = 'FROM python:3.12\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\n';
const build = JSON.stringify({ scripts: { build: 'tsc -p .' } });
const withScripts = (scripts: object, more: object = {}): string => JSON.stringify({ scripts, ...more });

/** The files that are left of a folder as proposed. */
function leftOf(files: GivenFiles): string[] {
  const context = folderOf(files);
  const audit = auditOf(context);
  return filesNot(context.tree, audit.ignoredAsProposed ?? audit.ignored);
}

const linesOf = (files: GivenFiles) => auditOf(folderOf(files)).proposal?.lines ?? [];
const patternsOf = (files: GivenFiles): string[] => linesOf(files).map(({ pattern }) => pattern);

/** What is needed, the folder in which it is, and what takes the need away: with that, it goes. */
const needs: [string, string, GivenFiles, GivenFiles][] = [
  ['COPY names it', 'README.md', { Dockerfile: `${node}COPY README.md /usr/share/\n`, 'package.json': build }, { Dockerfile: node }],
  ['COPY names it by a wildcard', 'README.md', { Dockerfile: `${node}COPY *.md /usr/share/\n`, 'package.json': build }, { Dockerfile: node }],
  ['COPY names it with a variable', 'docs/a.md', { Dockerfile: `FROM a\nARG D=docs\nCOPY . .\nCOPY $D/a.md /x\n` }, { Dockerfile: 'FROM a\nARG D=docs\nCOPY . .\n' }],
  ['another stage copies it', 'README.md', { Dockerfile: `FROM a AS b\nCOPY README.md /x/\nFROM a\nCOPY . .\n` }, { Dockerfile: 'FROM a\nCOPY . .\n' }],
  ['a bind mount takes it', 'docs/a.md', { Dockerfile: 'FROM a\nCOPY . .\nRUN --mount=type=bind,source=docs/a.md,target=/x cat /x\n' }, { Dockerfile: 'FROM a\nCOPY . .\n' }],
  ['a command names it', 'docs/a.md', { Dockerfile: `${node}RUN pandoc docs/a.md\n`, 'package.json': build }, { Dockerfile: node }],
  ['a command works on its folder', 'test/a.js', { Dockerfile: `${node}RUN cat /app/test\n`, 'package.json': build }, { Dockerfile: node }],
  ['a command names where it was copied to', 'web/docs/a.md', { Dockerfile: 'FROM a\nWORKDIR /srv\nCOPY web /srv\nRUN cat docs/a.md\n' }, { Dockerfile: 'FROM a\nWORKDIR /srv\nCOPY web /srv\n' }],
  ['a script of package.json names it', 'test/fixture.js', { Dockerfile: node, 'package.json': withScripts({ build: 'npm run gen && tsc', gen: 'node test/fixture.js' }) }, { 'package.json': withScripts({ build: 'tsc' }) }],
  ['a script around the install names it', 'test/setup.js', { Dockerfile: node, 'package.json': withScripts({ postinstall: 'node test/setup.js', build: 'tsc' }) }, { 'package.json': build }],
  ['the container starts with it', 'docs/a.md', { Dockerfile: `${node}CMD ["cat", "docs/a.md"]\n`, 'package.json': build }, { Dockerfile: node }],
  ['another Dockerfile beside it copies it', 'README.md', { Dockerfile: node, 'package.json': build, 'Dockerfile.docs': 'FROM a\nCOPY README.md /\n' }, { 'Dockerfile.docs': 'FROM a\n' }],
  // Manifests.
  ['it is a workspace of npm', 'docs/readme.md', { Dockerfile: node, 'package.json': withScripts({ build: 'tsc' }, { workspaces: ['docs'] }) }, { 'package.json': build }],
  ['it is a workspace of yarn, by a pattern', 'test/a/a.js', { Dockerfile: node, 'package.json': withScripts({ build: 'tsc' }, { workspaces: { packages: ['test/*'] } }) }, { 'package.json': build }],
  ['pnpm-workspace.yaml names it', 'docs/readme.md', { Dockerfile: node, 'package.json': build, 'pnpm-workspace.yaml': 'packages:\n  - docs\n' }, { 'pnpm-workspace.yaml': 'packages:\n  - web\n' }],
  ['lerna.json names it', 'docs/readme.md', { Dockerfile: node, 'package.json': build, 'lerna.json': '{"packages":["docs"]}' }, { 'lerna.json': '{"packages":["web"]}' }],
  ['Cargo.toml has it as a member', 'tests/util/lib.rs', { Dockerfile: 'FROM rust\nCOPY . .\nRUN cargo build\n', 'Cargo.toml': '[workspace]\nmembers = ["tests/util"]\n' }, { 'Cargo.toml': '[package]\n' }],
  ['Cargo.toml has a test without a path', 'tests/a.rs', { Dockerfile: 'FROM rust\nCOPY . .\nRUN cargo build\n', 'Cargo.toml': '[[test]]\nname = "a"\n' }, { 'Cargo.toml': '[package]\n' }],
  ['go.work uses it', 'tests/go.mod', { Dockerfile: 'FROM golang\nCOPY . .\nRUN go build\n', 'go.work': 'go 1.22\nuse (\n\t.\n\t./tests\n)\n' }, { 'go.work': 'go 1.22\n' }],
  ['pom.xml has it as a module', 'tests/pom.xml', { Dockerfile: 'FROM maven\nCOPY . .\nRUN mvn package\n', 'pom.xml': '<project><modules><module>tests</module></modules></project>' }, { 'pom.xml': '<project/>' }],
  ['settings.gradle includes it', 'tests/app/a.java', { Dockerfile: 'FROM gradle\nCOPY . .\nRUN gradle build\n', 'settings.gradle': "include ':tests:app'\n" }, { 'settings.gradle': '\n' }],
  ['a solution has it', 'tests/App.csproj', { Dockerfile: 'FROM dotnet\nCOPY . .\nRUN dotnet build\n', 'App.sln': 'Project("{F}") = "App", "tests\\App.csproj", "{A}"\n' }, { 'App.sln': '\n' }],
  ['CMakeLists.txt has it as a part', 'tests/a.c', { Dockerfile: 'FROM gcc\nCOPY . .\nRUN cmake --build .\n', 'CMakeLists.txt': 'add_subdirectory(tests)\n' }, { 'CMakeLists.txt': '\n' }],
  ['a manifest is there that nobody read', 'tests/a.c', { Dockerfile: 'FROM gcc\nCOPY . .\nRUN cmake --build .\n', 'CMakeLists.txt': 100 }, { 'CMakeLists.txt': '\n' }],
  ['tsconfig.json refers to it', 'test/tsconfig.json', { Dockerfile: node, 'package.json': build, 'tsconfig.json': '{ "files": [], "references": [{ "path": "./test" }] }' }, { 'tsconfig.json': '{ "files": [] }' }],
  ['tsconfig.json extends it', 'test/base.json', { Dockerfile: node, 'package.json': build, 'tsconfig.json': '{ "extends": "./test/base", "files": [] } // x' }, { 'tsconfig.json': '{ "files": [] }' }],
  ['tsconfig.json includes it, and excludes another', 'test/a.ts', { Dockerfile: node, 'package.json': build, 'tsconfig.json': '{ "exclude": ["docs"], "include": ["src", "test/**/*.ts"] }' }, { 'tsconfig.json': '{ "include": ["src"], "exclude": ["test"] }' }],
  ['TypeScript compiles it', 'test/a.ts', { Dockerfile: node, 'package.json': build, 'tsconfig.json': '{}' }, { 'tsconfig.json': '{ "include": ["src"] }' }],
  ['package.json names its files', 'README.md', { Dockerfile: node, 'package.json': withScripts({ build: 'tsc' }, { files: ['dist', 'README.md'] }) }, { 'package.json': build }],
  ['package.json names its readme', 'docs/npm.md', { Dockerfile: node, 'package.json': withScripts({ build: 'tsc' }, { readme: './docs/npm.md' }) }, { 'package.json': build }],
  ['a dependency is a folder', 'test/lib/package.json', { Dockerfile: node, 'package.json': withScripts({ build: 'tsc' }, { dependencies: { lib: 'file:test/lib' } }) }, { 'package.json': build }],
  ['a damaged package.json has the word', 'docs/a.md', { Dockerfile: node, 'package.json': '{"workspaces": ["docs"], ' }, { 'package.json': '{"scripts": {}, ' }],
  ['pyproject.toml has it for a readme', 'docs/pypi.md', { Dockerfile: python, 'pyproject.toml': '[project]\nreadme = "docs/pypi.md"\n' }, { 'pyproject.toml': '[project]\nname = "a"\n' }],
  ['a package beside it may read it', 'README.md', { Dockerfile: python, 'pyproject.toml': '[project]\nname = "a"\n' }, { 'pyproject.toml': undefined as never }],
  ['setup.py may read it', 'README.rst', { Dockerfile: python, 'setup.py': 'setup(long_description=open(name).read())' }, { 'setup.py': undefined as never }],
  ['MANIFEST.in has it', 'docs/a.md', { Dockerfile: python, 'MANIFEST.in': 'recursive-include docs *\n' }, { 'MANIFEST.in': '\n' }],
  ['requirements.txt installs it', 'tests/lib/setup.py', { Dockerfile: python, 'requirements.txt': '-e ./tests/lib\n' }, { 'requirements.txt': 'flask\n' }],
  ['composer.json reads its classes', 'tests/a.php', { Dockerfile: 'FROM php\nCOPY . .\nRUN composer install\n', 'composer.json': '{"autoload": {"classmap": ["tests/"]}}' }, { 'composer.json': '{"autoload-dev": {"psr-4": {"Tests\\\\": "tests/"}}}' }],
  ['a configuration of a bundler names it', 'docs/a.md', { Dockerfile: node, 'package.json': build, 'vite.config.ts': "export default { input: 'docs/a.md' }" }, { 'vite.config.ts': '' }],
  ['Go may have it built in', 'docs/a.md', { Dockerfile: 'FROM golang\nCOPY . .\nRUN go build .\n', 'go.mod': 'module a\n' }, { 'go.mod': undefined as never }],
  // Tests.
  ['a step runs tests', 'test/a.js', { Dockerfile: `${node}RUN npm test\n`, 'package.json': build }, { Dockerfile: node }],
  ['a step runs pytest', 'tests/test_a.py', { Dockerfile: `${python}RUN python -m pytest\n` }, { Dockerfile: `${python}RUN pip install pytest\n` }],
  ['the build script runs tests', 'src/a.test.ts', { Dockerfile: node, 'package.json': withScripts({ build: 'vitest run && vite build' }) }, { 'package.json': withScripts({ build: 'vite build' }) }],
  // Docs.
  ['a step makes pages of it', 'docs/a.md', { Dockerfile: `${python}RUN mkdocs build\n` }, { Dockerfile: python }],
  ['a package makes pages of it', 'docs/a.md', { Dockerfile: node, 'package.json': withScripts({ build: 'tsc' }, { devDependencies: { vitepress: '1' } }) }, { 'package.json': build }],
  ['it holds sources', 'docs/docs.go', { Dockerfile: node, 'package.json': build, 'docs/a.md': 1 }, { 'docs/docs.go': undefined as never, 'docs/docs.md': 1 }],
  // Version history.
  ['git is asked', '.git/HEAD', { Dockerfile: 'FROM golang\nCOPY . .\nRUN go build -ldflags "-X main.v=$(git describe --tags)"\n' }, { Dockerfile: 'FROM golang\nCOPY . .\nRUN git clone https://e.org/x && go build\n' }],
  ['go stamps the revision', '.git/HEAD', { Dockerfile: 'FROM golang\nCOPY . .\nRUN go build -buildvcs=true\n' }, { Dockerfile: 'FROM golang\nCOPY . .\nRUN go build -buildvcs=false\n' }],
  ['setuptools_scm takes the version', '.git/HEAD', { Dockerfile: python, 'pyproject.toml': '[build-system]\nrequires = ["setuptools-scm>=8"]\n' }, { 'pyproject.toml': '[build-system]\nrequires = ["setuptools"]\n' }],
  ['versioneer takes the version', '.git/HEAD', { Dockerfile: python, 'setup.py': 'import versioneer' }, { 'setup.py': 'import setuptools' }],
  ['a plugin of Maven takes the commit', '.git/HEAD', { Dockerfile: 'FROM maven\nCOPY . .\nRUN mvn package\n', 'pom.xml': '<artifactId>git-commit-id-maven-plugin</artifactId>' }, { 'pom.xml': '<project/>' }],
  ['the gemspec lists its files', '.git/HEAD', { Dockerfile: 'FROM ruby\nCOPY . .\nRUN bundle install\n', 'a.gemspec': 's.files = `git ls-files -z`.split' }, { 'a.gemspec': 's.files = []' }],
  ['the Makefile asks', '.git/HEAD', { Dockerfile: 'FROM gcc\nCOPY . .\nRUN make\n', Makefile: 'V := $(shell git rev-parse HEAD)\n' }, { Makefile: 'V := 1\n' }],
  ['the Makefile may ask', '.git/HEAD', { Dockerfile: 'FROM gcc\nCOPY . .\nRUN make\n', Makefile: 10 }, { Makefile: 'V := 1\n' }],
  ['a script of package.json asks', '.git/HEAD', { Dockerfile: node, 'package.json': withScripts({ build: 'V=$(git rev-parse HEAD) tsc' }) }, { 'package.json': withScripts({ build: 'tsc', release: 'git tag v1' }) }],
  ['a script that nobody read may ask', '.git/HEAD', { Dockerfile: 'FROM a\nCOPY . .\nRUN ./build.sh\n', 'build.sh': 10 }, { 'build.sh': 'cc a.c\n' }],
  // Secrets.
  ['npm reads .npmrc', '.npmrc', { Dockerfile: node, 'package.json': build }, { Dockerfile: 'FROM node\nCOPY . .\n' }],
  ['Vite reads .env', '.env', { Dockerfile: node, 'package.json': withScripts({ build: 'vite build' }, { devDependencies: { vite: '7' } }) }, { 'package.json': withScripts({ build: 'tsc' }) }],
  ['Next.js reads .env.production', '.env.production', { Dockerfile: node, 'package.json': withScripts({ build: 'next build' }, { dependencies: { next: '15' } }), '.env.test': 1 }, { 'package.json': build }],
  ['a step loads .env', '.env', { Dockerfile: `${python}RUN python manage.py collectstatic\n`, 'requirements.txt': 'django-environ\n' }, { 'requirements.txt': 'django\n' }],
  ['artisan caches .env', '.env', { Dockerfile: 'FROM php\nCOPY . .\nRUN php artisan config:cache\n', 'composer.json': '{"require": {"laravel/framework": "11"}}' }, { 'composer.json': '{}' }],
  ['COPY names the key', 'id_rsa', { Dockerfile: 'FROM a\nCOPY . .\nCOPY id_rsa /root/.ssh/\n' }, { Dockerfile: 'FROM a\nCOPY . .\n' }],
  // What a build makes.
  ['nothing installs node_modules', 'node_modules/a/index.js', { Dockerfile: 'FROM node\nCOPY . .\nRUN npm run build\n', 'package.json': build }, { Dockerfile: node }],
  ['no step makes dist', 'dist/a.js', { Dockerfile: 'FROM nginx\nCOPY . /usr/share/nginx\n', 'package.json': build, '.gitignore': 'dist\n' }, { Dockerfile: node }],
  ['dist is a part of the sources', 'dist/a.js', { Dockerfile: node, 'package.json': build, '.gitignore': 'x\n' }, { '.gitignore': '/dist/\n' }],
  ['COPY takes it out of target', 'target/app.jar', { Dockerfile: 'FROM jre\nCOPY target/*.jar app.jar\n', 'pom.xml': '<project/>', 'target/classes/A.class': 1 }, { Dockerfile: 'FROM maven\nCOPY . .\nRUN mvn package\n' }],
  ['nothing installs the packages of PHP', 'vendor/autoload.php', { Dockerfile: 'FROM php\nCOPY . .\n', 'composer.json': '{}' }, { Dockerfile: 'FROM php\nCOPY . .\nRUN composer install\n' }],
  ['venv is no virtual environment', 'venv/a.py', { Dockerfile: python }, { 'venv/pyvenv.cfg': 1 }],
  ['make reads the Makefile', 'Makefile', { Dockerfile: 'FROM gcc\nCOPY . .\nRUN make\n', Makefile: 'all:\n' }, { Dockerfile: 'FROM gcc\nCOPY . .\n' }],
  ['the compiler reads .editorconfig', '.editorconfig', { Dockerfile: 'FROM dotnet\nCOPY . .\nRUN dotnet build\n', 'a.csproj': '' }, { 'a.csproj': undefined as never }],
  ['a notebook is run', 'a.ipynb', { Dockerfile: `${python}RUN papermill a.ipynb b.ipynb\n` }, { Dockerfile: python }],
]; // prettier-ignore

/** Without the files that are given as undefined. */
const folder = (files: GivenFiles): GivenFiles =>
  Object.fromEntries(Object.entries(files).filter(([, given]) => (given as unknown) !== undefined));

describe('what a build needs stays', () => {
  it.each(needs)('%s: %s', (_, path, files, change) => {
    expect(leftOf(folder({ [path]: 3, ...files }))).toContain(path);
    expect(leftOf(folder({ [path]: 3, ...files, ...change }))).not.toContain(path);
  });
});

describe('the lines', () => {
  const files: GivenFiles = {
    Dockerfile: node,
    'package.json': build,
    'tsconfig.json': '{"include":["src"]}',
    'src/a.ts': 10,
    'src/.DS_Store': 6,
    'packages/web/package.json': '{}',
    'packages/web/node_modules/x/index.js': 500,
    'node_modules/y/index.js': 1000,
    'node_modules/y/node_modules/z/index.js': 2000,
    '.git/HEAD': 20,
    'docs/a.md': 70,
    'test/a.js': 30,
  };

  it('tell what each saves that none before does, and add up to the difference', () => {
    const audit = auditOf(folderOf(files));
    const lines = audit.proposal?.lines ?? [];
    expect(lines.map(({ pattern, files: count, bytes }) => [pattern, count, bytes])).toEqual([
      ['.git', 1, 20],
      ['**/node_modules', 3, 3500],
      ['test', 1, 30],
      ['docs', 1, 70],
      ['Dockerfile', 1, node.length],
      ['**/.DS_Store', 1, 6],
    ]);
    expect(lines.every(({ reason }) => reason.endsWith('.'))).toBe(true);
    const saved = lines.reduce((sum, line) => sum + line.bytes, 0);
    expect(audit.proposed?.bytes).toBe(audit.now.bytes - saved);
  });

  it('are added where they leave out something that is there', () => {
    expect(patternsOf({ Dockerfile: 'FROM a\nCOPY . .\n', 'a.c': 1 })).toEqual(['Dockerfile']);
    expect(auditOf(folderOf({ 'a.c': 1 }))).toMatchObject({ proposal: null, proposed: null, ignoredAsProposed: null });
  });

  it.each(['\n', '\r\n'])('stand behind the user’s own, which stay as they are: %j', (end) => {
    const own = `# mine${end}${end}node_modules/**${end}!x   ${end}docs`;
    const { proposal } = auditOf(folderOf({ ...files, '.dockerignore': own }));
    expect(proposal?.text.startsWith(`${own}${end}# `)).toBe(true);
    expect(proposal?.text.split(end)).not.toContain('docs/a.md');
    expect(proposal?.lines.map(({ pattern }) => pattern)).not.toContain('docs');
  });

  it('leave out what nothing takes, where it is large', () => {
    const dockerfile = 'FROM a\nCOPY src /src\n';
    expect(patternsOf({ Dockerfile: dockerfile, 'src/a': 1, 'data/a': 200_000, 'data/b': 1, 'small/a': 5, 'video [1].mp4': 300_000 })).toEqual([
      'Dockerfile', 'video \\[1].mp4', 'data',
    ]); // prettier-ignore
    const other = { 'Dockerfile.b': 'FROM a\nCOPY data /\n' };
    expect(patternsOf({ Dockerfile: dockerfile, 'src/a': 1, 'data/a': 200_000, ...other })).not.toContain('data');
    expect(patternsOf({ Dockerfile: dockerfile, 'src/a': 1, 'data/a': 200_000, 'Dockerfile.b': 20 })).not.toContain(
      'data',
    );
  });

  it('name one place where others of that name stay', () => {
    const patterns = patternsOf({
      Dockerfile: `${node}COPY packages/b/node_modules /x\n`,
      'package.json': build,
      'packages/a/node_modules/x/a.js': 1,
      'packages/b/node_modules/x/b.js': 1,
    });
    expect(patterns).toContain('packages/a/node_modules');
    expect(patterns).not.toContain('**/node_modules');
  });

  it('except what is needed in a folder that goes', () => {
    const patterns = patternsOf({
      Dockerfile: `${node}COPY docs/api.md /x\n`,
      'package.json': build,
      'docs/api.md': 1,
      'docs/b.md': 1,
    });
    expect(patterns.slice(patterns.indexOf('docs'))).toEqual(['docs', '!docs/api.md', 'Dockerfile']);
  });

  it('bring nothing back that the user leaves out', () => {
    const own = '**/*.secret\n';
    const project = {
      Dockerfile: `${node}COPY docs/site /x\n`,
      'package.json': build,
      'docs/site/a.md': 1,
      'docs/site/b.secret': 1,
      'docs/c.md': 1,
    };
    expect(leftOf({ ...project, '.dockerignore': own })).not.toContain('docs/site/b.secret');
    expect(leftOf({ ...project, '.dockerignore': own })).toContain('docs/site/a.md');
  });

  it('say nothing of names that no line can say', () => {
    const patterns = patternsOf({
      Dockerfile: 'FROM a\nCOPY src /src\n',
      'src/a': 1,
      'new\nline': 300_000,
      ' blank': 300_000,
      '!no': 300_000,
    });
    expect(patterns).toEqual(['Dockerfile', '\\!no']);
  });

  it('are as the builder reads them', () => {
    const context = folderOf(files);
    const audit = auditOf(context);
    expect(filesNot(context.tree, ignoredByFile(context.tree, audit.proposal?.text ?? ''))).toEqual(
      filesNot(context.tree, audit.ignoredAsProposed ?? new Uint8Array()),
    );
  });
});

describe('ecosystems', () => {
  const all = 'COPY . .\n';
  it.each<[string, string, GivenFiles, string[]]>([
    ['Node', `FROM node\n${all}RUN npm ci && npm run build\n`, { 'package.json': build, '.next/a': 1, 'coverage/a': 1, 'app.tsbuildinfo': 1, '.turbo/x': 1 }, ['.next', 'coverage', '.turbo', '*.tsbuildinfo']],
    ['Python', python, { '.venv/pyvenv.cfg': 1, '__pycache__/a.pyc': 1, '.pytest_cache/x': 1, 'a.egg-info/x': 1, '.tox/a': 1 }, ['.venv', '**/__pycache__', '.pytest_cache', '*.egg-info', '.tox']],
    ['Rust', `FROM rust\n${all}RUN cargo build --release\n`, { 'Cargo.toml': '', 'target/debug/a': 1 }, ['target']],
    ['Java', `FROM maven\n${all}RUN mvn package\n`, { 'pom.xml': '<project/>', 'target/a.jar': 1, 'a.iml': 1, '.idea/x': 1 }, ['target', '*.iml', '.idea']],
    ['PHP', `FROM php\n${all}RUN composer install\n`, { 'composer.json': '{}', 'vendor/autoload.php': 1, '.phpunit.result.cache': 1 }, ['vendor', '.phpunit.result.cache']],
    ['Ruby', `FROM ruby\n${all}RUN bundle install\n`, { Gemfile: '', 'spec/a_spec.rb': 1, 'log/development.log': 1 }, ['spec', '**/*.log']],
    ['.NET', `FROM dotnet\n${all}RUN dotnet publish\n`, { 'a.csproj': '', 'bin/a.dll': 1, 'obj/a.dll': 1, '.vs/x': 1 }, ['bin', 'obj', '.vs']],
    ['Go', `FROM golang\n${all}RUN go build .\n`, { 'go.mod': 'module a\n', 'a_test.go': 1, 'coverage.out': 1 }, ['**/*_test.go', 'coverage.out']],
    ['static pages', `FROM nginx\n${all}`, { 'index.html': 1, '.vscode/x': 1, 'docker-compose.yml': '', '.github/x.yml': '' }, ['.vscode', 'docker-compose*.yml', '.github']],
  ])('%s', (_, Dockerfile, files, patterns) => {
    expect(patternsOf({ Dockerfile, ...files })).toEqual(expect.arrayContaining(patterns));
  }); // prettier-ignore
});

describe.each(sharedContexts())('$name', ({ name, load }) => {
  it('keeps everything that each COPY and the build need', async () => {
    const { context, dockerfile } = await load();
    const audit = auditContext({ context, dockerfile: { name: 'Dockerfile', text: dockerfile }, dockerignore: null });
    const then = audit.ignoredAsProposed ?? audit.ignored;
    const named = [...dockerfile.matchAll(/^(?:COPY|ADD) (?!--from)(?:--\S+ )*(.*) \S+$/gm)].flatMap(([, all = '']) =>
      all.split(' '),
    );
    const paths = Array.from(then, (_, at) => contextPath(context.tree, at));
    for (const source of named) {
      const at = paths.indexOf(source.replace(/\/$/, ''));
      if (at > 0) expect([source, then[at]]).toEqual([source, audit.ignored[at]]);
    }
    if (name !== 'node-bloated') return;
    // `npm install` reads the manifests and .npmrc; `tsc -p tsconfig.json` compiles src; the picture is copied by its name.
    expect(filesNot(context.tree, then)).toEqual([
      '.npmrc', 'assets/hero.bmp', 'package-lock.json', 'package.json', 'src/server.ts', 'tsconfig.json',
    ]); // prettier-ignore
    expect([audit.now, audit.proposed]).toMatchObject([
      { files: 56, bytes: 3_291_246 },
      { files: 6, bytes: 3_182_934 },
    ]);
  });
});
