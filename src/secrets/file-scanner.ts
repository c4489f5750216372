import { createStreamingHash, toHex, type StreamingHash } from '../bytes/streaming-hash.ts';
import type { Bytes } from '../bytes/units.ts';
import { ContainerLimit, type Container, type Inside } from './container.ts';
import { containers } from './containers/index.ts';
import { secretFiles } from './files/index.ts';
import type { FoundSecret } from './found-secret.ts';
import { matcherFor } from './matcher-for.ts';
import { lookBehind, type Match, type SecretMatcher } from './matcher.ts';
import { severityInNoise } from './noise.ts';
import type { OwnPattern } from './own-patterns.ts';
import { redact } from './redact.ts';
import { limits } from './limits.ts';
import { kindOfText } from './surroundings.ts';
import { textFormOf, type TextForm } from './text-form.ts';

/** What one file held. */
export interface FileSecrets {
  readonly found: FoundSecret[];
  /** There may be more than are told. */
  readonly more: boolean;
  /** It was searched for what stands nowhere by chance only, as it is binary or large, or not all of it could be unpacked. */
  readonly isPartial: boolean;
}

const newline = 10;
const nothing: FileSecrets = { found: [], more: false, isPartial: false };

/** Numbers of lines, asked for from the front to the end. */
class LineCounter {
  private line = 1;
  private next: number;

  constructor(private readonly bytes: Uint8Array) {
    this.next = bytes.indexOf(newline);
  }

  lineAt(offset: number): number {
    for (; this.next >= 0 && this.next < offset; this.next = this.bytes.indexOf(newline, this.next + 1)) this.line++;
    return this.line;
  }
}

const asText = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes);

/** One for all layers: what is given to it is finished at once. */
let hash: Promise<StreamingHash> | null = null;

/** Looks for secrets in files, one after the other. */
export class FileScanner {
  readonly #matcher: SecretMatcher;
  readonly #hash: StreamingHash;
  /** That may still come out of containers. */
  #insideLeft: Bytes;

  private constructor(hash: StreamingHash, matcher: SecretMatcher, insideLeft: Bytes) {
    this.#hash = hash;
    this.#matcher = matcher;
    this.#insideLeft = insideLeft;
  }

  /** `own`: patterns of the user's. */
  static async create(
    own: readonly OwnPattern[] = [],
    allInsideBytes: Bytes = limits.allInsideBytes,
  ): Promise<FileScanner> {
    return new FileScanner(await (hash ??= createStreamingHash('sha256')), matcherFor(own), allInsideBytes);
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

  /** Whether more can be found in a file when it is there as a whole than in pieces of it. */
  isBetterWhole(path: string, head: Uint8Array): boolean {
    return (
      !textFormOf(head).isBinary ||
      this.containerOf(path, head) !== null ||
      secretFiles.some((file) => file.selects(path, head))
    );
  }

  /** A text or binary file that is there as a whole, or what a container holds. */
  scan(path: string, bytes: Uint8Array, inside?: Inside): FileSecrets {
    if (bytes.length === 0) return nothing;
    const form = textFormOf(bytes);
    const isBinary = form.isBinary || inside?.kind === 'binary';
    const isPartial = isBinary || form.bytes.length > limits.textBytes;
    const kind = isPartial ? 'binary' : (inside?.kind ?? kindOfText(path));
    const matches = this.#matcher.find(form.bytes, { path, kind }, limits.found);
    const lines = isBinary || inside?.hasLines === false ? null : new LineCounter(form.bytes);
    const found = matches.flatMap((match) => this.#tell(match, form, path, lines));
    return { found: [...this.#asAWhole(path, bytes), ...found], more: matches.length >= limits.found, isPartial };
  }

  /** A piece of a large file, which stands there at `offset`: what begins in [from, to) of it. */
  scanPiece(
    path: string,
    bytes: Uint8Array,
    { offset, from, to }: { offset: Bytes; from: number; to: number },
  ): FoundSecret[] {
    const matches = this.#matcher.find(bytes, { path, kind: 'binary' }, limits.found, from, to);
    return matches
      .flatMap((match) => this.#tell(match, { bytes, width: 1 }, path, null))
      .map((secret) => ({ ...secret, offset: secret.offset + offset }));
  }

  /** What is packed in a file. */
  async scanContainer(path: string, bytes: Uint8Array, container: Container): Promise<FileSecrets> {
    if (this.#insideLeft <= 0) return { ...this.scan(path, bytes), isPartial: true };
    const { found: most, insideBytes, insideRatio } = limits;
    const limit = Math.min(insideBytes, Math.max(1_000_000, bytes.length * insideRatio), this.#insideLeft);
    const found: FoundSecret[] = [];
    let [more, isPartial] = [false, false];
    try {
      for await (const inside of container.open(bytes, limit)) {
        this.#insideLeft -= inside.bytes.length;
        const file = this.scan(inside.name === '' ? path : `/${inside.name}`, inside.bytes, inside);
        for (const secret of file.found) found.push({ ...secret, inside: inside.name, container: container.id });
        more ||= file.more || found.length >= most;
        isPartial ||= file.isPartial;
        if (found.length >= most) break;
      }
    } catch (error) {
      if (!(error instanceof ContainerLimit)) throw error;
      isPartial = true;
    }
    return { found: found.slice(0, most), more, isPartial };
  }

  #asAWhole(path: string, bytes: Uint8Array): FoundSecret[] {
    const kind = secretFiles.find((file) => file.selects(path, bytes));
    const severity = kind && severityInNoise(kind.severity, kind.id, path, '');
    if (!severity) return [];
    const place = { inside: null, container: null, line: null, offset: 0, length: bytes.length, width: 1 } as const;
    return [{ ...place, detector: kind.id, severity, excerpt: '', hash: this.#hashOf(bytes) }];
  }

  #tell(
    { detector, severity: usual, start, end }: Match,
    { bytes, width }: Pick<TextForm, 'bytes' | 'width'>,
    path: string,
    lines: LineCounter | null,
  ): FoundSecret[] {
    const value = bytes.subarray(start, end);
    const text = asText(value);
    const severity = severityInNoise(usual, detector.id, path, text);
    if (!severity) return [];
    return [
      {
        detector: detector.id,
        severity,
        inside: null,
        container: null,
        line: lines?.lineAt(start) ?? null,
        offset: start * width,
        length: value.length * width,
        width,
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
