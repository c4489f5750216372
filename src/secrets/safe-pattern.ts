// Whether a regular expression that a user wrote is sure to end soon on any text, and which texts it begins with.
import { PatternError, PatternReader, type ByteSet, type PatternNode } from './pattern-syntax.ts';

export interface SafePattern {
  /** With an upper bound in every quantifier. */
  readonly source: string;
  /** One of these stands where a match begins; small letters where the pattern is of any case. */
  readonly anchors: readonly string[];
  /** Bytes from there that a match may look at. */
  readonly reach: number;
}

const limits = {
  ...{ length: 1000, anchors: 50, leastAnchor: 3, reach: 2048, behind: 100 },
  /** Of one try. */
  steps: 2000,
  /** Of all tries that a text can make stand over one another, by character: the worst that is let in took 0.16 s for 1 MB. */
  density: 80,
} as const;

/** The pattern as it may be run, or the reason why not, as the end of a sentence. */
export function readSafePattern(text: string, anyCase = false): SafePattern | { readonly refused: string } {
  try {
    if (text.length > limits.length) throw new PatternError(`it is longer than ${limits.length} characters`);
    const reader = new PatternReader(text, anyCase);
    const node = reader.read();
    checkRepeats(node);
    const reach = lengthOf(node) + 1;
    if (reach > limits.reach)
      throw new PatternError(`a match could be longer than ${limits.reach} characters; write smaller counts`);
    const { steps, nested } = effortOf(node, end, []);
    if (steps > limits.steps) {
      throw new PatternError(
        'its parts can share one text in too many ways; let a part not match what the next one begins with, or write smaller counts',
      );
    }
    const anchors = anchorsOf(node, anyCase);
    if (nested > limits.density * leastDistance(anchors)) {
      throw new PatternError(
        'what it repeats can hold its own beginning again and again, each of which is tried to the end; begin with a longer text, write a smaller count, or let the repeated part leave out a character of the beginning',
      );
    }
    checkSyntax(reader.source);
    return { source: reader.source, anchors, reach };
  } catch (error) {
    if (error instanceof PatternError) return { refused: error.message };
    throw error;
  }
}

function checkSyntax(source: string): void {
  try {
    new RegExp(source);
  } catch {
    throw new PatternError('it is no regular expression of JavaScript');
  }
}

function insideOf(node: PatternNode): readonly PatternNode[] {
  switch (node.kind) {
    case 'sequence':
      return node.items;
    case 'choice':
      return node.options;
    case 'repeat':
    case 'look':
      return [node.node];
    case 'set':
    case 'edge':
      return [];
    default:
      return node satisfies never;
  }
}

const has = (node: PatternNode, kind: PatternNode['kind']): boolean =>
  node.kind === kind || insideOf(node).some((inner) => has(inner, kind));

/** What takes a time that doubles with each character, on some texts. */
function checkRepeats(node: PatternNode): void {
  if (node.kind === 'repeat' && node.max > 1) {
    if (has(node.node, 'repeat'))
      throw new PatternError(
        'a quantifier stands in a group that is repeated itself, which can take for ever; write the group out',
      );
    if (has(node.node, 'choice'))
      throw new PatternError(
        'alternatives stand in a group that is repeated, which can take for ever; write a class such as [ab] instead',
      );
  }
  if (node.kind === 'look' && node.isBehind && lengthOf(node.node) > limits.behind) {
    throw new PatternError(`it looks behind itself further than ${limits.behind} characters`);
  }
  for (const inner of insideOf(node)) checkRepeats(inner);
}

/** Bytes that a match takes at most, those that it looks ahead at among them. */
function lengthOf(node: PatternNode): number {
  switch (node.kind) {
    case 'set':
      return 1;
    case 'edge':
      return 0;
    case 'sequence':
      return node.items.reduce((sum, item) => sum + lengthOf(item), 0);
    case 'choice':
      return Math.max(...node.options.map(lengthOf));
    case 'repeat':
      return node.max * lengthOf(node.node);
    case 'look':
      return node.isBehind ? 0 : lengthOf(node.node);
    default:
      return node satisfies never;
  }
}

