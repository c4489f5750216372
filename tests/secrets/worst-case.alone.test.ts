import { expect, test } from 'vitest';
import { detectors } from '../../src/secrets/detectors/index.ts';
import { SecretMatcher } from '../../src/secrets/matcher.ts';
import { kindOfText } from '../../src/secrets/surroundings.ts';
import { examples } from './examples/index.ts';
import { processorTime, slowness } from './processor-time.ts';

const worstBytes = 1_000_000;
/** On a machine of the usual speed. */
const mostMilliseconds = 50;

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
    return { id, text: text.slice(0, 40), find, time: processorTime(find) };
  });
  const [longest] = times.sort((one, other) => other.time - one.time);
  const { text, find } = longest!;
  let time = longest!.time / slowness();
  // What shares the processor comes and goes: beside a slow moment, others are tried.
  for (let round = 0; round < 5 && time >= mostMilliseconds; round++) {
    time = Math.min(time, processorTime(find) / slowness());
  }
  slowest.push({ id, text, time });
  expect(time, text).toBeLessThan(mostMilliseconds);
});

test('the slowest are told', () => {
  const told = slowest.sort((one, other) => other.time - one.time).slice(0, 10);
  console.log(told.map(({ id, text, time }) => `${time.toFixed(0)} ms ${id} ${JSON.stringify(text)}`).join('\n'));
  expect(slowest).toHaveLength(detectors.length);
});
