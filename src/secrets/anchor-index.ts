import { decodeBase64 } from '../bytes/base64.ts';
import { anchorScanProgram } from './anchor-scan-program.ts';

/** A text that is looked for, and what is to be done where it stands. */
export interface Anchor {
  readonly text: string;
  readonly anyCase: boolean;
  /** Numbers of the detectors that are tried there. */
  readonly detectors: readonly number[];
}

type OnAnchor = (at: number, anchor: Anchor) => boolean;

const shortest = 3;

/** As anchor-scan.wat has it: how many groups of anchors there are, and where in its memory what is. */
const groupCount = 15;
const bucketBits = 16;
const addresses = { groups: 0, whole: 262_144, early: 327_680, late: 393_216, found: 458_752, bytes: 606_208 } as const;
/** Bytes that it goes through at once, and those of the last pair, which is the first one of the next stretch. */
const stretch = 65_536;
const shared = 2;

/** Of texts and programs, the most frequent first. An anchor is looked for by bytes of it that are rare. */
const frequentBytes = ' etinraos_\nlcdpumfh.g,/()by*120:TEAS=v\t-;"ICxkNDRwP3L6O{4}F8M5B\'>79';
const frequencies = new Float64Array(256).fill(0.002);
for (let rank = 0; rank < frequentBytes.length; rank++) frequencies[frequentBytes.charCodeAt(rank)] = 0.3 / (rank + 3);

/**
 * Of the four bytes that anchors can be known by, those that stand most often in programs and texts (node-bloated,
 * python-app and java-fat), in small letters, the most frequent first.
 */
const frequentFours = [
  'tionfilectiomentatioion:requstriableringtextpacktrinackackagectiarchbasepresdatahttpteraion--devform',
  'evelcessttpsted shartps:s://ps:/aulthareopenokentokeion_deveindentexlockentiate achetesttablaccendex',
  '_strdentcachccesservplatstic.comlibsnoneequiithuertiountquirgiththubtialworduireidenistr opeblocproj',
  'enseariaate_ndlecounuffeticsess regierve keystorcaleusersterpasscom/pensvertryptcryppriv prilastble_',
  'ivatass rivaared_basvaterch:_in_markientent(rest-prorediveloensselopgist accegisntryiblechedrverauth',
  'scalttp:p://tp:/ate-_keyconn encfigurubyonne/web_patkey_key nnecowernectlienticasiblcleaate.searpost',
  'clientaxearcasswhub-d_inegin1.0-ntiartab blotforbegiapi/logg/apient-oncelookage_mailasteest_s-deetac',
  'cordkeysist_ess_ed_ied pleardiscsswdfficestonce_audion_sgentizat_acc',
].join('');
const rankOfFour = new Map<string, number>();
for (let at = 0; at < frequentFours.length; at += 4) rankOfFour.set(frequentFours.slice(at, at + 4), at / 4);
/** Below that of the last of them. */
const mostOfOthers = 1e-5;

const lower = (byte: number): number => (byte >= 65 && byte <= 90 ? byte + 32 : byte);
const upper = (byte: number): number => (byte >= 97 && byte <= 122 ? byte - 32 : byte);
const lowered = Uint8Array.from({ length: 256 }, (_, byte) => lower(byte));
const anyByte: readonly number[] = Array.from({ length: 256 }, (_, byte) => byte);

/** The same for both cases of a letter. */
const foldedCase = 0x20202020;
const hashOf = (word: number): number => Math.imul(word, 0x9e3779b1) >>> (32 - bucketBits);

/** The bytes of two pairs as one number, in either case; 0 for what is before or behind the bytes. */
function pairsAt(bytes: Uint8Array, at: number): number {
  let word = 0;
  for (let index = 3; index >= 0; index--) word = (word << 8) | (bytes[at + index] ?? 0);
  return word | foldedCase;
}

/** An anchor, found by some of its bytes. */
interface Wanted {
  readonly anchor: Anchor;
  /** In small letters where it stands in any case. */
  readonly bytes: Uint8Array;
  /** Where in it the first of its two pairs begins; -1 where that pair's first byte is any. */
  readonly offset: number;
}

function stands({ anchor, bytes: wanted }: Wanted, bytes: Uint8Array, at: number): boolean {
  if (at + wanted.length > bytes.length) return false;
  for (let index = 0; index < wanted.length; index++) {
    const byte = bytes[at + index] as number;
    if (wanted[index] !== (anchor.anyCase ? lowered[byte] : byte)) return false;
  }
  return true;
}

