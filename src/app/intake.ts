import { checksumMatches } from '../archive/tar-header.ts';
import { canUnpack, sniffCompression } from '../archive/compression.ts';
import { FaultError } from '../fault.ts';
import { kindOfFile } from './file-kinds.ts';

/** What a dropped file is: told by its content first, its name second. */
export type Recognised =
  | { readonly kind: 'image-archive' }
  | { readonly kind: 'dockerfile'; readonly text: string }
  | { readonly kind: 'dockerignore'; readonly text: string }
  | { readonly kind: 'ci-rules'; readonly text: string };

const headBytes = 65_536;
const maxTextBytes = 4_000_000;
/** Some hundred bytes in practice. The YAML parser's time grows with the square of some texts: 1.5 s at this size. */
const maxCiRulesBytes = 64_000;

const lookedFor = [
  'an image archive (what docker save, podman save or skopeo wrote)',
  'a Dockerfile or Containerfile',
  'a .dockerignore',
  'a .dive-ci',
];

const dockerfileName = /^(?:dockerfile|containerfile)(?:\..+)?$|.\.(?:dockerfile|containerfile)$/i;
const dockerignoreName = /\.dockerignore$|^\.containerignore$/i;

const ciRulesName = /^\.?dive-ci(?:\.ya?ml)?$/i;
const ciRule = /^[ \t]*["']?(?:rules\.)?(?:lowestEfficiency|highestWastedBytes|highestUserWastedPercent)["']?[ \t]*:/im;

const archiveName = /\.(?:tar|tar\.gz|tgz|tar\.zst)$/i;

/** Names by which a file of a folder is taken for an input. */
export const namesAnInput = (name: string): boolean =>
  [dockerfileName, dockerignoreName, ciRulesName, archiveName].some((pattern) => pattern.test(name));

function isTar(head: Uint8Array): boolean {
  return head.length >= 512 && checksumMatches(head) && head.some((byte) => byte !== 0);
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
  if (size > limit) throw new FaultError({ kind: 'limit', fileName: name, what, limit, unit: 'bytes' });
}

/** YAML goes by many names; what sets one of dive's rules is meant for dive. */
const readsAsCiRules = (name: string, head: string): boolean => /(?:^[^.]+|\.ya?ml)$/i.test(name) && ciRule.test(head);

async function recogniseText(file: File, head: string): Promise<Recognised> {
  checkSize(file, 'a text file', maxTextBytes);
  if (dockerignoreName.test(file.name)) return { kind: 'dockerignore', text: await file.text() };
  if (ciRulesName.test(file.name) || readsAsCiRules(file.name, head)) {
    checkSize(file, 'a .dive-ci', maxCiRulesBytes);
    return { kind: 'ci-rules', text: await file.text() };
  }
  if (readsAsDockerfile(head) || dockerfileName.test(file.name)) return { kind: 'dockerfile', text: await file.text() };
  throw new FaultError({ kind: 'not-recognised', fileName: file.name, lookedFor, looksLike: 'a text file' });
}

/** Throws a FaultError where the file is none of what Plimsoll reads, saying what it looks like. */
export async function recognise(file: File): Promise<Recognised> {
  const fileName = file.name;
  if (file.size === 0) {
    if (dockerignoreName.test(fileName)) return { kind: 'dockerignore', text: '' };
    if (ciRulesName.test(fileName)) return { kind: 'ci-rules', text: '' };
    throw new FaultError({ kind: 'empty-file', fileName });
  }
  const head = new Uint8Array(await file.slice(0, headBytes).arrayBuffer());
  if (isTar(head) || canUnpack(sniffCompression(head))) return { kind: 'image-archive' };
  if (isText(head)) return recogniseText(file, new TextDecoder().decode(head));
  if ([dockerfileName, dockerignoreName, ciRulesName].some((pattern) => pattern.test(fileName)))
    throw new FaultError({ kind: 'binary-text', fileName });
  const kind = kindOfFile(head, fileName);
  // A damaged archive has lost its first header, but not its name: its reader says what is wrong with it.
  if (!kind && /\.tar$/i.test(fileName)) return { kind: 'image-archive' };
  throw new FaultError({ kind: 'not-recognised', fileName, lookedFor, ...kind });
}
