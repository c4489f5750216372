// Why an entry's file or folder stays although it mostly may go: a step of this very build needs it, or may.
import type { ContextIndex } from '../build-context/context-index.ts';
import { environmentReader, isForProduction } from './environment-readers.ts';
import { gitReader } from './git-readers.ts';
import type { IgnoreEntry } from './ignore-file/ignore-entries.ts';
import { fileNameOf, folderNameOf } from './node/package-json.ts';
import type { ProjectFacts } from './project-facts.ts';

/** Why it has to stay; null where it may go. */
export type KeepReason = (entry: IgnoreEntry, node: number) => string | null;

/** Tools that take a list of files from .gitignore. */
const gitignoreReaders = /hatchling|poetry[-.]core|tailwindcss|maturin|\bturbo\b|"biome"|@biomejs/;
/** Packages and programs that make pages of a folder of texts. */
const docsPackages =
  /^(?:@docusaurus\/.*|vitepress|vuepress|nextra|@11ty\/eleventy|hexo|astro|gatsby|docsify.*|typedoc|@mdx-js\/.*|contentlayer|fumadocs.*|@nuxt\/content|gray-matter)$/;
const docsPrograms: ReadonlySet<string> = new Set([
  'mkdocs',
  'sphinx-build',
  'hugo',
  'jekyll',
  'mdbook',
  'antora',
  'doxygen',
  'asciidoctor',
  'zola',
  'typedoc',
  'swag',
]);
const notebookPrograms = /^(?:jupyter.*|papermill|voila|nbconvert|quarto)$/;
/** Not more than these lie in a folder that is for people to read. */
const note =
  /(?:\.(?:md|mdx|rst|txt|adoc|asciidoc|org|png|jpe?g|gif|svg|webp|ico|pdf|drawio|puml|plantuml|mmd|dot|docx?|odt|pptx?|bmp|bib|tex)|^(?:Makefile|make\.bat|conf\.py|LICENSE|\.gitkeep|\.nojekyll|CNAME))$/i;
const ambiguousOutput: ReadonlySet<string> = new Set(['dist', 'build', 'out']);
const mostLookedAt = 20_000;

/** Reads a folder's .gitignore as far as whole names go: `dist`, `/dist/`, `**\/dist`. */
function ignoredByGit({ texts }: ProjectFacts, index: ContextIndex, node: number): boolean {
  const name = index.nameOf(node);
  for (let folder = index.parentOf(node); folder >= 0; folder = index.parentOf(folder)) {
    const text = texts.find(
      ({ path }) => fileNameOf(path) === '.gitignore' && index.find(folderNameOf(path)) === folder,
    )?.text;
    const lines = text?.split(/\r?\n/) ?? [];
    if (
      lines.some(
        (line) =>
          line
            .trim()
            .replace(/^(?:\*\*\/|\/)/, '')
            .replace(/\/\**$/, '') === name,
      )
    )
      return true;
  }
  return false;
}

/** What a tsconfig.json beside it names as the folder of its output. */
function isOutputOfTypeScript({ texts }: ProjectFacts, index: ContextIndex, node: number): boolean {
  return texts.some(({ path, text }) => {
    const [, out] = /^tsconfig.*\.json$/.test(fileNameOf(path))
      ? (/"outDir"\s*:\s*"([^"\n]{1,300})"/.exec(text) ?? [])
      : [];
    const folder = out === undefined ? null : index.find(folderNameOf(path));
    return folder !== null && index.find(out ?? '', folder) === node;
  });
}

function holdsOnlyNotes(index: ContextIndex, folder: number): boolean {
  const open = [folder];
  let count = 0;
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (++count > mostLookedAt) return false;
    if (!index.isDirectory(node)) {
      if (!note.test(index.nameOf(node))) return false;
    } else index.pushChildren(node, open);
  }
  return true;
}

function holdsTypeScript(index: ContextIndex, folder: number): boolean {
  const open = [folder];
  let count = 0;
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (++count > mostLookedAt) return true;
    if (!index.isDirectory(node)) {
      if (/(?<!\.d)\.[cm]?tsx?$/.test(index.nameOf(node))) return true;
    } else index.pushChildren(node, open);
  }
  return false;
}

