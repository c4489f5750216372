// What the worker for Dockerfiles keeps of an image between its reviews.
import { expect, test } from 'vitest';
import { dockerfileHandlers } from '../../src/workers/handlers/dockerfile.ts';
import type { Leak } from '../../src/secrets/leak.ts';
import { buildImage } from '../support/build-image.ts';
import { inVariable } from '../support/leaks.ts';

const text = 'FROM debian:12\nENV CI_ACCESS=made-up\nRUN make\n';
const { image, rootfs } = buildImage('empty  ENV CI_ACCESS=made-up\nlayer  RUN make # buildkit\n  x  1');

async function review(key: string, leaks: readonly Leak[]): Promise<string[]> {
  const given = structuredClone({ key, image, rootfs: rootfs.columns, leaks });
  const alone = { fileName: 'Dockerfile', text, dockerignore: null, folder: null, rebuilt: null, own: [] };
  const input = { ...alone, image: given, profile: 'balanced' as const, off: [], on: [] };
  const { output } = await dockerfileHandlers['review-dockerfile'](input, { onProgress: () => undefined });
  return output.proposal?.changes.map(({ id }) => id) ?? [];
}

test('a review made again hears of the secrets that were found meanwhile, of that image alone', async () => {
  expect(await review('1', [])).not.toContain('secret-env');
  expect(await review('1', [inVariable('env', 'CI_ACCESS')])).toContain('secret-env');
  expect(await review('1', [inVariable('env', 'CI_ACCESS')])).toContain('secret-env');
  expect(await review('2', [])).not.toContain('secret-env');
});

test('one secret in place of another, which the user lets stand, makes another review', async () => {
  expect(await review('3', [inVariable('env', 'CI_ACCESS')])).toContain('secret-env');
  expect(await review('3', [inVariable('env', 'OTHER')])).not.toContain('secret-env');
});
