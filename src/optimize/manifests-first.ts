// Dependency manifests before sources: an edited source file then no longer reinstalls the dependencies.
import { lineEndOf } from '../dockerfile/edits.ts';
import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import { insertAfter, insertBefore, joinRuns, removeInstruction, sourceOf } from './edits.ts';
import { copiesContext, copyPlaces, directoryAt, isWholeContext } from '../dockerfile/places.ts';
import { chainOf, type Chain, type ChainPart } from '../dockerfile/shell-chain.ts';
import { keywordFor } from '../lint/written-keyword.ts';
import { emptiesCache } from './emptied-caches.ts';
import { instructionsBehind } from './removals.ts';
import type { ShellCommand } from '../dockerfile/shell.ts';
import type { Proposal, Rewrite, RewriteContext } from './rewrite.ts';
import { commandsOf } from './shell-chain.ts';
import type { TextEdit } from './tracked-text.ts';

/** The files of the build context that a `COPY . .` brought, as far as the image or the folder shows it. */
export interface SentNames {
  /** A path relative to the context came with the COPY. */
  has(path: string): boolean;
  readonly all: readonly string[];
  /** What a manifest says, where the folder is there and it was read. */
  textOf(path: string): string | null;
}

export interface Manifests {
  readonly files: readonly string[];
  readonly directories: readonly string[];
  /** Manifests of packages in folders of their own: each goes to its folder. */
  readonly nested?: readonly string[];
  /** A RUN of its own, where the build fetches its dependencies by itself. */
  readonly fetch: string | null;
}

export interface Ecosystem {
  readonly id: string;
  readonly title: string;
  /** Index of the link that installs, or null. */
  installs(chain: Chain): number | null;
  /** Null where the manifests are not known, or installing needs more than them. `sent`: null with neither image nor folder. */
  manifests(sent: SentNames | null, chain: Chain, installed: () => readonly string[]): Manifests | null;
  /** A link that the install needs before it, and that reads no sources: `poetry config …`. */
  prepares?(command: ShellCommand): boolean;
  /** Fetches what the install needs, in a RUN of its own: where one stands before the COPY, the order is right. */
  fetches?(chain: Chain): boolean;
  /** What of the install has to change, now that the COPY before it names these files. */
  holdsTo?(chain: Chain, manifests: Manifests): { readonly edits: readonly TextEdit[]; readonly why: string } | null;
}

const systemTools: ReadonlySet<string> = new Set([
  'apt-get',
  'apt',
  'apk',
  'yum',
  'dnf',
  'microdnf',
  'groupadd',
  'useradd',
  'addgroup',
  'adduser',
  'corepack',
]);

/** RUNs that only call the package manager of the system do not read the sources. */
export function needsSources(dockerfile: Dockerfile, instruction: Instruction): boolean {
  if (['ARG', 'ENV', 'LABEL', 'EXPOSE', 'MAINTAINER', 'WORKDIR'].includes(instruction.keyword)) return false;
  if (instruction.keyword !== 'RUN') return true;
  const chain = chainOf(dockerfile, instruction);
  return (
    !chain?.isPlain ||
    !commandsOf(dockerfile, instruction).every(
      ({ name, args }) =>
        systemTools.has(name) ||
        (name === 'rm' && args.every(({ value }) => value.startsWith('-') || value.startsWith('/var/'))),
    )
  );
}

interface Found {
  readonly copy: Instruction;
  readonly run: Instruction;
  readonly chain: Chain;
  readonly part: number;
}

function findInstall(dockerfile: Dockerfile, copy: Instruction, ecosystem: Ecosystem): Found | null {
  for (const run of instructionsBehind(dockerfile, copy)) {
    const chain = chainOf(dockerfile, run);
    const part = chain?.isPlain ? ecosystem.installs(chain) : null;
    if (chain && part !== null) {
      const before = chain.parts.slice(0, part + 1).flatMap(({ commands }) => commands);
      return before.some(({ name }) => name === 'cd' || name === 'mv' || name === 'cp')
        ? null
        : { copy, run, chain, part };
    }
    const prepares = chain?.isPlain && chain.parts.every(({ simple }) => simple && ecosystem.prepares?.(simple));
    if (!prepares && needsSources(dockerfile, run)) return null;
  }
  return null;
}