/** What trying a part and all behind it takes at most, where the part's own text is given. */
interface Effort {
  /** Until it fails: what matches is not tried again. */
  readonly steps: number;
  readonly first: ByteSet;
  /** It may match without a character. */
  readonly isEmpty: boolean;
  /** It matches whatever comes, as what is optional at the end does. */
  readonly isSure: boolean;
  /** The steps from the first repetition on that can hold a beginning of the pattern up to itself; 0 where there is none. */
  readonly nested: number;
}

const none = new Uint8Array(256);
const every = new Uint8Array(256).fill(1);
const end: Effort = { steps: 0, first: none, isEmpty: true, isSure: true, nested: 0 };

const share = (one: ByteSet, other: ByteSet): boolean => one.some((value, byte) => value === 1 && other[byte] === 1);
const union = (one: ByteSet, other: ByteSet): ByteSet => one.map((value, byte) => value | (other[byte] as number));

/** From the end to the beginning: `rest` is what stands behind the node, `before` what stands before it. */
function effortOf(node: PatternNode, rest: Effort, before: readonly PatternNode[]): Effort {
  switch (node.kind) {
    case 'set':
      return { ...rest, steps: 1 + rest.steps, first: node.bytes, isEmpty: false, isSure: false };
    case 'sequence':
      return node.items.reduceRight(
        (behind, item, index) => effortOf(item, behind, [...before, ...node.items.slice(0, index)]),
        rest,
      );
    case 'choice':
      return effortOfChoice(node.options.map((option) => effortOf(option, rest, before)));
    // Two characters are looked at.
    case 'edge':
      return withoutLength(2, rest);
    case 'look':
      return withoutLength(1 + (node.isBehind ? lengthOf(node.node) : effortOf(node.node, end, before).steps), rest);
    case 'repeat':
      return node.max <= 1 && node.min === 0
        ? effortOfChoice([effortOf(node.node, rest, before), rest])
        : effortOfRepeat(node, rest, before);
    default:
      return node satisfies never;
  }
}

/** What is tried at a place without taking a character: it can fail there, whatever the character is. */
const withoutLength = (steps: number, rest: Effort): Effort => ({
  ...rest,
  steps: steps + rest.steps,
  first: rest.isEmpty ? every : rest.first,
  isSure: false,
});

/** Of options that begin with different characters, one is gone through to its end. */
function effortOfChoice(options: readonly Effort[]): Effort {
  const [first, isEmpty] = [options.map((option) => option.first).reduce(union), options.some((one) => one.isEmpty)];
  const apart =
    !isEmpty &&
    options.every((one, index) => options.slice(index + 1).every((other) => !share(one.first, other.first)));
  const inAll = (each: readonly number[]): number =>
    apart ? Math.max(...each) : each.reduce((sum, one) => sum + one, 0);
  return {
    steps: options.length + inAll(options.map((option) => option.steps)),
    first,
    isEmpty,
    isSure: options.some((option) => option.isSure),
    nested: inAll(options.map((option) => option.nested)),
  };
}

/** Where the rest begins with what is repeated, it is tried at every place that the repetition may end. */
function effortOfRepeat(node: PatternNode & { kind: 'repeat' }, rest: Effort, before: readonly PatternNode[]): Effort {
  const { min, max } = node;
  const one = effortOf(node.node, end, []);
  const isShared = rest.isEmpty ? !rest.isSure : share(one.first, rest.first);
  const tries = isShared ? max - min + 1 : 1;
  const steps = rest.isSure ? min * one.steps : max * one.steps + (max - min) + tries * rest.steps;
  return {
    steps,
    first: min === 0 ? union(one.first, rest.first) : one.first,
    isEmpty: min === 0 && rest.isEmpty,
    isSure: min === 0 && rest.isSure,
    nested: canHold(node, before) ? steps : rest.nested,
  };
}

/** Whether a repetition can go over all that has to stand before it. */
function canHold({ node, max }: PatternNode & { kind: 'repeat' }, before: readonly PatternNode[]): boolean {
  const bytes = bytesOf(node);
  const least = before.reduce((sum, item) => sum + leastLengthOf(item), 0);
  return max * lengthOf(node) >= least && before.every((item) => isOf(bytes, item));
}

/** All characters that can stand in it. */
function bytesOf(node: PatternNode): ByteSet {
  if (node.kind === 'look') return none;
  return node.kind === 'set' ? node.bytes : insideOf(node).map(bytesOf).reduce(union, none);
}

