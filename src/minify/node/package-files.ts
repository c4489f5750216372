// Which files of a package or application may be read by its code, where no code names them one by one.
import { baseName } from '../../hardening/start-command.ts';
import { commonFolder } from '../common-folder.ts';
import type { Tracing } from '../tracing.ts';
import { installedFolder } from './packages.ts';

/** What is required by its name, or not at all. */
const code = /\.(?:[cm]?[jt]sx?|flow|vue|svelte|coffee)$/i;
/** What people, editors, compilers and package managers read. */
const forOthers =
  /^(?:readme|changelog|changes|history|license|licence|authors|contributing|contributors|security|notice|code_of_conduct|makefile|dockerfile|package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|tsconfig[^/]*\.json|\.npmignore|\.gitignore|\.gitattributes|\.dockerignore|\.editorconfig|\.nycrc|\.tsbuildinfo)(?:\..*|-.*)?$|^\.(?:eslint|prettier|babel|jshint|nyc|travis|appveyor|codeclimate|coveralls|zuul)|\.(?:map|d\.[cm]?ts|tsbuildinfo|gypi?|c|cc|cpp|h|hpp|o|a|obj|target\.mk)$/i;
const foldersForOthers =
  /^(?:\.git|\.github|\.vscode|\.idea|\.husky|\.circleci|\.nyc_output|\.yarn|node_modules|tests?|__tests__|__mocks__|specs?|examples?|docs?|man|coverage|benchmarks?|bench|obj\.target|\.deps)$/;
/** Pages and their scripts, which browsers ask for. */
const servedFolders = /^(?:public|static|assets|views|templates|www|htdocs|html|client)$/;
/** Add-ons for systems that run no such image. */
const otherSystem = /^(?:darwin|win32|android|freebsd|openbsd|sunos|aix)(?:-|$)/;

interface Kind {
  /** Code is among what may be needed. */
  readonly withCode: boolean;
  readonly why: string;
}

class PackageWalk {
  constructor(
    private readonly tracing: Tracing,
    private readonly kind: Kind,
    private readonly isInstalled: boolean,
  ) {}

  run(folder: number): void {
    const waiting: { node: number; isServed: boolean }[] = [{ node: folder, isServed: false }];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      for (const child of this.tracing.children(next.node)) {
        const name = this.tracing.rootfs.nameOf(child);
        if (!this.tracing.isDirectory(child)) this.takeFile(child, name, next.isServed);
        else if (!this.isForOthers(name, next.node))
          waiting.push({ node: child, isServed: next.isServed || this.isServed(name) });
      }
    }
  }

  private isForOthers(name: string, parent: number): boolean {
    return (
      foldersForOthers.test(name) || (otherSystem.test(name) && this.tracing.rootfs.nameOf(parent) === 'prebuilds')
    );
  }

  /** Frameworks keep what they built in folders such as `.next`, and load it by what is asked of them. */
  private isServed(name: string): boolean {
    return !this.isInstalled && (servedFolders.test(name) || name.startsWith('.'));
  }

  private takeFile(node: number, name: string, isServed: boolean): void {
    const isCode = code.test(name) && !/\.d\.[cm]?ts$/.test(name);
    if (forOthers.test(name) || (this.isInstalled && /\.(?:md|markdown)$/i.test(name))) return;
    if (isCode && !isServed && !this.kind.withCode) return;
    this.tracing.unsure(node, this.kind.why);
  }
}

function walkOnce(folder: string, kind: Kind, tracing: Tracing): void {
  const done = tracing.kept('node folders', () => new Set<string>());
  const node = tracing.find(folder);
  const key = `${kind.withCode} ${folder}`;
  if (node === null || node === 0 || done.has(key) || commonFolder.test(folder)) return;
  done.add(key);
  if (tracing.isDirectory(node)) new PackageWalk(tracing, kind, installedFolder(folder) !== null).run(node);
  else tracing.unsure(node, kind.why);
}

/** Files of a package that are no code: pages, templates, WebAssembly, add-ons. */
export const mayReadData = (folder: string, tracing: Tracing): void =>
  walkOnce(folder, { withCode: false, why: `may read what lies in ${baseName(folder)}, to which it belongs` }, tracing);

/** A folder with its code, without what is installed in it; a single file. */
export const mayNeedFolder = (folder: string, why: string, tracing: Tracing): void =>
  walkOnce(folder, { withCode: true, why }, tracing);

/** What lies in a folder and begins as a path does: `/app/locale/`, `/app/lang-`. */
export function mayNeedBeginning(beginning: string, why: string, tracing: Tracing): boolean {
  const slash = beginning.lastIndexOf('/');
  const [folder, start] = [beginning.slice(0, slash) || '/', beginning.slice(slash + 1)];
  const node = tracing.find(folder);
  if (node === null || node === 0 || !tracing.isDirectory(node)) return false;
  const path = tracing.rootfs.pathOf(node);
  if (start === '') {
    if (baseName(path) === 'node_modules') return false;
    mayNeedFolder(path, why, tracing);
    return true;
  }
  const found = tracing.children(node).filter((child) => tracing.rootfs.nameOf(child).startsWith(start));
  for (const child of found) mayNeedFolder(tracing.rootfs.pathOf(child), why, tracing);
  return found.length > 0;
}
