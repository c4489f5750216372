import { checksumMatches } from '../archive/tar-header.ts';
import { canUnpack, sniffCompression } from '../archive/compression.ts';
import { isSuppressionFile } from '../analysis/vulnerabilities/suppression/suppression-file.ts';
import { isUtf16 } from '../bytes/text.ts';
import { longestYaml } from '../bytes/yaml-length.ts';
import { FaultError } from '../fault.ts';
import { kindOfFile } from './file-kinds.ts';

/** What a dropped file is: told by its content first, its name second. */
export type Recognised =
  { readonly kind: 'image-archive' | 'advisories' } | { readonly kind: TextKind; readonly text: string };

export type TextKind =
  | 'dockerfile'
  | 'dockerignore'
  | 'ci-rules'
  | 'lint-settings'
  | 'ignored-secrets'
  | 'secret-patterns'
  | 'suppressions'
  | 'keep-list';

interface TextRow {
  readonly kind: TextKind;
  readonly what: string;
  readonly name: RegExp;
  /** In bytes. */
  readonly limit: number;
  /** Such a file with nothing in it says something too. */
  readonly mayBeEmpty?: true;
  /** By its content, whatever its name. */
  readsAs?(name: string, head: string): boolean;
}

const headBytes = 65_536;
/** No text is larger; what is may be an archive. */
export const maxTextBytes = 4_000_000;
const maxIgnoreListBytes = 1_000_000;
const maxPatternBytes = 200_000;

