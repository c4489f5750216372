// A last stage in which nginx serves what a program of Node's served.
import { lineEndOf } from '../../dockerfile/edits.ts';
import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import { copyTarget, resolvePath } from '../../dockerfile/places.ts';
import { chainOf } from '../../dockerfile/shell-chain.ts';
import type { ShellCommand } from '../../dockerfile/shell.ts';
import { keywordFor, writtenLike } from '../../lint/written-keyword.ts';
import { removeInstruction, sourceOf } from '../edits.ts';
import { isBelow, sumOf } from '../evidence.ts';
import { freeStageName } from '../free-stage-name.ts';
import { siteConfiguration, siteFolder } from './nginx-site.ts';
import { removalsIn } from '../removals.ts';
import { runtimeConfigOf, type Alterations } from '../runtime-config.ts';
import type { RewriteContext } from '../rewrite.ts';
import { commandsOf, operands } from '../shell-chain.ts';
import type { StaticServer } from './static-server.ts';
import type { TextEdit } from '../tracked-text.ts';

/** They say the same of the new stage. */
const describing: ReadonlySet<string> = new Set(['EXPOSE', 'LABEL', 'MAINTAINER']);
/** They are about the program that goes. */
const ofProgram: ReadonlySet<string> = new Set(['ARG', 'CMD', 'ENTRYPOINT', 'ENV', 'STOPSIGNAL', 'USER', 'WORKDIR']);
const systemTools: ReadonlySet<string> = new Set([
  'addgroup', 'adduser', 'apk', 'apt', 'apt-get', 'chmod', 'chown', 'corepack', 'groupadd', 'mkdir', 'useradd',
]); // prettier-ignore

function isOfProgram(command: ShellCommand): boolean {
  const [verb = '', second = ''] = operands(command);
  if (systemTools.has(command.name)) return true;
  if (!['npm', 'yarn', 'pnpm', 'bun'].includes(command.name)) return false;
  const isGlobal = command.args.some(({ value }) => value === '-g' || value === '--global') || verb === 'global';
  return isGlobal || verb === 'prune' || (verb === 'cache' && ['clean', 'clear'].includes(second));
}

/** Installs the server, tidies up, or makes the user that it runs as: the served files are what they were. */
function isDroppable(dockerfile: Dockerfile, run: Instruction, folder: string): boolean {
  const chain = chainOf(dockerfile, run);
  const removed = removalsIn(dockerfile, run).flatMap(({ paths }) => paths);
  return (
    chain?.isPlain === true &&
    chain.parts.every(({ simple }) => simple !== null && (simple.name === 'rm' || isOfProgram(simple))) &&
    commandsOf(dockerfile, run).filter(({ name }) => name === 'rm').length === removalsIn(dockerfile, run).length &&
    !removed.some(({ path }) => isBelow(path, folder) || isBelow(folder, path))
  );
}

/** The image has wget, of BusyBox; it has neither curl nor Node. */
function keepsCheck(dockerfile: Dockerfile, { words, json, keyword, ...place }: Instruction): boolean {
  const first = json?.[0]?.value ?? words.find(({ value }) => value !== 'CMD' && !value.startsWith('-'))?.value;
  return (
    keyword === 'HEALTHCHECK' && (first === 'NONE' || first === 'wget') && !sourceOf(dockerfile, place).includes('curl')
  );
}

type Fate = 'stays' | 'goes' | 'copies' | 'unknown';

function fateOf(dockerfile: Dockerfile, one: Instruction, folder: string): Fate {
  if (describing.has(one.keyword) || keepsCheck(dockerfile, one)) return 'stays';
  if (ofProgram.has(one.keyword)) return 'goes';
  if (one.keyword === 'COPY') return 'copies';
  return one.keyword === 'RUN' && isDroppable(dockerfile, one, folder) ? 'goes' : 'unknown';
}

export interface NginxPlan {
  /** What the change is told of. */
  readonly at: Instruction;
  readonly edits: readonly TextEdit[];
  /** Where the files come from, for people. */
  readonly madeBy: string;
}

/** The only stage in two: it ends behind `last`, or what is added to that, and nginx gets what that made. */
export function planSplit(
  { dockerfile, finalStage }: RewriteContext,
  server: StaticServer,
  image: string,
  { last, added, madeBy }: { readonly last: Instruction; readonly added: readonly string[]; readonly madeBy: string },
): NginxPlan | null {
  const { from } = finalStage;
  const own = finalStage.instructions.slice(1);
  const before = own.slice(0, own.indexOf(last));
  const behind = own.slice(own.indexOf(last) + 1);
  const isLeading = before.some(({ keyword }) => ['CMD', 'ENTRYPOINT', 'HEALTHCHECK', 'VOLUME', 'ONBUILD'].includes(keyword)); // prettier-ignore
  const fates = behind.map((one) => fateOf(dockerfile, one, server.folder));
  if (isLeading || fates.some((fate) => fate === 'unknown' || fate === 'copies')) return null;
  const moved = before.filter(({ keyword }) => describing.has(keyword));
  const name = finalStage.name ?? freeStageName(dockerfile, 'build');
  const as = writtenLike(dockerfile, from, 'AS');
  const lines = [
    ...added,
    '',
    `${keywordFor(dockerfile, 'FROM')} ${image}`,
    siteConfiguration(dockerfile, server),
    `${keywordFor(dockerfile, 'COPY')} --from=${name} ${server.folder} ${siteFolder}`,
    ...moved.map((one) => sourceOf(dockerfile, one)),
  ];
  return {
    at: last,
    madeBy,
    edits: [
      ...(finalStage.name === null ? [{ start: from.end, end: from.end, text: ` ${as} ${name}` }] : []),
      { start: last.end, end: last.end, text: lines.map((line) => `${lineEndOf(dockerfile)}${line}`).join('') },
      ...[...moved, ...behind.filter((_, at) => fates[at] === 'goes')].map((one) => removeInstruction(dockerfile, one)),
    ],
  };
}

