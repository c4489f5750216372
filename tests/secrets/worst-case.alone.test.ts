import { expect, test } from 'vitest';
import { detectors } from '../../src/secrets/detectors/index.ts';
import { SecretMatcher } from '../../src/secrets/matcher.ts';
import { kindOfText } from '../../src/secrets/surroundings.ts';
import { examples } from './examples/index.ts';

const worstBytes = 1_000_000;
/** On a machine that goes through 4 MB of bytes in as many milliseconds as are usual for it. */
const mostMilliseconds = 50;
const usualMilliseconds = 4.4;

/** Milliseconds of the processor, the best of five: what else the machine does is not the pattern's time. */
function timeOf(work: () => unknown): number {
  const times = [1, 2, 3, 4, 5].map(() => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}

const someBytes = new Uint8Array(4_000_000).map((_, index) => index * 31);
function goThrough(): number {
  let sum = 0;
  for (let at = 0; at < someBytes.length; at++) sum = (Math.imul(sum, 31) + (someBytes[at] as number)) | 0;
  return sum;
}

/** How much slower the machine is now than usual: what it shares with others takes up to half of it. */
const slowness = (): number => Math.min(2, Math.max(1, timeOf(goThrough) / usualMilliseconds));

const bytesOf = (text: string): Uint8Array =>
  new TextEncoder().encode(text.repeat(Math.ceil(worstBytes / text.length)).slice(0, worstBytes));

const slowest: { id: string; text: string; time: number }[] = [];

test.each(detectors)('$id takes 50 ms at most for 1 MB of what takes it longest', { timeout: 120_000 }, (detector) => {
  const { id, anchors } = detector;
  const { matches, path = '/app/.env', worst = [] } = examples[id]!;
  const matcher = new SecretMatcher([detector]);
  // Of hundreds of anchors that differ in a digit, some.
  const texts = [
    ...worst,
    ...anchors.slice(0, 20),
    ...anchors.filter((anchor) => /^(.{1,2})\1+$/.test(anchor)),
    (matches[0] ?? '').replace(/[⟦⟧]/g, '').slice(0, -1),
  ];
  const times = texts.map((text) => {
    const bytes = bytesOf(text);
    const find = (): unknown => matcher.find(bytes, { path, kind: kindOfText(path) }, 100);
    return { id, text: text.slice(0, 40), time: timeOf(find) };
  });
  const [longest] = times.sort((one, other) => other.time - one.time);
  slowest.push(longest!);
  expect(longest!.time, longest!.text).toBeLessThan(mostMilliseconds * slowness());
});

test('the slowest are told', () => {
  const told = slowest.sort((one, other) => other.time - one.time).slice(0, 10);
  console.log(told.map(({ id, text, time }) => `${time.toFixed(0)} ms ${id} ${JSON.stringify(text)}`).join('\n'));
  expect(slowest).toHaveLength(detectors.length);
});
