import { createStreamingHash, toHex, type StreamingHash } from '../bytes/streaming-hash.ts';
import type { Bytes } from '../bytes/units.ts';
import { ContainerLimit, type Container } from './container.ts';
import { containers } from './containers/index.ts';
import { detectors } from './detectors/index.ts';
import { secretFiles } from './files/index.ts';
import type { FoundSecret } from './found-secret.ts';
import { lookBehind, SecretMatcher, type Match } from './matcher.ts';
import { isKnownNoise } from './noise.ts';
import { detectorsOf, type OwnPattern } from './own-patterns.ts';
import { redact } from './redact.ts';
import { kindOfText } from './surroundings.ts';
import { textFormOf, type TextForm } from './text-form.ts';

export const limits = {
  /** Of one file; there may be more. */
  found: 100,
  /** A text above this is searched for what stands nowhere by chance only. */
  textBytes: 10_000_000,
  /** Out of one container, all that is in it. */
  insideBytes: 50_000_000,
} as const;

/** What one file held. */
export interface FileSecrets {
  readonly found: FoundSecret[];
  /** There may be more than are told. */
  readonly more: boolean;
  /** It was searched for what stands nowhere by chance only, as it is binary or large. */
  readonly isPartial: boolean;
}

const newline = 10;
const nothing: FileSecrets = { found: [], more: false, isPartial: false };

function lineAt(bytes: Uint8Array, offset: number): number {
  let line = 1;
  for (let at = bytes.indexOf(newline); at >= 0 && at < offset; at = bytes.indexOf(newline, at + 1)) line++;
  return line;
}

const asText = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes);

/** Looks for secrets in files, one after the other. */
export class FileScanner {
  readonly #matcher: SecretMatcher;
  readonly #hash: StreamingHash;

  private constructor(hash: StreamingHash, own: readonly OwnPattern[]) {
    this.#hash = hash;
    // What the user looks for by a pattern is told by its name, not by ours.
    this.#matcher = new SecretMatcher([...detectorsOf(own), ...detectors]);
  }

  static async create(own: readonly OwnPattern[] = []): Promise<FileScanner> {
    return new FileScanner(await createStreamingHash('sha256'), own);
  }

  /** Bytes that two pieces of a file have to share, so that nothing between them is missed. */
  get reach(): Bytes {
    return this.#matcher.reach;
  }

  /** Bytes before a place that decide whether a secret begins there. */
  readonly behind: Bytes = lookBehind;

  /** The packed file that this is; null where it is none. */
  containerOf(path: string, head: Uint8Array): Container | null {
    return containers.find((container) => container.selects(path, head)) ?? null;
  }

  /** A text or binary file that is there as a whole. */
  scan(path: string, bytes: Uint8Array): FileSecrets {
    if (bytes.length === 0) return nothing;
    const form = textFormOf(bytes);
    const isPartial = form.isBinary || form.bytes.length > limits.textBytes;
    const kind = isPartial ? 'binary' : kindOfText(path);
    const matches = this.#matcher.find(form.bytes, { path, kind }, limits.found);
    const found = matches.flatMap((match) => this.#tell(match, form, path));
    return { found: [...this.#asAWhole(path, bytes), ...found], more: matches.length >= limits.found, isPartial };
  }

  /** A piece of a large file, which stands there at `offset`: what begins in [from, to) of it. */
  scanPiece(
    path: string,
    bytes: Uint8Array,
    { offset, from, to }: { offset: Bytes; from: number; to: number },
  ): FoundSecret[] {
    const matches = this.#matcher.find(bytes, { path, kind: 'binary' }, limits.found, from, to);
    const form: TextForm = { bytes, isBinary: true, width: 1 };
    return matches
      .flatMap((match) => this.#tell(match, form, path))
      .map((secret) => ({ ...secret, offset: secret.offset + offset }));
  }

  /** What is packed in a file. */
  async scanContainer(path: string, bytes: Uint8Array, container: Container): Promise<FileSecrets> {
    const found: FoundSecret[] = [];
    let [more, isPartial] = [false, false];
    try {
      for await (const inside of container.open(bytes, limits.insideBytes)) {
        const file = this.scan(inside.name === '' ? path : `/${inside.name}`, inside.bytes);
        for (const secret of file.found) found.push({ ...secret, inside: inside.name, container: container.id });
        more ||= file.more || found.length >= limits.found;
        isPartial ||= file.isPartial;
        if (found.length >= limits.found) break;
      }
    } catch (error) {
      if (!(error instanceof ContainerLimit)) throw error;
      isPartial = true;
    }
    return { found: found.slice(0, limits.found), more, isPartial };
  }

  #asAWhole(path: string, bytes: Uint8Array): FoundSecret[] {
    const kind = secretFiles.find((file) => file.selects(path, bytes));
    if (!kind) return [];
    const place = { inside: null, container: null, line: null, offset: 0, length: bytes.length, width: 1 } as const;
    return [{ ...place, detector: kind.id, severity: kind.severity, excerpt: '', hash: this.#hashOf(bytes) }];
  }

  #tell({ detector, severity, start, end }: Match, form: TextForm, path: string): FoundSecret[] {
    const value = form.bytes.subarray(start, end);
    const text = asText(value);
    if (isKnownNoise(detector.id, path, text)) return [];
    return [
      {
        detector: detector.id,
        severity,
        inside: null,
        container: null,
        line: form.isBinary ? null : lineAt(form.bytes, start),
        offset: start * form.width,
        length: value.length * form.width,
        width: form.width,
        excerpt: redact(text),
        hash: this.#hashOf(value),
      },
    ];
  }

  #hashOf(bytes: Uint8Array): string {
    this.#hash.update(bytes);
    return toHex(this.#hash.finish());
  }
}