/** Where no image tells, the folder does: all of it, for a COPY of nothing but the whole. */
function namesInFolder({ dockerfile, folder }: RewriteContext, copy: Instruction): SentNames | null {
  const isWhole = copyPlaces(dockerfile, copy)?.sources.every(isWholeContext);
  return folder && isWhole
    ? { all: folder.paths, has: (path) => folder.has(path), textOf: (path) => folder.textOf(path) }
    : null;
}

function sentNames(context: RewriteContext, copy: Instruction): { sent: SentNames | null; installed: string[] } | null {
  const { dockerfile } = context;
  const image = context.witnessOf(copy);
  if (!image) return { sent: namesInFolder(context, copy), installed: [] };
  const destination = copyPlaces(dockerfile, copy)?.destination;
  const layers = context.layersOf(copy);
  if (destination === undefined) return null;
  const prefix = destination === '/' ? '/' : `${destination}/`;
  const all = image.copiesBelow(layers, [destination]).map(({ path }) => path.slice(prefix.length));
  const names = new Set(all);
  const textOf = (path: string): string | null => context.folder?.textOf(path) ?? null;
  return { sent: { all, has: (path) => names.has(path), textOf }, installed: [] };
}

/** `COPY --chown=app . .` gives `COPY --chown=app package.json ./`. */
function manifestLines(
  dockerfile: Dockerfile,
  copy: Instruction,
  { files, directories, nested = [] }: Manifests,
): string[] {
  const flags = copy.flags.map((flag) => `${sourceOf(dockerfile, flag)} `).join('');
  const target = (copy.json ?? copy.words).at(-1)?.value ?? '.';
  const folder = target.endsWith('/') ? target : `${target}/`;
  const keyword = keywordFor(dockerfile, 'COPY');
  const lines = files.length > 0 ? [`${keyword} ${flags}${files.join(' ')} ${folder}`] : [];
  const own = nested.map((path) => `${keyword} ${flags}${path} ${folder}${path.slice(0, path.lastIndexOf('/') + 1)}`);
  return [...lines, ...own, ...directories.map((directory) => `${keyword} ${flags}${directory} ${folder}${directory}`)];
}

/** It belongs to the install. */
const cleansCache = ({ simple }: ChainPart): boolean => simple !== null && emptiesCache(simple);

/**
 * Ends the RUN behind its install and what cleans up after that, and begins a new one for the rest. Null where nothing is
 * left for one.
 */
function splitRun(dockerfile: Dockerfile, { chain, part }: Found, between: string): TextEdit[] | null {
  const behind = chain.parts.slice(part + 1);
  const rest = behind.findIndex((link) => !cleansCache(link));
  const [last, first] = [chain.parts[part + Math.max(0, rest)], behind[rest]];
  if (!last || !first) return null;
  // Those that come later move up; the sources, which they do not look at, come between.
  const late = behind.slice(rest).filter(cleansCache);
  const moved = late.map((link) => ` && ${sourceOf(dockerfile, link)}`).join('');
  const removed = late.map((link): TextEdit => {
    const before = chain.parts[chain.parts.indexOf(link) - 1];
    return { start: before?.end ?? link.start, end: link.end, text: '' };
  });
  return [{ start: last.end, end: first.start, text: `${moved}${between}` }, ...removed];
}

