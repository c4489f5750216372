// Lines to add to .dockerignore, with the folder itself for evidence: a line is added only where it leaves out something
// that is there, and never what a build of the folder needs.
import type { ProposedLine, SentSums } from '../../build-context/context-audit.ts';
import { manifestGroups } from '../../build-cache/manifests.ts';
import { ContextIndex } from '../../build-context/context-index.ts';
import { contextPath, type ContextTree } from '../../build-context/context-tree.ts';
import { packageFolders } from '../../build-context/risky-kinds.ts';
import { countsOf, insideOf } from '../../build-context/sent-sums.ts';
import type { Bytes } from '../../bytes/units.ts';
import { folderEntries, ignoreEntries, reasonsOf, type IgnoreEntry } from './ignore-entries.ts';
import { literalPattern } from './ignore-text.ts';
import type { ProjectBuild } from '../project-builds.ts';
import { RemainingFiles } from './remaining-files.ts';

/** A file or folder that may go, without what of it has to stay. */
interface Going {
  readonly node: number;
  readonly except: readonly number[];
}

/** What says that a folder is a project. */
const manifests = [...manifestGroups.map(({ manifest }) => manifest), 'setup.py', '*.csproj', '*.fsproj'];

/** Of one entry. */
const mostPaths = 12;
/** Above these, exceptions are more to read than the line is worth. */
const mostExceptions = 6;
/** Unused files and folders below this are left to the user. */
const [leastBytes, leastFiles, mostUnused]: [Bytes, number, number] = [100_000, 200, 20];
/** Nodes that are gone through in search of what is needed in one folder. */
const mostLookedAt = 100_000;

const unusedReason = 'No COPY or ADD of the Dockerfile takes anything of it.';
const neededReason = 'A step of the build needs it, or what runs in the image.';

/** Kinds that a command may have been meant to work on, where it names a folder above. */
const worksOn: ReadonlySet<IgnoreEntry['kind']> = new Set(['tests', 'notes', 'logs', 'build files']);

const lastPart = (pattern: string): string => pattern.slice(pattern.lastIndexOf('/') + 1);

const inPackages = new WeakMap<ContextTree['names'], Uint8Array>();

/** By node: 1 for what lies in a folder of installed packages. */
function inPackagesOf(tree: ContextTree): Uint8Array {
  const index = ContextIndex.of(tree);
  const known =
    inPackages.get(tree.names) ??
    insideOf(
      tree,
      packageFolders.flatMap((name) => index.named(name)),
    );
  inPackages.set(tree.names, known);
  return known;
}

class Proposal {
  readonly lines: ProposedLine[] = [];
  private readonly index: ContextIndex;
  private readonly remaining: RemainingFiles;
  /** Folders at whose top the names of entries are meant. */
  private readonly projects: ReadonlySet<number>;
  private readonly inPackages: Uint8Array;
  /** By build and node: how many files are taken of it; null where nobody knows. */
  private readonly taken: readonly (Uint32Array | null)[];
  /** By node: 1 where a COPY names it, and where anything does. */
  private readonly isCopied: Uint8Array;
  private readonly isNamed: Uint8Array;
  /** By node: how many such lie in it. */
  private readonly copied: Uint32Array;
  private readonly named: Uint32Array;

  constructor(
    private readonly tree: ContextTree,
    sent: SentSums,
    private readonly builds: readonly ProjectBuild[],
    kept: readonly string[],
  ) {
    const index = ContextIndex.of(tree);
    this.index = index;
    this.remaining = new RemainingFiles(tree, sent);
    this.isCopied = new Uint8Array(index.count);
    for (const { needs } of builds) for (const node of needs.copied) this.isCopied[node] = 1;
    for (const path of kept) {
      const node = index.find(path);
      if (node !== null) this.isCopied[node] = 1;
    }
    this.isNamed = this.isCopied.slice();
    for (const { needs } of builds) for (const node of needs.named) this.isNamed[node] = 1;
    this.copied = countsOf(tree, this.isCopied);
    this.named = countsOf(tree, this.isNamed);
    this.taken = builds.map(({ uses }) => uses.taken);
    this.inPackages = inPackagesOf(tree);
    this.projects = this.findProjects();
  }