const ciRule = /^[ \t]*["']?(?:rules\.)?(?:lowestEfficiency|highestWastedBytes|highestUserWastedPercent)["']?[ \t]*:/im;

/** In the order of asking: the first whose name it has, else the first that it reads as. */
const textRows: readonly TextRow[] = [
  {
    kind: 'dockerignore',
    what: 'a .dockerignore',
    name: /\.dockerignore$|^\.containerignore$/i,
    limit: maxTextBytes,
    mayBeEmpty: true,
  },
  {
    kind: 'ci-rules',
    what: 'a .dive-ci',
    name: /^\.?dive-ci(?:\.ya?ml)?$/i,
    limit: longestYaml,
    mayBeEmpty: true,
    // YAML goes by many names; what sets one of dive's rules is meant for dive.
    readsAs: (name, head) => /(?:^[^.]+|\.ya?ml)$/i.test(name) && ciRule.test(head),
  },
  {
    kind: 'lint-settings',
    what: 'a .hadolint.yaml',
    name: /^\.?hadolint\.ya?ml$/i,
    limit: longestYaml,
    mayBeEmpty: true,
  },
  {
    kind: 'ignored-secrets',
    what: 'a .plimsollignore',
    // Browsers save one that was made in the page without its first dot, and a second one with a number.
    name: /^[._]?plimsollignore(?: ?\(\d+\))?$/i,
    limit: maxIgnoreListBytes,
    mayBeEmpty: true,
  },
  {
    kind: 'keep-list',
    what: 'a .plimsollkeep',
    name: /^[._]?plimsollkeep(?: ?\(\d+\))?$/i,
    limit: 100_000,
    mayBeEmpty: true,
  },
  {
    kind: 'secret-patterns',
    what: 'a .plimsoll-patterns',
    name: /^\.plimsoll-patterns$/i,
    limit: maxPatternBytes,
    mayBeEmpty: true,
  },
  {
    kind: 'suppressions',
    what: 'a .trivyignore or an OpenVEX document',
    name: /^\.?trivyignore(?:\.ya?ml)?$/i,
    limit: maxTextBytes,
    mayBeEmpty: true,
    readsAs: isSuppressionFile,
  },
  {
    kind: 'dockerfile',
    what: 'a Dockerfile or Containerfile',
    name: /^(?:dockerfile|containerfile)(?:\..+)?$|.\.(?:dockerfile|containerfile)$/i,
    limit: maxTextBytes,
    readsAs: (_, head) => readsAsDockerfile(head),
  },
];

const lookedFor = [
  'an image archive (what docker save, podman save or skopeo wrote)',
  'OSV’s all.zip of an ecosystem',
  ...textRows.map(({ what }) => what).reverse(),
];

const archiveName = /\.(?:tar|tar\.gz|tgz|tar\.zst)$/i;

const rowNamed = (name: string): TextRow | undefined => textRows.find((row) => row.name.test(name));

/** By its name, the kind of text that a file of a folder is taken for. */
export const textKindOfName = (name: string): TextKind | null => rowNamed(name)?.kind ?? null;

/** Names by which a file of a folder is taken for an input. */
export const namesAnInput = (name: string): boolean => rowNamed(name) !== undefined || archiveName.test(name);

function isTar(head: Uint8Array): boolean {
  return head.length >= 512 && checksumMatches(head) && head.some((byte) => byte !== 0);
}

/** OSV's `all.zip`, by whatever name: the first entry is the record of an advisory, named by its id. */
function isAdvisories(head: Uint8Array, fileName: string): boolean {
  if (!/\.zip$/i.test(fileName) || head[0] !== 0x50 || head[1] !== 0x4b || head[2] !== 3 || head[3] !== 4) return false;
  const length = (head[26] ?? 0) + 256 * (head[27] ?? 0);
  const name = new TextDecoder('latin1').decode(head.subarray(30, 30 + length));
  return /^[A-Za-z0-9][A-Za-z0-9._:-]{2,100}\.json$/.test(name);
}

/** Text has no NUL and is UTF-8; a character cut at the end of the head is no fault. */
function isText(head: Uint8Array): boolean {
  if (head.includes(0)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** The first instruction of a Dockerfile is FROM or ARG, behind comments and empty lines. */
export function readsAsDockerfile(text: string): boolean {
  for (const line of text.split(/\r\n|\r|\n/, 2000)) {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    return /^(?:from\s+\S|arg\s+\w)/i.test(trimmed);
  }
  return false;
}

function checkSize({ name, size }: File, what: string, limit: number): void {
  if (size > limit) throw new FaultError({ kind: 'limit', fileName: name, what, limit, unit: 'bytes', whole: true });
}

async function recogniseText(file: File, head: string): Promise<Recognised> {
  const { name } = file;
  checkSize(file, 'a text file', maxTextBytes);
  const row = rowNamed(name) ?? textRows.find(({ readsAs }) => readsAs?.(name, head));
  if (!row) throw new FaultError({ kind: 'not-recognised', fileName: name, lookedFor, looksLike: 'a text file' });
  checkSize(file, row.what, row.limit);
  return { kind: row.kind, text: file.size <= headBytes ? head : await file.text() };
}

/** Throws a FaultError where the file is none of what Plimsoll reads, saying what it looks like. */
export async function recognise(file: File): Promise<Recognised> {
  const fileName = file.name;
  if (file.size === 0) {
    const row = rowNamed(fileName);
    if (row?.mayBeEmpty) return { kind: row.kind, text: '' };
    throw new FaultError({ kind: 'empty-file', fileName });
  }
  const head = new Uint8Array(await file.slice(0, headBytes).arrayBuffer());
  if (isTar(head) || canUnpack(sniffCompression(head))) return { kind: 'image-archive' };
  if (isAdvisories(head, fileName)) return { kind: 'advisories' };
  if (isText(head)) return recogniseText(file, new TextDecoder().decode(head));
  const encoding = isUtf16(new TextDecoder('latin1').decode(head)) ? ({ encoding: 'UTF-16' } as const) : {};
  if (rowNamed(fileName)) throw new FaultError({ kind: 'binary-text', fileName, ...encoding });
  const kind = kindOfFile(head, fileName);
  // A damaged archive has lost its first header, but not its name: its reader says what is wrong with it.
  if (!kind && /\.tar$/i.test(fileName)) return { kind: 'image-archive' };
  throw new FaultError({ kind: 'not-recognised', fileName, lookedFor, ...kind });
}