/** Whether a node matches some text of these characters. */
function isOf(bytes: ByteSet, node: PatternNode): boolean {
  switch (node.kind) {
    case 'set':
      return share(bytes, node.bytes);
    case 'sequence':
      return node.items.every((item) => isOf(bytes, item));
    case 'choice':
      return node.options.some((option) => isOf(bytes, option));
    case 'repeat':
      return node.min === 0 || isOf(bytes, node.node);
    case 'edge':
    case 'look':
      return true;
    default:
      return node satisfies never;
  }
}

function leastLengthOf(node: PatternNode): number {
  switch (node.kind) {
    case 'set':
      return 1;
    case 'sequence':
      return node.items.reduce((sum, item) => sum + leastLengthOf(item), 0);
    case 'choice':
      return Math.min(...node.options.map(leastLengthOf));
    case 'repeat':
      return node.min * leastLengthOf(node.node);
    case 'edge':
    case 'look':
      return 0;
    default:
      return node satisfies never;
  }
}

/** Characters between two places where anchors begin, at least: `abab` begins in itself again. */
function leastDistance(anchors: readonly string[]): number {
  const distances = anchors.flatMap((one) =>
    anchors.map((other) => {
      for (let at = 1; at < one.length; at++) {
        const rest = one.slice(at);
        if (rest.startsWith(other) || other.startsWith(rest)) return at;
      }
      return one.length;
    }),
  );
  return Math.min(...distances);
}

/** The texts that a node may begin with; `isWhole`: what follows goes on behind them. */
interface Beginning {
  readonly texts: readonly string[];
  readonly isWhole: boolean;
}

/** Of a class with more characters, each would be a text of its own. */
const mostInSet = 8;
const anything: Beginning = { texts: [''], isWhole: false };

function joined(before: Beginning, next: Beginning): Beginning {
  if (!before.isWhole) return before;
  if (before.texts.length * next.texts.length > limits.anchors) return { ...before, isWhole: false };
  return { texts: before.texts.flatMap((text) => next.texts.map((more) => text + more)), isWhole: next.isWhole };
}

function beginningOf(node: PatternNode, anyCase: boolean): Beginning {
  switch (node.kind) {
    case 'edge':
    case 'look':
      return { texts: [''], isWhole: true };
    case 'set': {
      const characters = Array.from(node.bytes.keys()).filter((byte) => node.bytes[byte]);
      const texts = new Set(
        characters.map((byte) => String.fromCharCode(byte)).map((text) => (anyCase ? text.toLowerCase() : text)),
      );
      return texts.size > mostInSet || texts.size === 0 ? anything : { texts: [...texts], isWhole: true };
    }
    case 'sequence':
      return node.items.reduce<Beginning>(
        (before, item) => joined(before, before.isWhole ? beginningOf(item, anyCase) : anything),
        { texts: [''], isWhole: true },
      );
    case 'choice': {
      const all = node.options.map((option) => beginningOf(option, anyCase));
      return { texts: [...new Set(all.flatMap(({ texts }) => texts))], isWhole: all.every(({ isWhole }) => isWhole) };
    }
    case 'repeat': {
      if (node.min === 0) return anything;
      const once = beginningOf(node.node, anyCase);
      let all = once;
      for (let count = 1; count < Math.min(node.min, mostInSet) && all.isWhole; count++) all = joined(all, once);
      return { ...all, isWhole: all.isWhole && node.min === node.max && node.min <= mostInSet };
    }
    default:
      return node satisfies never;
  }
}

function anchorsOf(node: PatternNode, anyCase: boolean): string[] {
  const { texts } = beginningOf(node, anyCase);
  const isShort = (text: string): boolean => text.length < limits.leastAnchor || /[^\0-\x7f]/.test(text);
  // A line of dashes would be gone through from each of its places.
  const isRow = (text: string): boolean => new Set(text).size === 1;
  if (texts.length > limits.anchors || texts.some((text) => isShort(text) || isRow(text))) {
    throw new PatternError(
      `it has to begin with a text to look for, ${limits.leastAnchor} characters at least and not all the same, such as acme_`,
    );
  }
  return [...texts];
}
