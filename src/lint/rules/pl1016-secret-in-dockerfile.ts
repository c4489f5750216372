import { decodeText, encodeText } from '../../bytes/text.ts';
import type { Dockerfile, Instruction, Span } from '../../dockerfile/model.ts';
import { detectors } from '../../secrets/detectors/index.ts';
import { SecretMatcher, type Match } from '../../secrets/matcher.ts';
import { severityInNoise } from '../../secrets/noise.ts';
import { redact } from '../../secrets/redact.ts';
import { pairsOf } from '../pairs.ts';
import type { Rule } from '../rule.ts';

/** Of one Dockerfile. */
const mostFound = 100;

let known: SecretMatcher | null = null;
/** Made for the first Dockerfile: it is a table of all that is looked for. */
const matcher = (): SecretMatcher => (known ??= new SecretMatcher(detectors));

interface Placed extends Pick<Match, 'detector' | 'severity'> {
  readonly at: Span;
  readonly value: string;
}

function secretsOf({ text }: Dockerfile): Placed[] {
  const bytes = encodeText(text);
  // Characters beyond ASCII are several bytes: places are counted anew behind them.
  const placeOf =
    bytes.length === text.length ? (at: number) => at : (at: number) => decodeText(bytes.subarray(0, at)).length;
  return matcher()
    .find(bytes, { path: '', kind: 'settings' }, mostFound)
    .flatMap(({ detector, severity: usual, start, end }) => {
      const at = { start: placeOf(start), end: placeOf(end) };
      const value = text.slice(at.start, at.end);
      const severity = severityInNoise(usual, detector.id, '', value);
      return severity ? [{ detector, severity, at, value }] : [];
    });
}

/** `ENV NPM_TOKEN`, `RUN`; null outside of any instruction. */
function nameOf(instruction: Instruction | undefined, at: Span): string {
  if (!instruction) return 'a comment';
  const setter = instruction.trigger ?? instruction;
  const isPair = ['ARG', 'ENV', 'LABEL'].includes(setter.keyword);
  const pair = isPair ? pairsOf(setter).find((one) => one.at.start <= at.start && at.end <= one.at.end) : undefined;
  return pair ? `${setter.keyword} ${pair.name}` : setter.keyword;
}

export const secretInDockerfile: Rule = {
  id: 'PL1016',
  source: 'plimsoll',
  severity: 'error',
  summary: 'A secret is written into the Dockerfile',
  help: 'Whoever can read the Dockerfile, the image’s history or its configuration has the secret. Revoke it where it was issued, and hand its successor to the RUN that needs it with --mount=type=secret, or to the container when it starts.',
  examples: {
    bad: [`ENV GITHUB=gh${'p_'}${'k7Jd2mQz9XvB4nRt'.repeat(2)}Ab1x`],
    good: ['RUN --mount=type=secret,id=github,env=GITHUB_TOKEN npm ci', 'ENV GITHUB=$GITHUB_TOKEN'],
  },
  check(dockerfile, report) {
    for (const { detector, severity, at, value } of secretsOf(dockerfile)) {
      const instruction = dockerfile.instructions.find(({ start, end }) => start <= at.start && at.start < end);
      const message = `${detector.title} in ${nameOf(instruction, at)}: ${redact(value)}`;
      report(instruction ?? at, { at, message, severity });
    }
  },
};