/** What is looked for, by the hash of known bytes of two pairs. */
class Buckets {
  readonly #all: Wanted[][] = new Array<Wanted[]>(1 << bucketBits).fill([]);
  readonly #isUsed: Uint8Array;

  /** `isUsed`: by hash, 1 for those that hold something. */
  constructor(isUsed: Uint8Array) {
    this.#isUsed = isUsed;
  }

  add(hash: number, wanted: Wanted): void {
    this.#isUsed[hash] = 1;
    this.#all[hash] = [...this.at(hash), wanted];
  }

  at(hash: number): readonly Wanted[] {
    return this.#all[hash]!;
  }
}

/**
 * Which bytes of two pairs are known, all four, the first three or the last three, and the groups of such anchors. They are
 * groups apart: a byte that may be any would open their pairs to the anchors of a group that they share.
 */
const kinds = {
  whole: { hash: hashOf, from: 0, count: 9 },
  early: { hash: (word: number): number => hashOf(word << 8), from: 9, count: 3 },
  late: { hash: (word: number): number => hashOf(word & 0xffffff00), from: 12, count: 3 },
};

/** How often the bytes that are known of two pairs stand in files, roughly. */
function frequencyOf(anyCase: boolean, bytes: Uint8Array, offset: number): number {
  const four = String.fromCharCode(...bytes.subarray(Math.max(0, offset), offset + 4)).toLowerCase();
  const rank = rankOfFour.get(four);
  if (rank !== undefined) return 0.003 / (rank + 2.4);
  let product = 1;
  for (let index = Math.max(0, offset); index < Math.min(bytes.length, offset + 4); index++) {
    const byte = bytes[index] as number;
    const other = upper(byte);
    product *= (frequencies[byte] as number) + (anyCase && other !== byte ? (frequencies[other] as number) : 0);
  }
  return four.length < 4 ? product : Math.min(product, mostOfOthers);
}

/**
 * Where in an anchor its two pairs begin, for anchors that begin at an even place, or at an odd one (`parity`). Of an anchor's
 * first or last three bytes, the byte before or behind them may be any.
 */
function rarestPairs(anyCase: boolean, bytes: Uint8Array, parity: number): number {
  let [best, least] = [-parity, Infinity];
  for (let offset = -parity; offset + shortest <= bytes.length; offset += 2) {
    const frequency = frequencyOf(anyCase, bytes, offset);
    if (frequency < least) [best, least] = [offset, frequency];
  }
  return best;
}

interface Scan {
  readonly memory: WebAssembly.Memory;
  /** Goes through the bytes up to an address; gives how many places it found. */
  scan(end: number): number;
}

let compiled: WebAssembly.Module | null = null;

/** A memory of its own for each. It is small: to wait for it would make all that search wait. */
function startScan(): Scan {
  compiled ??= new WebAssembly.Module(decodeBase64(anchorScanProgram)!);
  return new WebAssembly.Instance(compiled).exports as unknown as Scan;
}

/**
 * Where any of many short texts stands in bytes. Reads two bytes at once: a pair of bytes says which groups of anchors have
 * it as their first pair, and which as their second. Where both pairs of a group stand one behind the other, its anchors
 * are compared. Groups in the bits of a table are the idea of FDR in Hyperscan: Wang et al., Hyperscan: A Fast
 * Multi-pattern Regex Matcher for Modern CPUs, NSDI 2019.
 */
export class AnchorIndex {
  readonly #scan: Scan;
  /** By a pair: the groups that have it first in the low bits, those that have it second above them. */
  readonly #groups: Int32Array;
  readonly #buckets: Readonly<Record<keyof typeof kinds, Buckets>>;
  readonly #bytes: Uint8Array;
  readonly #found: Int32Array;
  #longest = 0;

