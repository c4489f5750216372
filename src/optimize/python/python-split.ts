// What the ways of installing Python packages in a first stage have in common: the base of the second one, and what is said of it.
import type { Bytes } from '../../bytes/units.ts';
import { findBase, parseReference, slimTag } from '../base-image/base-images.ts';
import { rangeOfBase } from '../base-image/base-range.ts';
import { describeCopies, sumOf, type PlacedCopy } from '../evidence.ts';
import type { SystemPart } from './python-system-split.ts';
import type { Proposal, RewriteContext } from '../rewrite.ts';
import type { TextEdit } from '../tracked-text.ts';

export interface PythonBase {
  /** With compilers, headers and version control. */
  readonly isFull: boolean;
  /** Of Python, as its tag says it: `3.12`, `3.12.4`. */
  readonly version: string | null;
  /** What the second stage is built on. */
  readonly slim: string;
  /** They write that behind FROM; none where it stands there. */
  readonly edits: readonly TextEdit[];
}

/** uv's own images are Python's with uv: https://docs.astral.sh/uv/guides/integration/docker/#available-images */
function baseOfUv(image: string): Omit<PythonBase, 'edits'> | null {
  const { name = '', tag } = parseReference(image) ?? {};
  const [, version, release, slim] =
    /^(?:\d[\d.]*-)?python(3\.\d{1,3})-(bookworm|bullseye|trixie)(-slim)?$/.exec(tag ?? '') ?? [];
  const isUv = /^(?:ghcr\.io\/astral-sh|(?:docker\.io\/)?astral)\/uv$/.test(name);
  if (!isUv || version === undefined) return null;
  return { isFull: slim === undefined, version, slim: `python:${version}-slim-${release ?? ''}` };
}

function baseOfPython(image: string): Omit<PythonBase, 'edits'> | null {
  const base = findBase(image);
  const kind = base?.family.names.includes('python') ? base.variant.kind : null;
  if (!base || (kind !== 'full' && kind !== 'slim')) return null;
  const tag = kind === 'full' ? slimTag(image) : base.tag;
  return tag === null ? null : { isFull: kind === 'full', version: base.version, slim: `${base.name}:${tag}` };
}

/** Null for other stages than the only one on an image of Python and Debian. */
export function pythonBase({ dockerfile, finalStage }: RewriteContext): PythonBase | null {
  const { image, from } = finalStage;
  const [word] = from.words;
  const isOther = dockerfile.stages.length > 1 || parseReference(image)?.pinned !== false;
  const base = isOther ? null : (baseOfPython(image) ?? baseOfUv(image));
  if (!word || !base) return null;
  const edits = base.slim === image ? [] : [{ start: word.start, end: word.end, text: base.slim }];
  return { ...base, edits };
}

/** What the second stage gets that the image of today has not. */
export interface Brought {
  readonly bytes: Bytes;
  /** A sentence. */
  readonly said: string;
}

/**
 * Measured where the base stays; where a smaller one takes its place, an estimate. `copies`: what stays behind; null without an
 * image.
 */
export function savingOf(
  { image, finalStage }: RewriteContext,
  { isFull, slim }: PythonBase,
  copies: readonly PlacedCopy[] | null,
  brought: Brought | null = null,
): Pick<Proposal, 'claims' | 'range'> {
  const stored = image?.baseBytes ?? null;
  const gone = stored === null ? null : stored + sumOf(copies ?? []);
  const range = isFull ? rangeOfBase(finalStage.image, slim, gone) : null;
  if (!range) return { claims: claimsOf(copies), range: null };
  const { bytes, said } = brought ?? { bytes: 0, said: '' };
  const basis = `${range.basis}${said === '' ? '' : ` ${said}`}`;
  return { claims: null, range: { least: range.least - bytes, most: range.most - bytes, basis } };
}

export const titleOf = ({ edits, slim }: PythonBase): string =>
  edits.length > 0
    ? `Install the packages in a first stage, and run on ${slim}`
    : 'Install the packages in a first stage';

export const whyOf = ({ isFull }: PythonBase): string =>
  isFull
    ? 'The full image is there to compile: its compilers, headers and version control are not used by a running program. The packages are installed in a first stage, and copied into the slim variant of the same version.'
    : 'Compilers and headers are there to install the packages, and no running program uses them. The packages are installed in a first stage, and copied into an image without these.';

export const testOf =
  'Start the program, and use what calls other programs or compiled packages: drivers of databases, images, cryptography. A library that is missing is named by the error of the import.';

/** `copies`: what stays behind; null without an image. */
export function evidenceOf({ libraries }: SystemPart, copies: readonly PlacedCopy[] | null): string {
  const measured = copies && copies.length > 0 ? ` ${describeCopies(copies)} stay behind in the first stage.` : '';
  const loaded = libraries.length > 0 ? ` ${libraries.join(', ')} is installed for what was compiled.` : '';
  return `none of which is known to need more of the system.${loaded}${measured}`;
}

const claimsOf = (copies: readonly PlacedCopy[] | null): number[] | null =>
  copies && copies.length > 0 ? copies.map(({ event }) => event) : null;
