// What the ways of installing Python packages in a first stage have in common: the base of the second one, and what is said of it.
import { findBase, parseReference, slimTag } from './base-images.ts';
import { rangeOfBase } from './base-range.ts';
import { describeCopies, sumOf, type PlacedCopy } from './evidence.ts';
import type { SystemPart } from './python-system-split.ts';
import type { Proposal, RewriteContext } from './rewrite.ts';
import type { TextEdit } from './tracked-text.ts';

export interface PythonBase {
  /** With compilers, headers and version control. */
  readonly isFull: boolean;
  /** What the second stage is built on. */
  readonly slim: string;
  /** They write that behind FROM. */
  readonly edits: readonly TextEdit[];
}

/** Null for other stages than the only one on an official Python image of Debian. */
export function pythonBase({ dockerfile, finalStage }: RewriteContext): PythonBase | null {
  const base = findBase(finalStage.image);
  const kind = base?.family.names.includes('python') ? base.variant.kind : null;
  const [word] = finalStage.from.words;
  const isOther = dockerfile.stages.length > 1 || parseReference(finalStage.image)?.pinned !== false;
  if (isOther || !word || !base || (kind !== 'full' && kind !== 'slim')) return null;
  const isFull = kind === 'full';
  const tag = isFull ? slimTag(finalStage.image) : base.tag;
  if (tag === null) return null;
  const slim = `${base.name}:${tag}`;
  return { isFull, slim, edits: isFull ? [{ start: word.start, end: word.end, text: slim }] : [] };
}

/** Measured where the base stays; where a smaller one takes its place, an estimate. `copies`: what stays behind; null without an image. */
export function savingOf(
  { image, finalStage }: RewriteContext,
  { isFull, slim }: PythonBase,
  copies: readonly PlacedCopy[] | null,
): Pick<Proposal, 'claims' | 'range'> {
  const stored = image?.baseBytes ?? null;
  const gone = stored === null ? null : stored + sumOf(copies ?? []);
  const range = isFull ? rangeOfBase(finalStage.image, slim, gone) : null;
  return range ? { claims: null, range } : { claims: claimsOf(copies), range: null };
}

export const titleOf = ({ isFull, slim }: PythonBase): string =>
  isFull ? `Install the packages in a first stage, and run on ${slim}` : 'Install the packages in a first stage';

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
