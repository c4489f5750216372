// What is rebuilt of real images, beside the Dockerfiles that built them.
import { existsSync, openAsBlob, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Dockerfile } from '../../src/dockerfile/model.ts';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { finalStageOf } from '../../src/dockerfile/stages.ts';
import { baseFromHistory } from '../../src/history/base-boundary.ts';
import { layerLines } from '../../src/history/layer-lines.ts';
import { matchRebuilt } from '../../src/history/match-rebuilt.ts';
import { reconstructDockerfile } from '../../src/history/reconstruct-dockerfile.ts';
import type { ArchiveImage } from '../../src/image/model.ts';
import { runtimeConfigOf } from '../../src/optimize/runtime-config.ts';
import { archiveIn, openBlob } from '../support/open-image.ts';
import { sharedArchives, sharedFixtures } from '../support/shared-fixtures.ts';

const fixtures = sharedFixtures();
const path = (archive: string): string => join(fixtures?.images ?? '', archive);

function rebuild(image: ArchiveImage): { dockerfile: Dockerfile; byLayer: (number | null)[]; ofBase: number } {
  const base = baseFromHistory(image.history, image.layers.length);
  const made = reconstructDockerfile(image, base);
  const dockerfile = parseDockerfile(made.text);
  const byLayer = layerLines(matchRebuilt(dockerfile, made), image.layers.length);
  return { dockerfile, byLayer, ofBase: base.name === null ? 0 : base.layers };
}

test.skipIf(!fixtures).each(sharedArchives())('%s: parses, with a line for every layer', async (archive) => {
  const { images } = await openBlob(await archiveIn(path(archive)), basename(archive));
  expect(images.length).toBeGreaterThan(0);
  for (const image of images) {
    const { dockerfile, byLayer, ofBase } = rebuild(image);
    expect(dockerfile.problems).toEqual([]);
    expect(byLayer.map((line) => line !== null)).toEqual(byLayer.map((_, layer) => layer >= ofBase));
    expect(new Set(byLayer.slice(ofBase)).size).toBe(byLayer.length - ofBase);
  }
});

const keywordsOf = (dockerfile: Dockerfile): string[] =>
  finalStageOf(dockerfile)!.instructions.map(({ keyword }) => keyword);

const built = [
  'apk-based/apk-based.tar',
  'distroless-like/distroless-like.tar',
  'go-static/go-static.tar',
  'java-fat/java-fat.tar',
  'node-bloated/node-bloated.tar',
  'node-optimized/node-optimized.tar',
  'python-app/python-app.tar',
  'rpm-based/rpm-sqlite.tar',
  'tiny-multi/tiny-attested.oci.tar',
  'whiteouts/whiteouts.tar',
];

describe.skipIf(!fixtures).each(built)('%s', (archive) => {
  test.skipIf(!existsSync(path(archive)))('is what the Dockerfile says, without its sources', async () => {
    const { images } = await openBlob(await openAsBlob(path(archive)), basename(archive));
    const text = readFileSync(join(fixtures!.shared, 'images', archive.split('/')[0]!, 'Dockerfile'), 'utf8');
    const written = parseDockerfile(text);
    const { dockerfile } = rebuild(images[0]!);
    expect(keywordsOf(dockerfile)).toEqual(keywordsOf(written));
    expect(runtimeConfigOf(dockerfile)).toEqual(runtimeConfigOf(written));
  });
});
