import { lastNotAbove } from '../bytes/search.ts';
import { decodeText, encodeText } from '../bytes/text.ts';
import type { Dockerfile, Instruction, Span } from '../dockerfile/model.ts';
import { matcherFor } from '../secrets/matcher-for.ts';
import type { Match, SecretMatcher } from '../secrets/matcher.ts';
import { severityInNoise } from '../secrets/noise.ts';
import type { OwnPattern } from '../secrets/own-patterns.ts';
import { pairsOf } from './pairs.ts';

/** A secret that is written into a Dockerfile. */
export interface SecretInDockerfile extends Pick<Match, 'detector' | 'severity'> {
  readonly at: Span;
  readonly value: string;
  /** Null in a comment outside of any. */
  readonly instruction: Instruction | null;
}

/**
 * From offsets in bytes, asked for in order, to those in the text: a character beyond ASCII is several bytes. A pattern may end
 * in the midst of one; the place is behind it then.
 */
function placesIn(bytes: Uint8Array, text: string): (offset: number) => number {
  if (bytes.length === text.length) return (offset) => offset;
  let [from, place] = [0, 0];
  return (asked) => {
    let offset = asked;
    while (((bytes[offset] ?? 0) & 0xc0) === 0x80) offset++;
    place += decodeText(bytes.subarray(from, offset)).length;
    from = offset;
    return place;
  };
}

/** Those of any text that is written as a Dockerfile, by their places; `own`: patterns of the user's. */
export function findSecretValues(
  text: string,
  own: readonly OwnPattern[] = [],
): Omit<SecretInDockerfile, 'instruction'>[] {
  const bytes = encodeText(text);
  const placeOf = placesIn(bytes, text);
  const matches = matcherFor(own).find(bytes, { path: '', kind: 'settings' }, Infinity);
  return matches.flatMap(({ detector, severity: usual, start, end }) => {
    const at = { start: placeOf(start), end: placeOf(end) };
    const value = text.slice(at.start, at.end);
    const severity = severityInNoise(usual, detector.id, '', value);
    return severity ? [{ detector, severity, at, value }] : [];
  });
}

interface Found {
  readonly matcher: SecretMatcher;
  readonly secrets: readonly SecretInDockerfile[];
}

const found = new WeakMap<Dockerfile, Found>();

/** Found once: a rule tells them, and whatever repeats the text of the Dockerfile hides them. */
export function secretsIn(dockerfile: Dockerfile, own: readonly OwnPattern[] = []): readonly SecretInDockerfile[] {
  const matcher = matcherFor(own);
  const before = found.get(dockerfile);
  if (before?.matcher === matcher) return before.secrets;
  const { instructions } = dockerfile;
  const secrets = findSecretValues(dockerfile.text, own).map((secret) => {
    const { start } = secret.at;
    const last = instructions[lastNotAbove(instructions.length, (index) => instructions[index]?.start ?? 0, start)];
    return { ...secret, instruction: last && last.start <= start && start < last.end ? last : null };
  });
  found.set(dockerfile, { matcher, secrets });
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
