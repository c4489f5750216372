import { type Bytes, formatBytes, formatCount } from './bytes/units.ts';

/**
 * An input, or a part of one, that cannot be used. Thrown inside a FaultError, sent across workers as data, and turned
 * into words by `describeFault` alone.
 */
export type Fault =
  | { kind: 'empty-file'; fileName: string }
  | { kind: 'not-recognised'; fileName: string; lookedFor: string[]; looksLike?: string; instead?: string }
  /** An archive without an image in it. `instead`: what to do, in sentences; `readable`: it can be read as one layer. */
  | {
      kind: 'not-an-image';
      fileName: string;
      lookedFor: string[];
      looksLike: string;
      instead: string;
      readable: boolean;
    }
  | { kind: 'truncated'; fileName: string; offset: Bytes; missing?: Bytes }
  | { kind: 'bad-checksum'; fileName: string; offset: Bytes }
  | { kind: 'not-a-tar'; fileName: string; offset: Bytes }
  | { kind: 'bad-number'; fileName: string; offset: Bytes; field: string }
  | { kind: 'missing-blob'; fileName: string; path: string; namedIn: string }
  /** A layer that is kept elsewhere, on purpose. */
  | { kind: 'foreign-layer'; fileName: string; path: string; urls: string[] }
  | { kind: 'encrypted-layer'; fileName: string; path: string }
  /** Stands for the faults of an archive beyond those that are listed. */
  | { kind: 'more-faults'; fileName: string; count: number }
  | { kind: 'bad-json'; fileName: string; path: string; detail: string }
  | { kind: 'bad-ci-rules'; fileName: string; detail: string }
  /** `detail`: what of a `.hadolint.yaml` was not used, in sentences. */
  /** `used`: what it sets otherwise is in force. `detail`: what is wrong in it, in sentences. */
  | { kind: 'lint-settings'; fileName: string; used: boolean; detail: string }
  /** `detail`: which lines of a list about secrets were not used, in sentences. */
  | { kind: 'secret-list'; fileName: string; detail: string }
  /** What should set vulnerabilities apart: `.trivyignore`, OpenVEX. */
  | { kind: 'bad-suppressions'; fileName: string; detail: string }
  | { kind: 'some-suppressions'; fileName: string; detail: string }
  | { kind: 'unsupported-compression'; fileName: string; compression: string }
  | { kind: 'bad-compression'; fileName: string; compression: string }
  | { kind: 'digest-mismatch'; fileName: string; count: number }
  /** `layer`: a layer was unpacked, for one of its files. */
  | { kind: 'no-space'; fileName: string; bytes: Bytes; detail: string; layer?: true }
  /** What was chosen could not be written where the user wants it. `own`: to a file of the page's, for a download. */
  | { kind: 'not-saved'; fileName: string; bytes: Bytes; detail: string; own?: true }
  | { kind: 'expansion'; fileName: string; compression: string; bytesIn: Bytes; bytesOut: Bytes }
  /** `whole`: nothing of it was read. */
  | {
      kind: 'limit';
      fileName: string;
      what: string;
      limit: number;
      unit: 'bytes' | 'entries' | 'levels' | 'lines' | 'steps';
      whole?: true;
    }
  | { kind: 'unreadable-file'; fileName: string; detail: string }
  /** `encoding`: it is text, but not UTF-8. */
  | { kind: 'binary-text'; fileName: string; encoding?: 'UTF-16' }
  | { kind: 'worker-ended'; fileName: string; detail?: string }
  | { kind: 'unexpected'; fileName: string; detail: string };

export class FaultError extends Error {
  override readonly name = 'FaultError';
  constructor(readonly fault: Fault) {
    super(describeFault(fault));
  }
}

/**
 * True for what fails the worker rather than its input: memory that was not to be had, a trap of WebAssembly. Such a
 * worker is given up, and its task tried once more on a new one.
 */
export function isBreakdown(error: unknown): boolean {
  return error instanceof RangeError || (typeof WebAssembly === 'object' && error instanceof WebAssembly.RuntimeError);
}

/** The Fault of an input that a worker reads; a breakdown of the worker itself goes on up. */
export function faultOfInput(error: unknown, fileName: string): Fault {
  if (isBreakdown(error)) throw error;
  return toFault(error, fileName);
}

/** Any thrown value as a Fault; what is not one is named as unexpected, never swallowed. */
export function toFault(error: unknown, fileName: string): Fault {
  if (error instanceof FaultError) return error.fault;
  // The browser's word for a file that was moved, changed or locked since it was chosen.
  if (error instanceof Error && (error.name === 'NotReadableError' || error.name === 'NotFoundError')) {
    return { kind: 'unreadable-file', fileName, detail: error.message };
  }
  return { kind: 'unexpected', fileName, detail: error instanceof Error ? error.message : String(error) };
}

function countOf(value: number, unit: 'bytes' | 'entries' | 'levels' | 'lines' | 'steps'): string {
  return unit === 'bytes' ? formatBytes(value) : `${formatCount(value)} ${unit}`;
}

