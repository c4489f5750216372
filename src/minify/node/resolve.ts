// Where a name in `require` or `import` leads (nodejs.org, "Modules: CommonJS modules", "All together"; "Modules: ECMAScript
// modules", "Resolution algorithm"). What Node takes for one of both is taken for the other as well: endings are tried for `import`
// too, as bundlers and TypeScript do.
import { cleanPath } from '../../hardening/clean-path.ts';
import { asText, asTextOrNull } from '../../image/json.ts';
import type { Tracing } from '../tracing.ts';
import { isBuiltin } from './builtin-modules.ts';
import type { NamedModule } from './mentions.ts';
import { conditionsOf, exportedTarget, importedTarget } from './package-targets.ts';
import { below, foldersAbove, packageIn, scopeOf, type Package } from './packages.ts';

/** `#a` may lead to `#b`. */
const mostSteps = 8;

const endings = ['.js', '.json', '.node', '.cjs', '.mjs'];
const typescriptEndings = ['.ts', '.tsx', '.mts', '.cts'];
export const isTypescript = (path: string): boolean => /\.[cm]?tsx?$/.test(path);

/** Debian's Node looks for packages of the system there. */
const systemFolders = ['/usr/share/nodejs', '/usr/lib/nodejs'];

/** From where a name is looked up. */
export interface From {
  readonly folder: string;
  /** Files of TypeScript name others by the ending that these will have: `./x.js` is `./x.ts`. */
  readonly isTypescript?: boolean;
  /** Conditions that were named as Node was started. */
  readonly conditions?: readonly string[];
}

class Resolver {
  readonly found = new Set<string>();
  /** The package.json files that Node reads on the way. */
  readonly read = new Set<string>();

  constructor(
    private readonly from: From,
    private readonly isImport: boolean,
    private readonly tracing: Tracing,
  ) {}

  async resolve(specifier: string, steps = 0): Promise<void> {
    if (steps > mostSteps || isBuiltin(specifier)) return;
    if (specifier.startsWith('#')) await this.resolveImports(specifier, steps);
    else if (/^\.{0,2}\/|^\.{1,2}$/.test(specifier)) await this.add(this.absolute(specifier));
    else if (specifier.startsWith('file:///')) await this.add(cleanPath(specifier.slice('file://'.length)));
    else await this.resolvePackage(specifier);
  }

  private absolute(path: string): string {
    // A loader's suffix stands behind the path: `./x.js?raw`.
    const [plain = ''] = path.split('?', 1);
    const named = path.startsWith('/') ? plain : `${this.from.folder}/${plain}`;
    return plain.endsWith('/') ? `${cleanPath(named)}/` : cleanPath(named);
  }

  private async resolveImports(specifier: string, steps: number): Promise<void> {
    const scope = await scopeOf(this.from.folder, this.tracing);
    if (!scope) return;
    this.readOf(scope);
    for (const conditions of conditionsOf(this.isImport, this.from.conditions)) {
      const target = importedTarget(scope.json.imports, specifier, conditions);
      if (target?.startsWith('./')) await this.add(cleanPath(`${scope.folder}/${target}`));
      else if (target != null) await this.resolve(target, steps + 1);
    }
  }

  private async resolvePackage(specifier: string): Promise<void> {
    const [, name = '', rest = ''] = /^((?:@[^/]*\/)?[^/]+)(.*)$/s.exec(specifier) ?? [];
    const scope = await scopeOf(this.from.folder, this.tracing);
    if (scope && asText(scope.json.name) === name && scope.json.exports != null) {
      await this.addExported(scope, `.${rest}`);
      if (this.found.size > 0) return;
    }
    for (const folder of this.modulesFolders()) {
      const place = below(folder, name);
      const node = this.tracing.find(place);
      if (node === null) continue;
      if (this.tracing.isDirectory(node)) await this.addFromPackage(place, rest);
      // `require('config')` of a folder of NODE_PATH with config.js in it.
      if (this.found.size > 0) return;
    }
    for (const folder of this.sharedFolders()) {
      await this.add(below(folder, specifier));
      if (this.found.size > 0) return;
    }
  }

  private modulesFolders(): string[] {
    const own = foldersAbove(this.from.folder).filter((folder) => !folder.endsWith('/node_modules'));
    return [...own.map((folder) => below(folder, 'node_modules')), ...this.sharedFolders()];
  }

  private sharedFolders(): string[] {
    const named = this.tracing.variable('NODE_PATH')?.split(':') ?? [];
    return [...named.filter((folder) => folder.startsWith('/')), ...systemFolders];
  }

  private async addFromPackage(folder: string, rest: string): Promise<void> {
    const found = await packageIn(folder, this.tracing);
    if (found) this.readOf(found);
    if (found?.json.exports != null) await this.addExported(found, `.${rest}`);
    else await this.add(rest === '' ? folder : cleanPath(folder + rest));
  }

  private async addExported({ folder, json }: Package, name: string): Promise<void> {
    this.readOf({ folder, json });
    for (const conditions of conditionsOf(this.isImport, this.from.conditions)) {
      const target = exportedTarget(json.exports, name, conditions);
      if (target !== null) await this.add(cleanPath(`${folder}/${target}`));
    }
  }

  private readOf({ folder }: Package): void {
    this.read.add(below(folder, 'package.json'));
  }

  /** A file, the same with an ending, or what a folder stands for. */
  private async add(path: string): Promise<void> {
    const file = this.fileAt(path);
    if (file !== null) {
      this.found.add(file);
      return;
    }
    const folder = path.endsWith('/') ? path.slice(0, -1) || '/' : path;
    const node = this.tracing.find(folder);
    if (node !== null && this.tracing.isDirectory(node)) await this.addFolder(folder);
  }

  private async addFolder(folder: string): Promise<void> {
    const found = await packageIn(folder, this.tracing);
    if (found) this.readOf(found);
    const main = asTextOrNull(found?.json.main);
    const named = main === null ? null : cleanPath(`${folder}/${main}`);
    const file =
      (named && (this.fileAt(named) ?? this.fileAt(below(named, 'index')))) ?? this.fileAt(below(folder, 'index'));
    if (file !== null) this.found.add(file);
  }

  private fileAt(path: string): string | null {
    if (path.endsWith('/')) return null;
    const more = this.from.isTypescript ? typescriptEndings : [];
    const swapped = this.from.isTypescript
      ? [path.replace(/\.([cm]?)js$/, '.$1ts'), path.replace(/\.js$/, '.tsx')]
      : [];
    const tried = [path, ...swapped, ...[...endings, ...more].map((ending) => path + ending)];
    return tried.find((one) => this.isFile(one)) ?? null;
  }

  private isFile(path: string): boolean {
    const node = this.tracing.find(path);
    return node !== null && !this.tracing.isDirectory(node);
  }
}

export interface Resolution {
  /** Where it leads: one file, or two where that depends on Node's version. Links are not followed. */
  readonly files: ReadonlySet<string>;
  readonly read: ReadonlySet<string>;
}

export async function resolveModule(
  { specifier, isImport }: NamedModule,
  from: From,
  tracing: Tracing,
): Promise<Resolution> {
  const resolver = new Resolver(from, isImport, tracing);
  await resolver.resolve(specifier);
  return { files: resolver.found, read: resolver.read };
}

/** The script that Node is given: a path from where it is started. */
export const resolveScript = (word: string, directory: string, tracing: Tracing): Promise<Resolution> =>
  resolveModule(
    { specifier: cleanPath(word.startsWith('/') ? word : `${directory}/${word}`), isImport: false },
    { folder: directory, isTypescript: isTypescript(word) },
    tracing,
  );