/** Without a list of files, and without a root, the folders that are there decide where output lies. */
function compilesAll({ texts, builds }: ProjectFacts): boolean {
  const tsconfig = texts.find(({ path }) => path === 'tsconfig.json')?.text;
  return builds.has('node') && tsconfig !== undefined && !/"(?:include|files|rootDir|noEmit)"/.test(tsconfig);
}

const has = (index: ContextIndex, directory: number, names: readonly string[]): boolean =>
  names.some((name) => index.named(name).some((node) => index.parentOf(node) === directory));

/** The reasons of one build. Asked of what an instruction takes: what nothing takes needs none to go. */
export function keepReasons(facts: ProjectFacts, index: ContextIndex): KeepReason {
  const { installs, builds, calls, packages, unread, mentions } = facts;
  const [git, environment] = [gitReader(facts, index), environmentReader(facts)];
  const mayNameFolders = unread.length > 0 ? `${unread[0]} may name it` : null;
  const runs = (names: (name: string) => boolean): boolean =>
    calls.some(({ command }) => names(command.name) || command.args.some(({ value }) => names(value)));
  const servesDocs =
    [...packages].some((name) => docsPackages.test(name)) ||
    runs((name) => docsPrograms.has(name) || /^docs?(?::|$)/.test(name));
  const embeds = has(index, 0, ['go.mod', 'Cargo.toml']) ? 'a program may have it built in' : null;

  function ofTests(node: number): string | null {
    if (facts.runsTests) return 'a step runs tests';
    if (compilesAll(facts) && index.isDirectory(node) && holdsTypeScript(index, node)) return 'TypeScript compiles it';
    return index.isDirectory(node) ? mayNameFolders : null;
  }

  function ofNotes(entry: IgnoreEntry, node: number): string | null {
    if (/ipynb|notebooks/.test(entry.pattern))
      return runs((name) => notebookPrograms.test(name)) ? 'a step runs it' : null;
    const readers = ['pyproject.toml', 'setup.py', 'setup.cfg', 'Cargo.toml', '*.gemspec'];
    if (entry.pattern.startsWith('README') && has(index, index.parentOf(node), readers)) return 'the package reads it';
    if (index.isDirectory(node) && (servesDocs || !holdsOnlyNotes(index, node)))
      return 'the build may make pages of it';
    return embeds ?? mayNameFolders;
  }

  function ofOutput({ madeBy = 'node' }: IgnoreEntry, node: number): string | null {
    if (!builds.has(madeBy)) return 'no step makes it';
    const isCertain =
      !ambiguousOutput.has(index.nameOf(node)) ||
      ignoredByGit(facts, index, node) ||
      isOutputOfTypeScript(facts, index, node);
    return isCertain || madeBy === 'gradle' ? null : 'it may be a part of the sources';
  }

  function ofSecrets(entry: IgnoreEntry, node: number): string | null {
    const name = index.nameOf(node);
    if (name === '.npmrc') return installs.has('node') ? 'npm reads it' : null;
    if (name.startsWith('.env') && !index.isDirectory(node))
      return environment !== null && isForProduction(name) ? `${environment} reads it` : null;
    return null;
  }

  return (entry, node) => {
    const name = index.nameOf(node);
    switch (entry.kind) {
      case 'history':
        if (name === '.git' || name === '.hg' || name === '.svn') return git && `${git} reads it`;
        return name === '.gitignore' && mentions(gitignoreReaders) ? 'a tool takes its list of files from it' : null;
      case 'dependencies':
        return entry.madeBy && installs.has(entry.madeBy) ? null : 'no step installs it';
      case 'secrets':
        return ofSecrets(entry, node);
      case 'tests':
        return ofTests(node);
      case 'notes':
        return ofNotes(entry, node);
      case 'build files':
        return name === 'Makefile' && runs((tool) => tool === 'make') ? 'make reads it' : null;
      case 'editor files':
        return name === '.editorconfig' &&
          has(index, index.parentOf(node), ['*.csproj', '*.sln', 'pom.xml', 'build.gradle', 'build.gradle.kts'])
          ? 'the compiler reads it'
          : null;
      case 'build output':
        return ofOutput(entry, node);
      case 'logs':
        return index.isDirectory(node) ? 'the program may write there' : null;
      case 'caches':
        return null;
      default: {
        const never: never = entry.kind;
        return never;
      }
    }
  };
}
