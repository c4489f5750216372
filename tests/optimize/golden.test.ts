import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reviewDockerfile } from '../../src/optimize/review-dockerfile.ts';
import { faultsOfResult, leakedVariables, sharedCases, textCases } from './cases.ts';

// To write the expected files anew: npx vitest run tests/optimize/golden.test.ts -u
describe.each([...textCases, ...sharedCases])('$name', ({ folder, load }) => {
  it('gives the Dockerfile and the changes that were reviewed', async () => {
    const input = await load();
    const { proposal, dockerignore } = reviewDockerfile(input);
    const changes = proposal?.changes ?? [];
    await expect(proposal?.text ?? input.text).toMatchFileSnapshot(join(folder, 'result.Dockerfile'));
    await expect(
      `${JSON.stringify({ saves: proposal?.saves ?? 0, changes, dockerignore }, null, 2)}\n`,
    ).toMatchFileSnapshot(join(folder, 'changes.json'));
    expect(faultsOfResult(input.text, proposal?.text ?? input.text, leakedVariables(input), changes)).toEqual([]);
  });
});

describe.skipIf(sharedCases.length === 0)('with the larger images', () => {
  it('ran', () => {
    expect(sharedCases.length).toBeGreaterThan(0);
  });
});