/** Puts the COPY behind the install; what the RUN does after installing follows in a RUN of its own. */
function moveCopy(dockerfile: Dockerfile, found: Found, manifests: Manifests): TextEdit[] {
  const { copy, run } = found;
  const lines = manifestLines(dockerfile, copy, manifests);
  const copyText = sourceOf(dockerfile, copy);
  const end = lineEndOf(dockerfile);
  if (manifests.fetch !== null) {
    const flags = run.flags.map((flag) => `${sourceOf(dockerfile, flag)} `).join('');
    const fetching = [...lines, `${keywordFor(dockerfile, 'RUN')} ${flags}${manifests.fetch}`];
    const next = instructionsBehind(dockerfile, copy)[0];
    if (next === run) return [{ start: copy.start, end: copy.start, text: [...fetching, ''].join(end) }];
    return [removeInstruction(dockerfile, copy), insertBefore(dockerfile, run, ...fetching, copyText)];
  }
  const replaced: TextEdit = { start: copy.start, end: copy.end, text: lines.join(end) };
  const split = splitRun(dockerfile, found, `${end}${copyText}${end}${keywordFor(dockerfile, 'RUN')} `);
  if (!split) return [replaced, insertAfter(dockerfile, run, copyText)];
  // The shorter RUN would stand beside the next one: they become one.
  const [next] = instructionsBehind(dockerfile, run);
  const joins = next?.keyword === 'RUN' && next.flags.length === 0 && chainOf(dockerfile, next)?.isPlain;
  return joins ? [replaced, ...split, joinRuns(dockerfile, run, next)] : [replaced, ...split];
}

/** The install has to find the manifests where it runs, and a COPY that passes a WORKDIR has to name its place in full. */
function canMove(dockerfile: Dockerfile, { copy, run }: Found): boolean {
  const places = copyPlaces(dockerfile, copy);
  const target = (copy.json ?? copy.words).at(-1)?.value ?? '';
  const isMoved = directoryAt(dockerfile, copy) !== directoryAt(dockerfile, run);
  return places?.destination === directoryAt(dockerfile, run) && (!isMoved || target.startsWith('/'));
}

function alreadyFirst(dockerfile: Dockerfile, copy: Instruction, ecosystem: Ecosystem): boolean {
  const before = (dockerfile.stages[copy.stage]?.instructions ?? []).filter(({ start }) => start < copy.start);
  return before.some((run) => {
    const chain = chainOf(dockerfile, run);
    return chain?.isPlain === true && (ecosystem.installs(chain) !== null || ecosystem.fetches?.(chain) === true);
  });
}

function proposeFor(context: RewriteContext, ecosystem: Ecosystem, copy: Instruction): Proposal[] {
  const { dockerfile } = context;
  if (alreadyFirst(dockerfile, copy, ecosystem) || directoryAt(dockerfile, copy) === null) return [];
  const found = findInstall(dockerfile, copy, ecosystem);
  const names = found ? sentNames(context, copy) : null;
  if (!found || !names || !canMove(dockerfile, found)) return [];
  const installed = (): string[] =>
    context.layersOf(found.run).flatMap((layer) => context.image?.copiesIn(layer).map(({ path }) => path) ?? []);
  const manifests = ecosystem.manifests(names.sent, found.chain, installed);
  if (!manifests) return [];
  const listed = [...manifests.files, ...(manifests.nested ?? []), ...manifests.directories].join(', ');
  const held = ecosystem.holdsTo?.(found.chain, manifests) ?? { edits: [], why: '' };
  const [layer] = context.layersOf(copy);
  const brought = layer === undefined ? `the folder has ${listed}` : `layer ${layer} brought ${listed}`;
  const where = names.sent ? brought : `${listed} come with it`;
  return [
    {
      at: copy,
      title: ecosystem.title,
      why: `The build cache ends at the first COPY whose files changed. With the manifests copied first, an edit to the sources no longer downloads every dependency again. It saves build time, not bytes.${held.why}`,
      evidence: `Line ${context.lineOf(copy)} copies everything before line ${context.lineOf(found.run)} installs; ${where}.`,
      edits: [...moveCopy(dockerfile, found, manifests), ...held.edits],
      risk: 'check',
      test: 'Build it twice with an edit to a source file between: the second build must not install again.',
      claims: null,
    },
  ];
}

export function manifestsFirst(ecosystem: Ecosystem): Rewrite {
  return {
    id: ecosystem.id,
    profile: 'safe',
    propose(context) {
      const { dockerfile } = context;
      const copies = dockerfile.instructions.filter((copy) => copiesContext(dockerfile, copy));
      return copies.flatMap((copy) => proposeFor(context, ecosystem, copy));
    },
  };
}
