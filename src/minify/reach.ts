// Which files of an image anything that it starts can come to need, without starting it.
import { decodeText } from '../bytes/text.ts';
import type { ByteRange, Bytes } from '../bytes/units.ts';
import { baseName } from '../hardening/start-command.ts';
import { placeOf, variableOf, type Place } from '../hardening/program-search.ts';
import type { ArchiveImage } from '../image/model.ts';
import { EntryTypeCode } from '../layer/layer-table.ts';
import { resolvePath } from '../rootfs/resolve-path.ts';
import type { Rootfs } from '../rootfs/rootfs.ts';
import type { FileContents } from './file-contents.ts';
import { commonFolder } from './common-folder.ts';
import { followers } from './followers/index.ts';
import { startOther } from './start-other.ts';
import { ReachCode, theImage, type ReachColumns } from './reach-columns.ts';
import { askForRoots } from './roots.ts';
import type { Follower, FollowerId, TracedCommand, TracedFile, Tracing } from './tracing.ts';

const limits = {
  headBytes: 65_536,
  textBytes: 1_000_000,
  /** Different calls of programs that are followed. */
  commands: 20_000,
  words: 1000,
  notes: 500,
} as const;

export interface ReachInput {
  readonly image: ArchiveImage;
  readonly rootfs: Rootfs;
  readonly contents: FileContents;
  /** Nodes that the user keeps, with all that is below them. */
  readonly keep?: readonly number[];
}

const readsAhead = 3;

/** A file or a command whose needs are to be found. */
interface Waiting {
  readonly node: number;
  readonly as: FollowerId | undefined;
  readonly command: TracedCommand | null;
}

const isFile = (type: number): boolean => type === EntryTypeCode.file || type === EntryTypeCode.hardlink;

class Walk {
  readonly states: Uint8Array<ArrayBuffer>;
  readonly by: Int32Array<ArrayBuffer>;
  readonly why: Int32Array<ArrayBuffer>;
  readonly clauses: string[] = [];
  readonly notes = new Set<string>();
  readonly kept = new Map<string, unknown>();
  isCut = false;
  private readonly clauseNumbers = new Map<string, number>();
  private readonly calls = new Set<string>();
  private readonly followedAs = new Set<string>();
  /** By program or script: where it was started first. */
  readonly startedIn = new Map<number, string>();
  /** Files that are surely needed are followed before those that may be: what these need may be needed. */
  private readonly sure: Waiting[] = [];
  private readonly unsure: Waiting[] = [];
  private isSure = true;

  constructor(readonly input: ReachInput) {
    const { nodeCount } = input.rootfs;
    this.states = new Uint8Array(nodeCount);
    this.by = new Int32Array(nodeCount).fill(theImage);
    this.why = new Int32Array(nodeCount).fill(-1);
  }

  async run(onProgress: (followed: number) => void): Promise<void> {
    await askForRoots(new TracingOf(this, theImage), this.input);
    let followed = 0;
    for (;;) {
      const next = this.sure.pop() ?? this.nextUnsure();
      if (!next) return;
      this.readAhead();
      await this.follow(next);
      if (++followed % 64 === 0) onProgress(followed);
    }
  }

  /** Marks a node; what is marked as much already stays put down to whom it was. */
  mark(node: number, by: number, why: string, isSure: boolean, as?: FollowerId): void {
    const code = isSure && this.isSure ? ReachCode.needed : ReachCode.unsure;
    if ((this.states[node] as number) < code) {
      this.states[node] = code;
      this.by[node] = by;
      this.why[node] = this.clauseOf(why);
      this.wait({ node, as, command: null }, code);
    } else if (as !== undefined) this.wait({ node, as, command: null }, code);
  }

  startProgram(words: readonly (string | null)[], node: number, directory: string, isSure: boolean): void {
    const name = baseName(words[0] ?? '');
    if (!this.startedIn.has(node)) this.startedIn.set(node, directory);
    const key = `${isSure}\0${node}\0${directory}\0${words.slice(0, limits.words).join('\0')}`;
    if (this.calls.has(key)) return;
    if (this.calls.size >= limits.commands) {
      this.isCut = true;
      return;
    }
    this.calls.add(key);
    const command = { words: words.slice(0, limits.words), name, directory };
    this.wait({ node, as: undefined, command }, isSure ? ReachCode.needed : ReachCode.unsure);
  }

