import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  deploymentFormulas,
  deploymentRows,
  measuredCompression,
  transferNote,
  transferSeconds,
  workOut,
  type DeployedImage,
} from '../../src/outlook/deployment.ts';
import { initialInputs, inputFields, readInput, type DeploymentInputs } from '../../src/outlook/deployment-inputs.ts';
import { estimated, measured, notKnown } from '../../src/outlook/figure.ts';
import { buildOf, change, comparedSource, dockerfileFacts, factsOf, imageFacts, reviewOf } from './facts.ts';

const usual = initialInputs(null);

const imageOf = (size: number, seconds = 60, pushed: number | null = null): DeployedImage => ({
  unpacked: measured(size, 'read'),
  build: { seconds: estimated(seconds, 'by rules'), pushed },
});

const valuesOf = (image: DeployedImage, inputs: DeploymentInputs): Record<string, number> =>
  Object.fromEntries(
    deploymentFormulas.map((formula) => {
      const figure = workOut(formula, image, inputs);
      return [formula.id, figure.kind === 'unknown' ? NaN : figure.value];
    }),
  );

describe('the formulas', () => {
  test('by hand: 1.2 GB on 10 nodes over 100 Mbit/s', () => {
    const inputs = { ...usual, start: 2, versions: 3, pulls: 5, builds: 4 };
    expect(valuesOf(imageOf(1.2e9), inputs)).toEqual({
      pull: 96,
      start: 96 + 12 + 2,
      registry: expect.closeTo(0.36, 9),
      nodes: 12e9,
      transfer: 1.2e9 * 5 * 30,
      ci: ((60 + 96) * 4 * 30) / 60,
    });
  });

  test('half the bytes are transferred, all are unpacked', () => {
    const half = valuesOf(imageOf(1e9), { ...usual, compression: 50 });
    expect(half).toMatchObject({ pull: 40, start: 50, nodes: 10e9, transfer: 150e9 });
  });

  test('what is pushed is what is made anew, where that is known', () => {
    expect(valuesOf(imageOf(1e9, 0, 0), usual)['ci']).toBe(0);
    expect(valuesOf(imageOf(1e9, 0, 125e6), { ...usual, builds: 1 })['ci']).toBe((10 * 30) / 60);
  });

  test('a megabit is a million bits', () => {
    expect(transferSeconds(1e6, 8)).toBe(1);
  });

  const anyInputs = fc.record(
    Object.fromEntries(
      inputFields.map(({ id, min, max, isWhole }) => {
        const top = Math.min(max, 1e5);
        return [id, isWhole ? fc.integer({ min, max: top }) : fc.double({ min, max: top, noNaN: true })];
      }),
    ) as Record<keyof DeploymentInputs, fc.Arbitrary<number>>,
  );
  const anySize = fc.integer({ min: 0, max: 1e12 });

  test('a smaller image that builds no slower costs nowhere more', () => {
    fc.assert(
      fc.property(
        anyInputs,
        anySize,
        anySize,
        fc.integer({ min: 0, max: 1e4 }),
        fc.integer({ min: 0, max: 1e4 }),
        (inputs, a, b, s, t) => {
          const small = valuesOf(imageOf(Math.min(a, b), Math.min(s, t)), inputs);
          const large = valuesOf(imageOf(Math.max(a, b), Math.max(s, t)), inputs);
          for (const [id, value] of Object.entries(small)) {
            expect(value, id).toBeGreaterThanOrEqual(0);
            expect(value, id).toBeLessThanOrEqual(large[id] ?? NaN);
          }
        },
      ),
    );
  });

  // Which way each input moves each result; what is not named does not move it.
  const moves: Record<string, Partial<Record<keyof DeploymentInputs, 1 | -1>>> = {
    pull: { link: -1, compression: 1 },
    start: { link: -1, compression: 1, unpack: -1, start: 1 },
    registry: { compression: 1, versions: 1, price: 1 },
    nodes: { nodes: 1 },
    transfer: { compression: 1, pulls: 1 },
    ci: { link: -1, compression: 1, builds: 1 },
  };

  test.each(inputFields.map(({ id }) => id))('%s moves what it is in, and nothing else', (id) => {
    fc.assert(
      fc.property(anyInputs, fc.integer({ min: 1, max: 1e12 }), (inputs, size) => {
        const more = valuesOf(imageOf(size), { ...inputs, [id]: inputs[id] * 2 + 1 });
        for (const [row, value] of Object.entries(valuesOf(imageOf(size), inputs))) {
          const way = moves[row]?.[id] ?? 0;
          if (way === 0) expect(more[row], row).toBe(value);
          else if (way > 0) expect(more[row], row).toBeGreaterThanOrEqual(value);
          else expect(more[row], row).toBeLessThanOrEqual(value);
        }
      }),
    );
  });
});

describe('what is not known', () => {
  test('without an image nothing is worked out', () => {
    const rows = deploymentRows(factsOf({}), usual);
    expect(rows.map(({ today, better }) => [today.kind, better.kind])).toEqual(rows.map(() => ['unknown', 'unknown']));
  });

  test('today alone, where no change is measured', () => {
    const facts = factsOf({ image: imageFacts() });
    const [pull] = deploymentRows(facts, usual);
    expect(pull).toMatchObject({ today: { kind: 'estimated' }, better: notKnown('No Dockerfile is open.') });
  });

  test('CI asks for the folder; unknown times stay unknown, a part is told to be one', () => {
    const dockerfile = dockerfileFacts('FROM a', { review: reviewOf([change('a', 400)]) });
    const facts = factsOf({ image: imageFacts({ stored: 1e6 }), dockerfile });
    const ci = (of: typeof facts) => deploymentRows(of, usual).find(({ id }) => id === 'ci');
    expect(ci(facts)?.today).toEqual(
      notKnown('What a build runs again is told by the project folder and the Dockerfile.'),
    );
    const timed = { ...facts, rebuild: [comparedSource(buildOf({ seconds: 0, untimed: 2 }), buildOf({ untimed: 1 }))] };
    expect(ci(timed)?.today.kind).toBe('unknown');
    expect(ci(timed)?.better).toMatchObject({ kind: 'estimated', isPartial: true });
  });

  test('the compression is measured only where every layer is compressed', () => {
    expect(measuredCompression(factsOf({ image: imageFacts() }))).toBeNull();
    const facts = factsOf({ image: imageFacts({ compressed: 384 }) });
    expect(measuredCompression(facts)).toBe(38.4);
    expect(transferNote(facts)).toContain('38.4 %');
    expect(transferNote(factsOf({ image: imageFacts() }))).toContain('uncompressed');
    expect(initialInputs(38.4).compression).toBe(38.4);
  });
});

describe('inputs', () => {
  const field = (id: string) => inputFields.find((one) => one.id === id)!;
  test.each([
    ['nodes', ' 12 ', { value: 12 }],
    ['price', '0,05', { value: 0.05 }],
    ['nodes', '1.5', { problem: 'Nodes has to be a whole number from 1 to 1,000,000.' }],
    ['link', '0', { problem: 'Link speed has to be a number from 0.1 to 1,000,000, in Mbit/s.' }],
    ['link', '', { problem: expect.any(String) }],
    ['link', '1e3', { problem: expect.any(String) }],
    ['link', 'NaN', { problem: expect.any(String) }],
    ['compression', '500', { problem: expect.any(String) }],
  ])('%s %j', (id, text, read) => {
    expect(readInput(field(id), text)).toEqual(read);
  });

  test('every first value is one that may be put in', () => {
    for (const one of inputFields) expect(readInput(one, String(one.initial))).toEqual({ value: one.initial });
  });
});
