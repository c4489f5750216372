// What cargo-auditable writes into a program (its format, PARSING.md): JSON, packed with zlib, of the crates that it was built
// from. Those that only took part in the build, and are not in it, are left out.
import { isZlib, unpackDeflate, zlibHeader } from '../../archive/unpack-deflate.ts';
import { decodeText } from '../../bytes/text.ts';
import { formatBytes, type Bytes } from '../../bytes/units.ts';
import type { Cataloged, FoundPackage } from '../package.ts';

export const rustLimits = {
  /** Of the JSON, unpacked; a program of 1,000 crates has 150 kB. */
  bytes: 8_000_000 as Bytes,
  crates: 20_000,
} as const;

const unknown = (reason: string): Cataloged => ({ packages: [], unknowns: [reason] });

export function cratesOf(section: Uint8Array): Cataloged {
  if (!isZlib(section)) return unknown('lists its Rust crates in a form that is not known');
  const { bytes, isWhole } = unpackDeflate(section, zlibHeader, rustLimits.bytes);
  if (bytes.length >= rustLimits.bytes) {
    return unknown(`lists its Rust crates in more than ${formatBytes(rustLimits.bytes)}, which were not read`);
  }
  if (!isWhole) return unknown('has a damaged list of its Rust crates');
  const crates = listIn(decodeText(bytes));
  if (!crates) return unknown('lists its Rust crates in a form that is not known');
  return cratesIn(crates);
}

function listIn(text: string): readonly unknown[] | null {
  try {
    const list: unknown = JSON.parse(text);
    const crates = isRecord(list) ? list.packages : null;
    return Array.isArray(crates) ? crates : null;
  } catch {
    return null;
  }
}

function cratesIn(list: readonly unknown[]): Cataloged {
  const packages: FoundPackage[] = [];
  const unknowns = new Set<string>();
  for (const entry of list.slice(0, rustLimits.crates)) {
    const crate = crateOf(entry);
    if (!crate) unknowns.add('lists Rust crates without a name or a version, which were left out');
    else if (isRecord(entry) && entry.kind !== 'build') packages.push(crate);
  }
  if (list.length > rustLimits.crates) unknowns.add('lists more than 20,000 Rust crates: the others were left out');
  return { packages, unknowns: [...unknowns] };
}

/** Those of the workspace that was built are no packages of a registry, whatever they are called. */
function crateOf(entry: unknown): FoundPackage | null {
  if (!isRecord(entry)) return null;
  const { name, version, source, root } = entry;
  if (typeof name !== 'string' || name === '' || typeof version !== 'string') return null;
  const isOwn = root === true || source === 'local';
  return { type: 'cargo', name, version, licences: [], ...(isOwn ? { isApplication: true } : {}) };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