const sourcesOf = ({ json, words }: Instruction): string[] => (json ?? words).slice(0, -1).map(({ value }) => value);

const namesFiles = (copy: Instruction): boolean => sourcesOf(copy).every((source) => /[^/]\.\w+$/.test(source));

/**
 * A COPY with its files where nginx serves them; '' where it brings none of them, null where nobody knows. `isBrought`: another one
 * brings the folder itself.
 */
function servedCopy(dockerfile: Dockerfile, copy: Instruction, folder: string, isBrought: boolean): string | null {
  const target = copyTarget(dockerfile, copy);
  const words = (copy.json ?? copy.words).map(({ value }) => value);
  const sources = sourcesOf(copy);
  const isKnown =
    copy.flags.every(({ name }) => ['from', 'chown', 'link'].includes(name)) && copy.heredocs.length === 0;
  if (target === null || !isKnown || words.some((word) => /\s/.test(word))) return null;
  const flags = copy.flags.filter(({ name }) => name !== 'chown').map((flag) => `${sourceOf(dockerfile, flag)} `).join(''); // prettier-ignore
  const keyword = sourceOf(dockerfile, copy.keywordSpan);
  const isInto = words.at(-1)?.endsWith('/') === true || sources.length > 1;
  if (isBelow(target, folder)) {
    const place = `${siteFolder}${target.slice(folder.length)}${isInto ? '/' : ''}`;
    return `${keyword} ${flags}${sources.join(' ')} ${place}`;
  }
  if (!isBelow(folder, target) || isBrought || namesFiles(copy))
    return sources.some((source) => source.endsWith('serve.json')) ? null : '';
  const [source = '', ...others] = sources;
  // Of a folder that holds more, what is served alone.
  const isFolder = copy.flags.some(({ name }) => name === 'from') && source.startsWith('/') && others.length === 0;
  const rest = folder.slice(target === '/' ? 0 : target.length);
  return isFolder && rest !== '' ? `${keyword} ${flags}${resolvePath('/', source)}${rest} ${siteFolder}` : null;
}

/** The last of several stages, which only gets the files and a server for them. */
export function planLastStage(context: RewriteContext, server: StaticServer, image: string): NginxPlan | null {
  const { dockerfile, finalStage, lineOf } = context;
  const [word] = finalStage.from.words;
  if (!word || finalStage.baseStage !== null) return null;
  const isBrought = finalStage.instructions.some(
    (one) => one.keyword === 'COPY' && copyTarget(dockerfile, one) === server.folder && !namesFiles(one),
  );
  const edits: TextEdit[] = [{ start: word.start, end: word.end, text: image }];
  let first: Instruction | null = null;
  for (const one of finalStage.instructions.slice(1)) {
    const fate = fateOf(dockerfile, one, server.folder);
    if (fate === 'unknown') return null;
    if (fate === 'stays') continue;
    const copy = fate === 'copies' ? servedCopy(dockerfile, one, server.folder, isBrought) : '';
    if (copy === null) return null;
    if (copy === '') {
      edits.push(removeInstruction(dockerfile, one));
      continue;
    }
    const lead = first ? '' : `${siteConfiguration(dockerfile, server)}${lineEndOf(dockerfile)}`;
    first ??= one;
    edits.push({ start: one.start, end: one.end, text: `${lead}${copy}` });
  }
  return first && { at: finalStage.from, edits, madeBy: `line ${lineOf(first)} brings it` };
}

/** What the image stores and is not served; null without one. */
export function bytesLeft({ image }: RewriteContext, folder: string): number | null {
  if (!image) return null;
  return image.remembered(['not-served', folder], () => {
    let left = 0;
    for (let layer = 0; layer < image.rootfs.columns.layerCount; layer++)
      left += sumOf(image.copiesIn(layer).filter(({ path, goneIn }) => goneIn !== null || !isBelow(path, folder)));
    return left;
  });
}

export function alterationsOf(dockerfile: Dockerfile): Alterations {
  const { environment } = runtimeConfigOf(dockerfile);
  const gone = new Map([...environment.keys()].map((name) => [name, null]));
  return { command: '', entrypoint: '', workingDirectory: '/', environment: gone };
}
