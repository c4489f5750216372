// Lines to add to .dockerignore, with the folder itself for evidence: a line is added only where it leaves out something
// that is there, and never what a build of the folder needs.
import type { IgnoredNodes } from '../build-context/build-context.ts';
import type { ProposedLine } from '../build-context/context-audit.ts';
import { ContextIndex } from '../build-context/context-index.ts';
import { contextPath, type ContextTree } from '../build-context/context-tree.ts';
import { packageFolders } from '../build-context/risky-kinds.ts';
import { sumsOf } from '../build-context/sent-sums.ts';
import type { Bytes } from '../bytes/units.ts';
import { folderEntries, ignoreEntries, reasonsOf, type IgnoreEntry } from './ignore-entries.ts';
import { literalPattern } from './ignore-text.ts';
import type { ProjectBuild } from './project-builds.ts';

/** A file or folder that may go, without what of it has to stay. */
interface Going {
  readonly node: number;
  readonly except: readonly number[];
}

const manifests = [
  'package.json', 'pyproject.toml', 'setup.py', 'requirements.txt', 'Cargo.toml', 'go.mod', 'composer.json', 'Gemfile', 'pom.xml',
  'build.gradle', 'build.gradle.kts', '*.csproj', '*.fsproj', 'mix.exs',
]; // prettier-ignore

/** Above these a list of paths is longer than a pattern with exceptions. */
const [mostPaths, mostExceptions] = [12, 6];
/** Unused files and folders below this are left to the user. */
const [leastBytes, leastFiles, mostUnused]: [Bytes, number, number] = [100_000, 200, 20];

const unusedReason = 'No COPY or ADD of the Dockerfile takes anything of it.';

/** Kinds that a command may have been meant to work on, where it names a folder above. */
const worksOn: ReadonlySet<IgnoreEntry['kind']> = new Set(['tests', 'notes', 'logs', 'build files']);

class Proposal {
  readonly lines: ProposedLine[] = [];
  private readonly index: ContextIndex;
  /** By node: 1 for what is left out so far. */
  private readonly left: Uint8Array<ArrayBuffer>;
  /** By node: files that are sent without the proposal. */
  private readonly sentAtFirst: Uint32Array;
  private readonly projects: ReadonlySet<number>;
  private readonly inPackages: Uint8Array;
  /** By build and node: how many files are taken of it; null where nobody knows. */
  private readonly taken: readonly (Uint32Array | null)[];
  /** By node: how many nodes a COPY names in it, and how many anything does. */
  private readonly copied: Uint32Array;
  private readonly named: Uint32Array;

  constructor(
    private readonly tree: ContextTree,
    ignored: IgnoredNodes,
    private readonly builds: readonly ProjectBuild[],
  ) {
    const index = ContextIndex.of(tree);
    this.index = index;
    this.left = ignored.slice();
    this.sentAtFirst = sumsOf(tree, (node) => ignored[node] === 0).files;
    this.inPackages = this.below(packageFolders.flatMap((name) => index.named(name)));
    const copiedFolders = Array.from({ length: index.count }, (_, node) => node).filter(
      (node) => this.isCopied(node) && index.isDirectory(node),
    );
    this.projects = new Set([
      0,
      ...copiedFolders,
      ...manifests.flatMap((name) => index.named(name).map((node) => index.parentOf(node))),
    ]);
    this.taken = builds.map(({ uses }) =>
      uses.isUncertain ? null : sumsOf(tree, (node) => uses.taken[node] === 1 && ignored[node] === 0).files,
    );
    this.copied = this.countBelow((node) => this.isCopied(node));
    this.named = this.countBelow((node) => this.isCopied(node) || builds.some(({ needs }) => needs.named[node] === 1));
  }

  private isCopied(node: number): boolean {
    return this.builds.some(({ needs }) => needs.copied[node] === 1);
  }

  private below(folders: readonly number[]): Uint8Array {
    const inside = new Uint8Array(this.index.count);
    const isFolder = new Uint8Array(this.index.count);
    for (const folder of folders) isFolder[folder] = 1;
    for (let node = 1; node < inside.length; node++) {
      const parent = this.index.parentOf(node);
      inside[node] = (inside[parent] as number) | (isFolder[parent] as number);
    }
    return inside;
  }