  addNote(text: string): void {
    if (this.notes.size < limits.notes) this.notes.add(text);
  }

  private wait(one: Waiting, code: number): void {
    if (code === ReachCode.needed && this.isSure) this.sure.push(one);
    else this.unsure.push(one);
  }

  /** What is followed next is read while this one is looked at. */
  private readAhead(): void {
    const waiting = this.sure.length > 0 ? this.sure : this.unsure;
    for (const { node } of waiting.slice(-readsAhead)) this.input.contents.prefetch(node);
  }

  private nextUnsure(): Waiting | undefined {
    this.isSure = false;
    return this.unsure.pop();
  }

  private clauseOf(why: string): number {
    const known = this.clauseNumbers.get(why);
    if (known !== undefined) return known;
    this.clauseNumbers.set(why, this.clauses.length);
    return this.clauses.push(why) - 1;
  }

  private async follow({ node, as, command }: Waiting): Promise<void> {
    const tracing = new TracingOf(this, node);
    if (command) {
      const follower = followers.find((one) => one.starts?.(command.name));
      await (follower?.start?.(command, node, tracing) ?? startOther(command, tracing));
      return;
    }
    const { rootfs, contents } = this.input;
    if (!isFile(rootfs.columns.eventTypes[rootfs.columns.lastEvents[node] as number] as number)) return;
    const head = await contents.read(node, 0, limits.headBytes);
    if (!head) {
      this.isCut = true;
      return;
    }
    const file: TracedFile = { node, path: rootfs.pathOf(node), size: contents.sizeOf(node), head };
    const follower = followerOf(file, as);
    if (!follower || this.followedAs.has(`${follower.id} ${node} ${this.isSure}`)) return;
    this.followedAs.add(`${follower.id} ${node} ${this.isSure}`);
    await follower.follow(file, tracing);
  }
}

const followerOf = (file: TracedFile, as: FollowerId | undefined): Follower | undefined =>
  followers.find((one) => (as === undefined ? one.selects(file) : one.id === as));

class TracingOf implements Tracing {
  constructor(
    private readonly walk: Walk,
    /** What is followed; theImage. */
    private readonly node: number,
  ) {}

  get rootfs(): Rootfs {
    return this.walk.input.rootfs;
  }

  get config(): ArchiveImage['config'] {
    return this.walk.input.image.config;
  }

  get directory(): string {
    return this.walk.startedIn.get(this.node) ?? (this.config.workingDir || '/');
  }

  find(path: string, directory = this.config.workingDir): number | null {
    return resolvePath(this.rootfs, path, directory).node;
  }

  findProgram(word: string, directory = this.config.workingDir || '/'): number | null {
    return this.placeOf(word, directory).node;
  }

  isDirectory(node: number): boolean {
    return node === 0 || this.rootfs.isDirectory(this.rootfs.columns.lastEvents[node] as number);
  }

  children(directory: number): number[] {
    return this.rootfs.childrenOf(directory).filter((child) => this.rootfs.isThere(child));
  }

  async textOf(node: number, most: Bytes = limits.textBytes): Promise<string | null> {
    const { contents } = this.walk.input;
    if (contents.sizeOf(node) > most) return null;
    const bytes = await contents.read(node, 0, most);
    return bytes && decodeText(bytes);
  }

  read(node: number, start: Bytes, end: Bytes): Promise<Uint8Array | null> {
    return this.walk.input.contents.read(node, start, end);
  }

  pieces(node: number, range: ByteRange): AsyncIterable<Uint8Array> {
    return this.walk.input.contents.pieces(node, range);
  }

  variable(name: string): string | null {
    return variableOf(this.config, name);
  }

  need(path: string, why: string, as?: FollowerId): number | null {
    const { node, links } = this.wayTo(path, this.config.workingDir);
    // Of a way that leads nowhere, nothing is needed.
    if (node === null) return null;
    for (const link of links) this.walk.mark(link, this.node, why, true);
    this.needNode(node, why, as);
    return node;
  }

  mayNeed(path: string, why: string, directory = this.directory, as?: FollowerId): number | null {
    const { node, links } = this.wayTo(path, directory);
    if (node === null || node === 0) return null;
    for (const link of links) this.walk.mark(link, this.node, why, false);
    this.walk.mark(node, this.node, why, false, as);
    if (this.isDirectory(node) && !commonFolder.test(this.rootfs.pathOf(node))) this.unsure(node, why);
    return node;
  }

