import type { HistoryEntry } from '../image/model.ts';
import { parseCreatedBy } from './created-by.ts';

/** What a history entry says, in the forms in which instructions are compared with it. */
export interface EntryText {
  readonly keyword: string;
  /** Behind the keyword, blanks collapsed; of RUN the command alone. */
  readonly text: string;
  /** Of RUN: with the shell, and with the build arguments. */
  readonly whole: string;
  /** Without quotes, brackets and commas, which builders set as they like. */
  readonly plain: string;
  /** Of ARG. */
  readonly names: ReadonlySet<string>;
  /** Of COPY and ADD by builders that name a digest in place of the sources. */
  readonly hidden: { readonly kind: string; readonly destination: string } | null;
  /** Of COPY and ADD: `--chown=…`, and what follows the flags. */
  readonly flags: readonly string[];
  readonly operands: string;
  /** A layer is counted for it. */
  readonly makesLayer: boolean;
}

/** Longer than any command that a person wrote; beyond it only the length is compared. */
const longest = 200_000;

/** Blanks of any kind made one. */
export function collapse(text: string): string {
  const short = text.length > longest ? `${text.slice(0, longest)} ${text.length}` : text;
  return short.split(/\s+/).filter(Boolean).join(' ');
}

/** What is left of a setting where quotes, brackets and commas don't count: `["a", "b"]` and `[a b]` are both `a b`. */
export const plainText = (text: string): string => collapse(text.replace(/["'\\]/g, '').replace(/[[\],]/g, ' '));

/** A longer range is compared as it stands: a Dockerfile may have thousands of them. */
const mostPorts = 16;

function portsOf(port: string): string[] {
  const [, from = '', to = from, protocol = 'tcp'] = /^(\d+)(?:-(\d+))?(?:\/(\w+))?$/.exec(port) ?? [];
  const count = Number(to) - Number(from) + 1;
  if (!(count >= 1 && count <= mostPorts)) return [port];
  return Array.from({ length: count }, (_, index) => `${Number(from) + index}/${protocol.toLowerCase()}`);
}

/** `map[80/tcp:{} 53/udp:{}]`, `[80/tcp 53/udp]` and `80 53/udp` alike, in any order. */
function portsIn(text: string): string {
  const ports = text.match(/\d+(?:-\d+)?(?:\/\w+)?/g) ?? [];
  return [...new Set(ports.flatMap(portsOf))].sort().join(' ');
}

/** What is compared of a setting. */
export const settingOf = (keyword: string, text: string): string =>
  keyword === 'EXPOSE' ? portsIn(text) : plainText(text);

/** The names of `A=1 B`. */
export const namesIn = (text: string): string[] =>
  text
    .split(' ')
    .map((word) => word.split('=', 1)[0] ?? '')
    .filter((name) => name !== '');

const digest = /^(?:(file|dir|multi):)?[0-9a-f]+ in (\S.*)$/;

function hiddenIn(operands: string): EntryText['hidden'] {
  // buildah leaves the digest out where it copies from another stage without reading it.
  if (operands.startsWith('in ')) return { kind: '', destination: operands.slice(3) };
  const match = digest.exec(operands);
  return match && { kind: match[1] ?? '', destination: match[2] ?? '' };
}

/** Flags and what follows them. */
function splitFlags(text: string): { flags: string[]; operands: string } {
  const words = text.split(' ');
  let count = 0;
  while (words[count]?.startsWith('--')) count++;
  return { flags: words.slice(0, count), operands: words.slice(count).join(' ') };
}

/** `shells`: what RUN may stand behind, the longest first. */
export function readEntryText({ createdBy, emptyLayer }: HistoryEntry, shells: readonly string[]): EntryText {
  // buildah names the image that it built upon, on a line of its own.
  const made = createdBy.replace(/\nFROM \S+$/, '');
  const { keyword, text: raw } = parseCreatedBy(made, shells);
  const text = collapse(raw);
  const isCopy = keyword === 'COPY' || keyword === 'ADD';
  const { flags, operands } = isCopy ? splitFlags(text) : { flags: [], operands: text };
  return {
    keyword,
    text,
    whole: collapse(made.replace(/^RUN /, '').replace(/ # buildkit$/, '')),
    plain: keyword === 'RUN' || isCopy ? text : settingOf(keyword, text),
    names: new Set(keyword === 'ARG' ? namesIn(plainText(text)) : []),
    hidden: isCopy ? hiddenIn(operands) : null,
    flags,
    operands,
    makesLayer: !emptyLayer,
  };
}