/** A Fault in plain words: what was found, what was looked for, what to do next. */
export function describeFault(fault: Fault): string {
  const file = fault.fileName;
  switch (fault.kind) {
    case 'empty-file':
      return `${file} is empty (0 B). Save the image again: docker save my-image:tag -o image.tar`;
    case 'not-recognised':
      return `${file} was not recognised${fault.looksLike ? `: it looks like ${fault.looksLike}` : ''}. Looked for ${fault.lookedFor.join(', ')}.${fault.instead ? ` ${fault.instead}` : ''}`;
    case 'not-an-image':
      return `${file} is ${fault.looksLike}. Looked for ${fault.lookedFor.join(', ')}. ${fault.instead}`;
    case 'truncated':
      return `${file} ends too early, at byte ${formatCount(fault.offset)}${fault.missing ? `: ${formatBytes(fault.missing)} are missing` : ''}. The copy is incomplete: save or copy it again.`;
    case 'bad-checksum':
      return `${file} has a damaged tar header at byte ${formatCount(fault.offset)}: its checksum does not match. What stands before it was read; save or copy the file again for the rest.`;
    case 'not-a-tar':
      return `${file} is not a tar archive: no tar header at byte ${formatCount(fault.offset)}. Drop what docker save wrote.`;
    case 'bad-number':
      return `${file} has a tar header at byte ${formatCount(fault.offset)} whose ${fault.field} is no usable number. What stands before it was read.`;
    case 'missing-blob':
      return `${file} names ${fault.path} in ${fault.namedIn}, but does not hold it. The other parts were read; save the image again for the whole.`;
    case 'foreign-layer':
      return `${file} does not hold the layer ${fault.path}: it is kept elsewhere${fault.urls[0] ? ` (${fault.urls[0]})` : ''}, as base layers of Windows are. The other layers were read.`;
    case 'encrypted-layer':
      return `${file} holds the layer ${fault.path} in encrypted form, which can't be read without its key. Decrypt the image first (skopeo copy --decryption-key).`;
    case 'more-faults':
      return `${file} has ${formatCount(fault.count)} more faults of this kind, which are not listed. Save the image again.`;
    case 'bad-json':
      return `${file} holds ${fault.path}, which is not what it should be: ${fault.detail}. Save the image again.`;
    case 'bad-ci-rules':
      return `${file} is no .dive-ci that can be read: ${fault.detail}. Set the CI rules in the Waste view, and copy a new file from there.`;
    case 'lint-settings':
      return `${file} was not used as it stands. ${fault.detail} ${fault.used ? 'The rest of it is in force, in place of what was set before.' : 'The rules stay as they were set; correct it and drop it again.'}`;
    case 'secret-list':
      return `${file} was not used as it stands. ${fault.detail} Correct that and drop the file again; the other lines are in force.`;
    case 'some-suppressions':
      return `Some of ${file} can’t be used; the rest of it is in force. ${fault.detail}`;
    case 'bad-suppressions':
      return `${file} can’t be used to set vulnerabilities apart: ${fault.detail}. Nothing of it is in force; correct it and drop it again.`;
    case 'unsupported-compression':
      return `${file} is compressed with ${fault.compression}, which this version does not read. Unpack it first, or save the image uncompressed.`;
    case 'bad-compression':
      return `${file} holds damaged ${fault.compression} data: it could not be unpacked to its end. What came out before was read.`;
    case 'digest-mismatch':
      return `${file} is not what it promises: ${fault.count === 1 ? 'one of its digests is' : `${formatCount(fault.count)} of its digests are`} not those of its bytes, so it was changed or damaged after it was made. Do not run it; save or fetch the image again.`;
    case 'no-space':
      if (fault.layer) {
        return `${file} could not be unpacked: after ${formatBytes(fault.bytes)} there was no more room for it (${fault.detail}). Make room and try again, or save the file: that needs no room here.`;
      }
      return `${file} could not be unpacked: after ${formatBytes(fault.bytes)} there was no more room for it (${fault.detail}). Unpack it first (gzip -d or zstd -d), and drop the tar.`;
    case 'not-saved':
      if (fault.own) {
        return `${file} could not be saved: after ${formatBytes(fault.bytes)} there was no more room for it (${fault.detail}). Make room on the disk, or save less at once. A browser that asks where a file goes, as Chrome and Edge do, needs no room of the page's own.`;
      }
      return `${file} could not be saved: it went wrong after ${formatBytes(fault.bytes)} (${fault.detail}). Make room, or choose another place, and save it again.`;
    case 'expansion':
      return `${file} was stopped: ${formatBytes(fault.bytesIn)} of ${fault.compression} data had given ${formatBytes(fault.bytesOut)}, which is how an archive bomb looks. What stands before it was read; go on if it really holds a large file of zeros.`;
    case 'limit':
      return `${file} goes over a limit: ${fault.what} may be ${countOf(fault.limit, fault.unit)} at most. ${fault.whole ? 'Nothing of it was read.' : 'What stands before it was read.'}`;
    case 'unreadable-file':
      return `${file} can no longer be read (${fault.detail}). If it was changed or moved since it was dropped, drop it again.`;
    case 'binary-text':
      if (fault.encoding) return `${file} is ${fault.encoding} text, which no builder reads. Save it as UTF-8.`;
      return `${file} is not text, so it was not read as a Dockerfile or the like. If it is an image, save it with docker save.`;
    case 'worker-ended':
      return `The worker that read ${file} ended unexpectedly, twice, probably for lack of memory${fault.detail ? ` (${fault.detail})` : ''}. Drop the file again; closing other tabs helps.`;
    case 'unexpected':
      return `${file} could not be read because of an error in Plimsoll itself (${fault.detail}). Please report it; the other files are not affected.`;
    default:
      return fault satisfies never;
  }
}