  private wayTo(path: string, directory: string): { node: number | null; links: readonly number[] } {
    const links: number[] = [];
    const { node } = resolvePath(this.rootfs, path, directory, (_, entry) => {
      if (entry !== null && this.isLink(entry)) links.push(entry);
    });
    return { node, links };
  }

  private isLink(node: number): boolean {
    const { lastEvents, eventTypes } = this.rootfs.columns;
    return eventTypes[lastEvents[node] as number] === EntryTypeCode.symlink;
  }

  needNode(node: number, why: string, as?: FollowerId): void {
    this.walk.mark(node, this.node, why, true, as);
  }

  needAll(directory: number, why: string): void {
    for (const node of this.below(directory)) this.walk.mark(node, this.node, why, true);
  }

  unsure(node: number, why: string, as?: FollowerId): void {
    for (const one of this.below(node)) this.walk.mark(one, this.node, why, false, as);
  }

  start(words: readonly (string | null)[], why: string, directory = this.directory): void {
    const [word] = words;
    if (word == null || word === '') return;
    const place = this.placeOf(word, directory);
    if (place.node === null) {
      this.walk.addNote(`${this.subject} names ${word}, which is not found. ${place.problem}`);
      return;
    }
    this.need(place.named, why);
    this.walk.startProgram(words, place.node, directory, true);
  }

  mayStart(words: readonly (string | null)[], why: string, directory = this.directory): void {
    const place = this.placeOf(words[0] ?? '', directory);
    if (place.node === null) return;
    this.mayNeed(place.named, why);
    this.walk.startProgram(words, place.node, directory, false);
  }

  private placeOf(word: string, workingDir: string): Place {
    const { image, rootfs } = this.walk.input;
    return placeOf({ image: { ...image, config: { ...image.config, workingDir } }, rootfs }, word);
  }

  kept<T>(key: string, make: () => T): T {
    const { kept } = this.walk;
    if (!kept.has(key)) kept.set(key, make());
    return kept.get(key) as T;
  }

  note(text: string): void {
    this.walk.addNote(text);
  }

  private get subject(): string {
    return this.node === theImage ? 'The image' : this.rootfs.pathOf(this.node);
  }

  /** The node and all below it that is there, and what links there lead to. */
  private below(node: number): Set<number> {
    const found = new Set([node]);
    for (const one of found) {
      for (const child of this.rootfs.childrenOf(one)) if (this.rootfs.isThere(child)) found.add(child);
      const target = one !== 0 && this.isLink(one) ? this.find(this.rootfs.pathOf(one)) : null;
      if (target !== null && target !== 0 && !commonFolder.test(this.rootfs.pathOf(target))) found.add(target);
    }
    return found;
  }
}

/** Names that show the same contents stay and go together: what one name needs, all do. */
function joinHardLinks({ columns }: Rootfs, { states, by, why }: ReachColumns): void {
  const { lastEvents, eventCopies } = columns;
  const best = new Map<number, number>();
  const copyOf = (node: number): number => eventCopies[lastEvents[node] as number] ?? -1;
  const isShared = (node: number): boolean => copyOf(node) >= 0 && columns.eventNodes[copyOf(node)] !== node;
  for (let node = 1; node < states.length; node++) if (isShared(node)) best.set(copyOf(node), node);
  if (best.size === 0) return;
  for (let node = 1; node < states.length; node++) {
    const known = best.get(copyOf(node));
    if (known !== undefined && (states[node] as number) > (states[known] as number)) best.set(copyOf(node), node);
  }
  for (let node = 1; node < states.length; node++) {
    const from = best.get(copyOf(node));
    if (from === undefined || (states[node] as number) >= (states[from] as number)) continue;
    [states[node], by[node], why[node]] = [states[from] as number, by[from] as number, why[from] as number];
  }
}

/** `onProgress` gets how many files were followed. */
export async function reachOf(
  input: ReachInput,
  onProgress: (followed: number) => void = () => undefined,
): Promise<ReachColumns> {
  const walk = new Walk(input);
  await walk.run(onProgress);
  const { states, by, why, clauses, notes, isCut } = walk;
  const columns = { states, by, why, clauses, notes: [...notes], isCut };
  joinHardLinks(input.rootfs, columns);
  return columns;
}
