// Paths that manifests and settings of tools name. Not by the grammar of each: whatever word in one of them is also the name
// of something in the folder, that stays. Only files that speak of tests and the like alone are passed over.
import type { ContextText } from '../build-context/build-context.ts';
import { fileNameOf, pathsInPackage, readPackage } from './node/package-json.ts';

export interface NamedPath {
  /** Relative to the folder that the manifest lies in; it may have wildcards. */
  readonly path: string;
  /** What lies in it is needed as well. */
  readonly isWorked: boolean;
}

const longest = 1_000_000;
const mostPaths = 20_000;

/** Written for people, for the tools of a developer, or made from the manifests. */
const passedOver =
  /(?:\.(?:md|mdx|rst|lock|lockb|log|env)|-lock\.(?:json|yaml)|\.dockerignore|ignore|attributes|shrinkwrap\.json|\.sum)$|^(?:\.env.*|\.npmrc|\.yarnrc.*|\.coveragerc|\.editorconfig|\.eslintrc.*|\.mocharc.*|\.prettierrc.*|\.pre-commit-config\.yaml|codecov\.yml|(?:docker-)?compose.*\.ya?ml|.*Dockerfile.*|(?:cypress|jest|karma|playwright|vitest)\.(?:conf|config|workspace)\.[a-z]+|eslint\.config\.[a-z]+|noxfile\.py|phpunit\.xml.*|pytest\.ini|tox\.ini|\.gitlab-ci\.yml|Jenkinsfile)$/i;

/** Files whose words stand without quotes. */
const bare =
  /^(?:setup\.cfg|MANIFEST\.in|requirements.*|constraints.*|pnpm-workspace\.yaml|go\.(?:work|mod)|pom\.xml|meson\.build|.*\.ya?ml|.*\.txt)$/i;
/** Here a word counts where it looks like a path: a target may be called `test`. */
const scripts = /^(?:(?:GNU)?Makefile(?:\..*)?|.*\.(?:mk|sh|bash|am)|Rakefile|justfile|Taskfile\.ya?ml)$/i;

/** Parts of pyproject.toml that speak to tools of a developer. */
const developerSections =
  /^tool\.(?:bandit|black|codespell|commitizen|coverage|flake8|isort|mypy|nox|pylint|pyright|pytest|ruff|semantic_release|towncrier|tox)\b/;

function withoutDeveloperSections(text: string): string {
  const lines: string[] = [];
  let isPassed = false;
  for (const line of text.split('\n')) {
    const [, section] = /^\s*\[{1,2}([^\]]*)\]/.exec(line) ?? [];
    if (section !== undefined) isPassed = developerSections.test(section.trim());
    if (!isPassed) lines.push(line);
  }
  return lines.join('\n');
}

function* quotedIn(text: string): Generator<string> {
  for (const [, double, single] of text.matchAll(/"([^"\n]{1,300})"|'([^'\n]{1,300})'/g)) yield double ?? single ?? '';
}

function* wordsIn(text: string): Generator<string> {
  for (const [word] of text.matchAll(/[^\s"'`<>(){},;=|&]+/g)) if (word.length <= 300) yield word;
}

const looksLikePath = (word: string): boolean => /[./]/.test(word);

/** `..\lib\a.csproj` as MSBuild and solutions have it; gradle's `:app:core`; `-` and `file:` in front. */
function* formsOf(word: string): Generator<string> {
  const path = word
    .replaceAll('\\\\', '/')
    .replaceAll('\\', '/')
    .replace(/^(?:file|path|link):(?:\/\/)?/, '');
  yield path;
  if (path.includes(':')) yield path.replaceAll(':', '/').replace(/^\/+/, '');
}

/** composer.json: where classes of tests lie need not be there, as long as no list of classes is asked for. */
const withoutDevelopmentClasses = (text: string): string =>
  /"classmap"/.test(text) ? text : text.replace(/"autoload-dev"\s*:\s*\{[^{}]*(?:\{[^{}]*\}[^{}]*){0,4}\}/, '');

/** The list ends at the next bracket; not by one expression, which many lists without an end would keep busy for long. */
function withoutExcluded(text: string): string {
  const [start] = /"exclude"\s*:\s*\[/.exec(text) ?? [];
  const from = start === undefined ? -1 : text.indexOf(start);
  const end = from < 0 ? -1 : text.indexOf(']', from);
  return end < 0 ? text : text.slice(0, from) + text.slice(end);
}

/** The folders before the first wildcard: what TypeScript is told to compile decides where its output lies, too. */
function* pathsInTsconfig(text: string): Generator<NamedPath> {
  for (const word of quotedIn(withoutExcluded(text))) {
    const star = word.search(/[*?]/);
    const path = star < 0 ? word : word.slice(0, Math.max(0, word.lastIndexOf('/', star)));
    if (path !== '') yield { path, isWorked: true };
    if (star < 0 && !path.endsWith('.json')) yield { path: `${path}.json`, isWorked: false };
  }
}

/** [[bench]] and its like name files without their folder. */
const cargoFolders: ReadonlyMap<string, string> = new Map([
  ['bench', 'benches'],
  ['example', 'examples'],
  ['test', 'tests'],
]);

function* pathsInCargo(text: string): Generator<NamedPath> {
  for (const [, kind = ''] of text.matchAll(/^[ \t]*\[\[(bench|example|test)\]\]/gm)) {
    yield { path: cargoFolders.get(kind) ?? kind, isWorked: true };
  }
}

function wordsOf(name: string, text: string): Iterable<string> {
  if (name === 'package.json') {
    const fields = readPackage(text);
    return fields ? pathsInPackage(fields) : quotedIn(text);
  }
  if (name === 'pyproject.toml') return quotedIn(withoutDeveloperSections(text));
  if (name === 'composer.json') return quotedIn(withoutDevelopmentClasses(text));
  if (name === 'CMakeLists.txt') return wordsIn(text);
  return bare.test(name) || scripts.test(name) ? wordsIn(text) : quotedIn(text);
}

/** What a text names, in its own order. */
export function* namedInText({ path, text }: ContextText): Generator<NamedPath> {
  const name = fileNameOf(path);
  if (passedOver.test(name) || /(?:^|\/)\.(?:github|circleci|husky|vscode|idea)\//.test(path) || text.length > longest)
    return;
  if (/^[jt]sconfig.*\.json$/.test(name)) return yield* pathsInTsconfig(text);
  if (name === 'Cargo.toml') yield* pathsInCargo(text);
  let count = 0;
  for (const word of wordsOf(name, text)) {
    if (++count > mostPaths) return;
    if (scripts.test(name) && !looksLikePath(word)) continue;
    for (const form of formsOf(word)) yield { path: form, isWorked: false };
  }
}
