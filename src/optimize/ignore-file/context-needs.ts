// What of a folder must not be left out: what the Dockerfile names, what its commands and the manifests name.
import type { ContextIndex } from '../../build-context/context-index.ts';
import type { ContextText } from '../../build-context/build-context.ts';
import type { ContextRequest } from './context-uses.ts';
import { namedInText } from '../manifest-paths.ts';
import { folderNameOf } from '../node/package-json.ts';
import { type Call, type Origins } from '../project-calls.ts';
import { resolvePath } from '../../dockerfile/places.ts';

/** What has to stay. A folder that is needed may do without some of what lies in it. */
export interface ContextNeeds {
  /** Nodes that a COPY, an ADD or a bind mount names. */
  readonly copied: ReadonlySet<number>;
  /** Nodes that a command or a manifest names. */
  readonly named: ReadonlySet<number>;
  /** By node: 1 where it lies in a folder that a command works on. */
  readonly worked: Uint8Array;
}

/** Commands that need what they name to be there, whatever lies in it. */
const shallow: ReadonlySet<string> = new Set([
  'cd',
  'chgrp',
  'chmod',
  'chown',
  'ls',
  'mkdir',
  'test',
  '[',
  'touch',
  'pushd',
]);

/** What these name, they get rid of, or need not have. */
const removers: ReadonlySet<string> = new Set(['rm', 'rimraf', 'rmdir', 'del', 'del-cli', 'echo', 'printf']);

/** Commands that make what they name: `python -m venv .venv`. */
function makes({ name, args }: Call['command']): boolean {
  const words = args.map(({ value }) => value);
  return name === 'virtualenv' || words.includes('venv') || (words[0] === '-m' && words[1] === 'virtualenv');
}

/** More words than these are in no build. */
const mostWords = 200_000;
/** Of a pattern that a command or a manifest has. */
const mostMatches = 5000;

class Needs implements ContextNeeds {
  readonly copied = new Set<number>();
  readonly named = new Set<number>();
  readonly worked: Uint8Array;
  private words = 0;

  constructor(private readonly index: ContextIndex) {
    this.worked = new Uint8Array(index.count);
  }

  addSource(source: string): void {
    const { index, copied } = this;
    // `src/*` is the folder, as far as what lies in it is meant.
    const path = source.replace(/(?:\/|^)\*$/, '').replace(/^\/+/, '');
    const exact = index.find(path);
    if (exact !== null) copied.add(exact);
    if (/[*?[\\]/.test(path)) for (const node of index.matching(path)) copied.add(node);
  }

  /** `isWorked`: what lies in it is needed as well. */
  private addNode(node: number | null, isWorked: boolean): void {
    if (node === null || node === 0) return;
    this.named.add(node);
    if (isWorked) this.worked[node] = 1;
  }

  addPath(path: string, directory: number, isWorked: boolean): void {
    const { index } = this;
    if (++this.words > mostWords || path.length > 4096) return;
    this.addNode(index.find(path, directory), isWorked);
    if (!path.includes('*')) return;
    for (const node of index.matching(path, directory).slice(0, mostMatches)) this.addNode(node, false);
  }

  addCall({ command, directories, workdir }: Call, origins: Origins): void {
    if (removers.has(command.name) || makes(command)) return;
    const isWorked = !shallow.has(command.name);
    const given = [
      command.invoked,
      ...command.args.map(({ value }) => value),
      ...command.assignments.map(({ value }) => value),
    ];
    for (const word of given.flatMap((value) => [value, ...value.split(/[\s=,:;"'()]+/)])) {
      if (word === '' || word.startsWith('-')) continue;
      for (const directory of directories) this.addPath(word, directory, isWorked);
      if (word.startsWith('/') || workdir !== null) {
        for (const node of origins(resolvePath(workdir ?? '/', word))) this.addNode(node, isWorked);
      }
    }
  }

  addText(text: ContextText): void {
    const directory = this.index.find(folderNameOf(text.path));
    if (directory === null) return;
    for (const { path, isWorked } of namedInText(text)) this.addPath(path, directory, isWorked);
  }

  finish(parents: Int32Array): ContextNeeds {
    for (let node = 1; node < this.worked.length; node++)
      this.worked[node]! |= this.worked[parents[node] as number] as number;
    return this;
  }
}

export interface NeedsInput {
  readonly index: ContextIndex;
  readonly requests: readonly ContextRequest[];
  readonly calls: readonly Call[];
  readonly origins: Origins;
  readonly texts: readonly ContextText[];
}

export function needsOf({ index, requests, calls, origins, texts }: NeedsInput, parents: Int32Array): ContextNeeds {
  const needs = new Needs(index);
  for (const request of requests) for (const source of request.sources) needs.addSource(source);
  for (const call of calls) needs.addCall(call, origins);
  for (const text of texts) needs.addText(text);
  return needs.finish(parents);
}