  private findProjects(): Set<number> {
    const { index, inPackages, builds } = this;
    const folders = new Set([0]);
    for (const { needs } of builds) for (const node of needs.copied) if (index.isDirectory(node)) folders.add(node);
    for (const name of manifests) {
      for (const node of index.named(name)) if (inPackages[node] === 0) folders.add(index.parentOf(node));
    }
    return folders;
  }

  /** What is needed in a folder, topmost first; null where that is too much to tell. */
  private neededIn(folder: number, isNeeded: Uint8Array): number[] | null {
    const found: number[] = [];
    const open = [folder];
    let count = 0;
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (++count > mostLookedAt || found.length > mostExceptions) return null;
      if (isNeeded[node] === 1) found.push(node);
      else this.index.pushChildren(node, open);
    }
    return found;
  }

  /** An exception brings back all in it: nothing may be left out of it so far. */
  private mayBeExcepted(node: number): boolean {
    return this.remaining.isWhole(node) && literalPattern(contextPath(this.tree, node)) !== null;
  }

  /** What may go of a file or folder; null where it has to stay. */
  private goingOf(entry: IgnoreEntry, node: number): Going | null {
    const { builds, taken } = this;
    const users = builds.filter((_, at) => taken[at] === null || (taken[at]?.[node] ?? 0) > 0);
    if (users.some(({ keep }) => keep(entry, node) !== null)) return null;
    if (worksOn.has(entry.kind) && users.some(({ needs }) => needs.worked[node] === 1)) return null;
    // What a step makes anew, commands may name as they like; but what is copied is copied before.
    const isMade = entry.madeBy !== undefined && users.length > 0;
    if ((isMade ? this.copied : this.named)[node] === 0) return { node, except: [] };
    const needed = this.neededIn(node, isMade ? this.isCopied : this.isNamed);
    if (needed === null || needed.includes(node)) return null;
    return needed.every((at) => this.mayBeExcepted(at)) ? { node, except: needed } : null;
  }

  private isBeside(directory: number, names: readonly string[]): boolean {
    const { index } = this;
    return names.some((name) =>
      name.includes('*')
        ? index.named(name).some((node) => index.parentOf(node) === directory)
        : index.childNamed(directory, name) !== null,
    );
  }

  /** Whether a node is what an entry means by its name. */
  private isMeant({ is, contains, beside }: IgnoreEntry, node: number): boolean {
    const { index } = this;
    if (is !== undefined && index.isDirectory(node) !== (is === 'folder')) return false;
    return (!contains || this.isBeside(node, contains)) && (!beside || this.isBeside(index.parentOf(node), beside));
  }

  /** Whether an entry is about a node of its name, where it lies. */
  private isInPlace({ pattern, isAnywhere }: IgnoreEntry, node: number): boolean {
    const { index } = this;
    if (pattern.startsWith('**/') || isAnywhere) return true;
    const parent = index.parentOf(node);
    if (!pattern.includes('/')) return this.projects.has(parent);
    return index.nameOf(parent) === pattern.slice(0, pattern.indexOf('/')) && index.parentOf(parent) === 0;
  }

  add(entry: IgnoreEntry): void {
    const { remaining, named, inPackages } = this;
    const inPlace = this.index
      .named(lastPart(entry.pattern))
      // A folder in which nothing lies may be needed as well.
      .filter((node) => (remaining.filesOf(node) > 0 || named[node]! > 0) && this.isInPlace(entry, node));
    const going: Going[] = [];
    const staying: number[] = [];
    const covered = new Set<number>();
    for (const node of inPlace) {
      if (this.isBelowAny(node, covered)) continue;
      const isMeant = remaining.filesOf(node) > 0 && inPackages[node] === 0 && this.isMeant(entry, node);
      const one = isMeant ? this.goingOf(entry, node) : null;
      if (one) {
        going.push(one);
        covered.add(node);
      } else staying.push(node);
    }
    if (going.length > 0) this.write(entry, going, staying);
  }

  private isBelowAny(node: number, folders: ReadonlySet<number>): boolean {
    if (folders.size === 0) return false;
    for (let at = this.index.parentOf(node); at > 0; at = this.index.parentOf(at)) if (folders.has(at)) return true;
    return false;
  }

  /** One pattern where it says no more than what may go; else each path for itself. */
  private write({ pattern, kind, isAnywhere }: IgnoreEntry, going: readonly Going[], staying: readonly number[]): void {
    const reason = reasonsOf[kind];
    const isAtTop = (node: number): boolean => this.index.parentOf(node) === 0;
    const allAtTop = going.every(({ node }) => isAtTop(node));
    const isWide = pattern.startsWith('**/') || (isAnywhere === true && !allAtTop);
    const hit = isWide || pattern.includes('/') ? staying : staying.filter(isAtTop);
    const isOnePattern = isWide || allAtTop || pattern.includes('/');
    const mayExcept =
      hit.length <= mostExceptions && hit.length < going.length && hit.every((node) => this.mayBeExcepted(node));
    if (isOnePattern && (hit.length === 0 || mayExcept)) {
      this.push(isWide && !pattern.includes('/') ? `**/${pattern}` : pattern, reason, going, hit);
      return;
    }
    for (const one of going.slice(0, mostPaths)) this.pushPath(reason, one);
  }

  private pushPath(reason: string, one: Going): void {
    const pattern = literalPattern(contextPath(this.tree, one.node));
    if (pattern !== null) this.push(pattern, reason, [one]);
  }

  /** Writes a line, and the exceptions behind it. */
  private push(pattern: string, reason: string, going: readonly Going[], staying: readonly number[] = []): void {
    let [files, bytes, unsized] = [0, 0, 0];
    for (const { node, except } of going) {
      const left = this.remaining.leaveOut(node, except);
      files += left.files;
      bytes += left.bytes;
      unsized += left.unsized;
    }
    if (files === 0) return;
    this.lines.push({ pattern, reason, files, bytes, unsized });
    for (const node of new Set([...going.flatMap((one) => one.except), ...staying])) {
      const path = literalPattern(contextPath(this.tree, node));
      this.lines.push({ pattern: `!${path}`, reason: neededReason, files: 0, bytes: 0, unsized: 0 });
    }
  }

  /** What nothing takes: the topmost of it, where it is large. */
  addUnused(): void {
    const { index, taken, remaining } = this;
    if (taken.length === 0 || taken.includes(null)) return;
    const found: number[] = [];
    const open = [0];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (remaining.bytesOf(node) < leastBytes && remaining.filesOf(node) < leastFiles) continue;
      const isTaken = taken.some((files) => files?.[node] !== 0);
      if (node > 0 && !isTaken && this.named[node] === 0) found.push(node);
      else index.pushChildren(node, open);
    }
    found.sort((a, b) => remaining.bytesOf(b) - remaining.bytesOf(a) || a - b);
    for (const node of found.slice(0, mostUnused)) this.pushPath(unusedReason, { node, except: [] });
  }
}

const kinds = Object.keys(reasonsOf);
/** Those of one reason side by side. */
const allEntries = [...ignoreEntries, ...folderEntries].sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind));

/** `sent`: what is sent today; `builds`: every one that the ignore file holds for; `kept`: what stays besides. */
export function proposeLines(
  tree: ContextTree,
  sent: SentSums,
  builds: readonly ProjectBuild[],
  kept: readonly string[] = [],
): ProposedLine[] {
  const proposal = new Proposal(tree, sent, builds, kept);
  for (const entry of allEntries) proposal.add(entry);
  proposal.addUnused();
  return proposal.lines;
}
