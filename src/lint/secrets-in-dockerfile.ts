import { lastNotAbove } from '../bytes/search.ts';
import { decodeText, encodeText } from '../bytes/text.ts';
import type { Dockerfile, Instruction, Span } from '../dockerfile/model.ts';
import { detectors } from '../secrets/detectors/index.ts';
import { SecretMatcher, type Match } from '../secrets/matcher.ts';
import { severityInNoise } from '../secrets/noise.ts';
import { pairsOf } from './pairs.ts';

/** A secret that is written into a Dockerfile. */
export interface SecretInDockerfile extends Pick<Match, 'detector' | 'severity'> {
  readonly at: Span;
  readonly value: string;
  /** Null in a comment outside of any. */
  readonly instruction: Instruction | null;
}

/** Searched at once: what matches in one piece is compared with each other, which takes its square. */
const pieceSize = 65_536;
const newline = 10;

let known: SecretMatcher | null = null;
/** Made for the first Dockerfile: it is a table of all that is looked for. */
const matcher = (): SecretMatcher => (known ??= new SecretMatcher(detectors));

/** Pieces end with a line, so that of a match that shares text with the one before, that one is the better. */
function* matchesIn(bytes: Uint8Array): Generator<Match> {
  let end = 0;
  for (let from = 0; from < bytes.length;) {
    const lineEnd = bytes.indexOf(newline, from + pieceSize);
    const to = lineEnd < 0 ? bytes.length : lineEnd + 1;
    for (const match of matcher().find(bytes, { path: '', kind: 'settings' }, Infinity, from, to)) {
      if (match.start < end) continue;
      yield match;
      end = match.end;
    }
    from = to;
  }
}

/** From offsets in bytes, asked for in order, to those in the text: a character beyond ASCII is several bytes. */
function placesIn(bytes: Uint8Array, text: string): (offset: number) => number {
  if (bytes.length === text.length) return (offset) => offset;
  let [from, place] = [0, 0];
  return (offset) => {
    place += decodeText(bytes.subarray(from, offset)).length;
    from = offset;
    return place;
  };
}

/** Those of any text that is written as a Dockerfile, by their places. */
export function findSecretValues(text: string): Omit<SecretInDockerfile, 'instruction'>[] {
  const bytes = encodeText(text);
  const placeOf = placesIn(bytes, text);
  return [...matchesIn(bytes)].flatMap(({ detector, severity: usual, start, end }) => {
    const at = { start: placeOf(start), end: placeOf(end) };
    const value = text.slice(at.start, at.end);
    const severity = severityInNoise(usual, detector.id, '', value);
    return severity ? [{ detector, severity, at, value }] : [];
  });
}

const found = new WeakMap<Dockerfile, readonly SecretInDockerfile[]>();

/** Found once: a rule tells them, and whatever repeats the text of the Dockerfile hides them. */
export function secretsIn(dockerfile: Dockerfile): readonly SecretInDockerfile[] {
  const before = found.get(dockerfile);
  if (before) return before;
  const { instructions } = dockerfile;
  const secrets = findSecretValues(dockerfile.text).map((secret) => {
    const { start } = secret.at;
    const last = instructions[lastNotAbove(instructions.length, (index) => instructions[index]?.start ?? 0, start)];
    return { ...secret, instruction: last && last.start <= start && start < last.end ? last : null };
  });
  found.set(dockerfile, secrets);
  return secrets;
}

/** `ENV NPM_TOKEN`, `RUN`; '' outside of any instruction. */
export function holderOf({ instruction, at }: SecretInDockerfile): string {
  if (!instruction) return '';
  const setter = instruction.trigger ?? instruction;
  const isPair = ['ARG', 'ENV', 'LABEL'].includes(setter.keyword);
  const pair = isPair ? pairsOf(setter).find((one) => one.at.start <= at.start && at.end <= one.at.end) : undefined;
  return pair ? `${setter.keyword} ${pair.name}` : setter.keyword;
}