  constructor(anchors: readonly Anchor[]) {
    this.#scan = startScan();
    const { buffer } = this.#scan.memory;
    const bucketsAt = (address: number): Buckets => new Buckets(new Uint8Array(buffer, address, 1 << bucketBits));
    this.#groups = new Int32Array(buffer, addresses.groups, 65_536);
    this.#buckets = {
      whole: bucketsAt(addresses.whole),
      early: bucketsAt(addresses.early),
      late: bucketsAt(addresses.late),
    };
    this.#found = new Int32Array(buffer, addresses.found, stretch / 2);
    this.#bytes = new Uint8Array(buffer, addresses.bytes, stretch);
    for (const anchor of anchors) {
      const { text, anyCase } = anchor;
      const given = Uint8Array.from(text, (character) => character.charCodeAt(0));
      if (given.length < shortest) throw new RangeError(`The anchor ${text} is too short`);
      const bytes = anyCase ? given.map(lower) : given;
      this.#longest = Math.max(this.#longest, bytes.length);
      for (const parity of [0, 1]) {
        const offset = rarestPairs(anyCase, bytes, parity);
        const kind = offset < 0 ? 'late' : offset + 4 > bytes.length ? 'early' : 'whole';
        const { hash, from, count } = kinds[kind];
        const known = Math.max(0, offset);
        // Anchors that begin alike are in one group.
        this.#mark(anyCase, bytes, offset, from + ((5 * bytes[known]! + bytes[known + 1]!) % count));
        this.#buckets[kind].add(hash(pairsAt(bytes, offset)), { anchor, bytes, offset });
      }
    }
  }

  #mark(anyCase: boolean, bytes: Uint8Array, offset: number, group: number): void {
    const casesAt = (index: number): readonly number[] => {
      const byte = bytes[index];
      if (byte === undefined) return anyByte;
      return anyCase && byte !== upper(byte) ? [byte, upper(byte)] : [byte];
    };
    this.#markPair(casesAt(offset), casesAt(offset + 1), 1 << group);
    this.#markPair(casesAt(offset + 2), casesAt(offset + 3), 1 << (group + groupCount));
  }

  #markPair(firsts: readonly number[], seconds: readonly number[], bit: number): void {
    const groups = this.#groups;
    // Of hundreds of anchors that differ at their end, all that any byte is for was marked with the first.
    const isKnown = (first: number): boolean =>
      (groups[first | (seconds[0]! << 8)]! & groups[first | (seconds.at(-1)! << 8)]! & bit) !== 0;
    for (const first of firsts) {
      if (seconds === anyByte && isKnown(first)) continue;
      for (const second of seconds) groups[first | (second << 8)]! |= bit;
    }
  }

  /**
   * Calls `onAnchor` for every anchor that begins in [start, end); it may reach over that end. True from it ends the search.
   * Of two that begin less than an anchor's length apart, the later may come first.
   */
  find(bytes: Uint8Array, start: number, end: number, onAnchor: OnAnchor): void {
    const last = Math.min(bytes.length, end + this.#longest);
    for (let from = start; from < last; from += stretch - shared) {
      const piece = bytes.subarray(from, Math.min(last, from + stretch));
      this.#bytes.set(piece);
      const count = this.#scan.scan(addresses.bytes + piece.length);
      for (let number = 0; number < count; number++) {
        const at = from + (this.#found[number] as number) - addresses.bytes;
        if (this.#findAt(bytes, at, start, end, onAnchor)) return;
      }
      if (from + stretch >= last) return;
    }
  }

  /** `at`: where the first of two pairs begins. */
  #findAt(bytes: Uint8Array, at: number, start: number, end: number, onAnchor: OnAnchor): boolean {
    const isInside = at + 4 <= bytes.length;
    const word = isInside
      ? (bytes[at] as number) |
        ((bytes[at + 1] as number) << 8) |
        ((bytes[at + 2] as number) << 16) |
        ((bytes[at + 3] as number) << 24) |
        foldedCase
      : pairsAt(bytes, at);
    const { whole, early, late } = this.#buckets;
    return (
      this.#tell(whole.at(kinds.whole.hash(word)), bytes, at, start, end, onAnchor) ||
      this.#tell(early.at(kinds.early.hash(word)), bytes, at, start, end, onAnchor) ||
      this.#tell(late.at(kinds.late.hash(word)), bytes, at, start, end, onAnchor)
    );
  }

  #tell(
    all: readonly Wanted[],
    bytes: Uint8Array,
    at: number,
    start: number,
    end: number,
    onAnchor: OnAnchor,
  ): boolean {
    for (let index = 0; index < all.length; index++) {
      const wanted = all[index]!;
      const begin = at - wanted.offset;
      if (begin >= start && begin < end && stands(wanted, bytes, begin) && onAnchor(begin, wanted.anchor)) return true;
    }
    return false;
  }
}