  private countBelow(counts: (node: number) => boolean): Uint32Array {
    const sums = new Uint32Array(this.index.count);
    for (let node = sums.length - 1; node > 0; node--) {
      if (counts(node)) sums[node]!++;
      sums[this.index.parentOf(node)]! += sums[node] as number;
    }
    return sums;
  }

  /** Everything in a folder, the folder too; what `skips` is not looked into. */
  private *within(node: number, skips: (node: number) => boolean = () => false): Generator<number> {
    const open = [node];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (skips(at)) continue;
      yield at;
      for (const child of this.index.childrenOf(at)) open.push(child);
    }
  }

  private isSent(node: number): boolean {
    if (this.sentAtFirst[node] === 0) return false;
    for (const at of this.within(node)) if (!this.index.isDirectory(at) && this.left[at] === 0) return true;
    return false;
  }

  /** An exception brings back all in it: nothing may be left out of it so far. */
  private mayBeExcepted(node: number): boolean {
    for (const at of this.within(node)) if (this.left[at] === 1) return false;
    return literalPattern(contextPath(this.tree, node)) !== null;
  }

  /** What is needed in a folder, topmost first. */
  private neededIn(node: number, isNeeded: (node: number) => boolean): number[] {
    const found: number[] = [];
    const skips = (at: number): boolean => {
      if (!isNeeded(at)) return false;
      found.push(at);
      return true;
    };
    for (const at of this.within(node, skips)) if (found.length > mostExceptions) return [at, ...found];
    return found;
  }

  /** What may go of a file or folder; null where it has to stay. */
  private goingOf(entry: IgnoreEntry, node: number): Going | null {
    const { builds, taken, copied, named } = this;
    const users = builds.filter((_, at) => taken[at] === null || (taken[at]?.[node] ?? 0) > 0);
    if (users.some(({ keep }) => keep(entry, node) !== null)) return null;
    // What a step makes anew, commands may name as they like; but what is copied is copied before.
    const isMade = entry.madeBy !== undefined && users.length > 0;
    const counts = isMade ? copied : named;
    if (worksOn.has(entry.kind) && users.some(({ needs }) => needs.worked[node] === 1)) return null;
    if (counts[node] === 0) return { node, except: [] };
    const isNeeded = (at: number): boolean =>
      this.isCopied(at) || (!isMade && builds.some(({ needs }) => needs.named[at] === 1));
    const except = this.neededIn(node, isNeeded).filter((at) => this.isSent(at));
    if (isNeeded(node) || except.length > mostExceptions) return null;
    return except.every((at) => this.mayBeExcepted(at)) ? { node, except } : null;
  }

  private isMeant({ is, contains, beside }: IgnoreEntry, node: number): boolean {
    const { index } = this;
    if (is !== undefined && index.isDirectory(node) !== (is === 'folder')) return false;
    const hasChild = (directory: number, names: readonly string[]): boolean =>
      names.some((name) => index.named(name).some((child) => index.parentOf(child) === directory));
    return (!contains || hasChild(node, contains)) && (!beside || hasChild(index.parentOf(node), beside));
  }

  /** Whether an entry is about a node of its name, where it lies. */
  private isInPlace({ pattern, isAnywhere }: IgnoreEntry, node: number): boolean {
    const parent = this.index.parentOf(node);
    const [folder] = pattern.split('/');
    if (pattern.startsWith('**/') || isAnywhere) return true;
    return pattern.includes('/')
      ? this.index.nameOf(parent) === folder && this.index.parentOf(parent) === 0
      : this.projects.has(parent);
  }

  add(entry: IgnoreEntry): void {
    const { index, left, inPackages } = this;
    const name = entry.pattern.slice(entry.pattern.lastIndexOf('/') + 1);
    const isOpen = (node: number): boolean => left[node] === 0 || (index.isDirectory(node) && this.isSent(node));
    const all = index.named(name).filter((node) => isOpen(node) && this.isInPlace(entry, node));
    const going = new Map<number, Going>();
    const covered = new Set<number>();
    for (const node of all) {
      if (inPackages[node] === 1 || !this.isMeant(entry, node) || !this.isSent(node) || this.isBelowAny(node, covered))
        continue;
      const one = this.goingOf(entry, node);
      if (one) {
        going.set(node, one);
        covered.add(node);
      }
    }
    if (going.size === 0) return;
    const staying = all.filter((node) => !this.isBelowAny(node, covered) && !going.has(node));
    this.write(entry, [...going.values()], staying);
  }

  private isBelowAny(node: number, folders: ReadonlySet<number>): boolean {
    if (folders.size === 0) return false;
    for (let at = this.index.parentOf(node); at > 0; at = this.index.parentOf(at)) if (folders.has(at)) return true;
    return false;
  }

  private write(entry: IgnoreEntry, going: readonly Going[], staying: readonly number[]): void {
    const { index } = this;
    const reason = reasonsOf[entry.kind];
    const name = entry.pattern.slice(entry.pattern.lastIndexOf('/') + 1);
    const isAtTop = going.every(({ node }) => index.parentOf(node) === 0);
    const isWide = entry.pattern.startsWith('**/') || (entry.isAnywhere === true && !isAtTop);
    const isExact = !isWide && (isAtTop || entry.pattern.includes('/'));
    const hit = isExact ? staying.filter((node) => entry.pattern.includes('/') || index.parentOf(node) === 0) : staying;
    if ((isWide || isExact) && hit.length === 0) {
      const pattern = entry.pattern.includes('/') || !isWide ? entry.pattern : `**/${name}`;
      return this.push(pattern, reason, going);
    }
    const mayExcept =
      (isWide || isExact) &&
      hit.length <= mostExceptions &&
      going.length > hit.length &&
      hit.every((node) => this.mayBeExcepted(node));
    if (mayExcept && going.length > 1) {
      const pattern = entry.pattern.includes('/') || !isWide ? entry.pattern : `**/${name}`;
      return this.push(pattern, reason, going, hit);
    }
    for (const one of going.slice(0, mostPaths)) {
      const pattern = literalPattern(contextPath(this.tree, one.node));
      if (pattern !== null) this.push(pattern, reason, [one]);
    }
  }

  /** Writes a line, the exceptions behind it, and marks what they leave out. */
  private push(pattern: string, reason: string, going: readonly Going[], staying: readonly number[] = []): void {
    const { index, left, tree } = this;
    const except = new Set([...staying, ...going.flatMap((one) => one.except)]);
    let [files, bytes] = [0, 0];
    for (const { node } of going) {
      for (const at of this.within(node, (inside) => except.has(inside))) {
        if (left[at] === 0 && !index.isDirectory(at)) {
          files++;
          bytes += tree.sizes[at] || 0;
        }
        left[at] = 1;
      }
    }
    if (files === 0) return;
    this.lines.push({ pattern, reason, files, bytes });
    for (const node of except) {
      const path = literalPattern(contextPath(tree, node));
      this.lines.push({ pattern: `!${path}`, reason: 'A step of the build needs it.', files: 0, bytes: 0 });
    }
  }

  /** What nothing takes: the topmost of it, where it is large. */
  addUnused(): void {
    const { index, taken, left, tree } = this;
    if (taken.length === 0 || taken.includes(null)) return;
    const sent = sumsOf(tree, (node) => left[node] === 0);
    const found: number[] = [];
    const open = [0];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (sent.bytes[node]! < leastBytes && sent.files[node]! < leastFiles) continue;
      const isTaken = taken.some((files) => (files?.[node] ?? 0) > 0);
      if (node > 0 && !isTaken && this.named[node] === 0) found.push(node);
      else for (const child of index.childrenOf(node)) open.push(child);
    }
    found.sort((a, b) => sent.bytes[b]! - sent.bytes[a]! || a - b);
    for (const node of found.slice(0, mostUnused)) {
      const pattern = literalPattern(contextPath(tree, node));
      if (pattern !== null) this.push(pattern, unusedReason, [{ node, except: [] }]);
    }
  }
}

const kinds = Object.keys(reasonsOf);
/** Those of one reason side by side. */
const allEntries = [...ignoreEntries, ...folderEntries].sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind));

/** `builds`: every one that the ignore file holds for. */
export function proposeLines(
  tree: ContextTree,
  ignored: IgnoredNodes,
  builds: readonly ProjectBuild[],
): ProposedLine[] {
  const proposal = new Proposal(tree, ignored, builds);
  for (const entry of allEntries) proposal.add(entry);
  proposal.addUnused();
  return proposal.lines;
}
