import type { ContextIndex } from '../build-context/context-index.ts';
import { fileNameOf } from './node/package-json.ts';
import type { Call } from './project-calls.ts';
import type { ProjectFacts } from './project-facts.ts';

/** Commands of git that ask a history; others get one, or set something. */
const asks: ReadonlySet<string> = new Set([
  'archive', 'branch', 'describe', 'diff', 'for-each-ref', 'log', 'ls-files', 'name-rev', 'rev-list', 'rev-parse', 'shortlog', 'show',
  'status', 'submodule', 'symbolic-ref', 'tag',
]); // prettier-ignore

/** Tools that take a version or a list of files from the history, by the names that manifests have for them. */
const tools: readonly RegExp[] = [
  /setuptools[-_]scm|hatch-vcs|versioneer|\bpbr\b|dynamic[-_]versioning|dunamai|setuptools-git-versioning|versioningit|vcs-versioning/i,
  /^[ \t]*source[ \t]*=[ \t]*["']scm["']/m,
  /git-commit-id|buildnumber-maven-plugin|jgitver|maven-git-versioning|palantir\.git-version|gradle-git-properties|axion-release|\bgrgit\b|nebula\.release/,
  /\bMinVer\b|Nerdbank\.GitVersioning|\bGitVersion\b|\bGitInfo\b/,
  /^[ \t]*(?:vergen[\w-]*|git-version|shadow-rs|built|gix|git2)[ \t]*=/m,
  /git-revision-webpack-plugin|git-rev-sync|git-describe|git-last-commit|vite-plugin-git|git-repo-info/,
];

const inText = /\bgit['"`,\s]{1,5}(?:describe|log|ls-files|rev-list|rev-parse|show|status|submodule|tag)\b/;

/** Texts of commands; those of package.json are known by the scripts that run. */
const ofCommands =
  /^(?:(?:GNU)?Makefile|makefile|justfile|Rakefile|setup\.py|build\.(?:rs|sbt|gradle|gradle\.kts)|.*\.(?:mk|sh|bash|gemspec|[cm]?js|ts|targets|props))$/;

const shells: ReadonlySet<string> = new Set(['sh', 'bash', 'ash', 'dash', 'zsh', 'source', '.']);
/** Scripts of a project that are always the same. */
const wellKnown: ReadonlySet<string> = new Set(['gradlew', 'mvnw', 'manage.py', 'artisan', 'console', 'rails', 'rake']);

const isProgramText = (path: string): boolean => /\.(?:sh|bash)$/.test(path) || !fileNameOf(path).includes('.');

/** The script of the folder that a call runs and that nobody has read; null where there is none. */
function unreadScript({ command, directories }: Call, index: ContextIndex, read: ReadonlySet<number>): string | null {
  const [first] = command.args.filter(({ value }) => !value.startsWith('-'));
  const path = shells.has(command.name) ? first?.value : command.invoked.includes('/') ? command.invoked : undefined;
  if (path === undefined || !isProgramText(path) || wellKnown.has(fileNameOf(path))) return null;
  const nodes = directories.map((directory) => index.find(path.replace(/^\.\//, ''), directory));
  return nodes.some((node) => node !== null && node > 0 && !index.isDirectory(node) && !read.has(node)) ? path : null;
}

/** Why `.git` has to be sent: what reads it while the image is built; null where nothing is known to. */
export function gitReader({ calls, texts, mentions, unread }: ProjectFacts, index: ContextIndex): string | null {
  for (const { command } of calls) {
    const [verb] = command.args.filter(({ value }) => !value.startsWith('-'));
    if (command.name === 'git' && asks.has(verb?.value ?? '')) return `git ${verb?.value}`;
    if (command.name === 'go' && command.args.some(({ value }) => value === '-buildvcs=true'))
      return 'go build -buildvcs=true';
  }
  const tool = tools.find(mentions);
  if (tool) return 'a tool that takes the version from it';
  const script = texts.find(({ path, text }) => ofCommands.test(fileNameOf(path)) && inText.test(text));
  if (script) return script.path;
  const makefile = unread.find((name) => /makefile|configure/i.test(name));
  if (makefile !== undefined) return `${makefile}, as far as is known`;
  const read = new Set(texts.flatMap(({ path }) => index.find(path) ?? []));
  for (const call of calls) {
    const path = unreadScript(call, index, read);
    if (path !== null) return `${path}, as far as is known`;
  }
  return null;
}
