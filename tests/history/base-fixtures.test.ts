// The base image of real images, of which we know how they were made.
import { existsSync, readFileSync } from 'node:fs';
import { openAsBlob } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { baseFromDockerfile, baseFromHistory } from '../../src/history/base-boundary.ts';
import { openBlob } from '../support/open-image.ts';
import { sharedFixtures } from '../support/shared-fixtures.ts';

/** How many layers are the base image's, and its name in the history. */
const truth: Record<string, [layers: number, name: string | null]> = {
  'node-bloated/node-bloated.tar': [5, 'localhost/node:latest'],
  'node-optimized/node-optimized.tar': [3, 'localhost/node:18-slim'],
  'python-app/python-app.tar': [1, 'localhost/debian:bookworm-slim'],
  'java-fat/java-fat.tar': [1, 'localhost/debian:bookworm-slim'],
  'go-static/go-static.tar': [0, null],
  'apk-based/apk-based.tar': [0, null],
  'distroless-like/distroless-like.tar': [0, null],
  'rpm-based/rpm-sqlite.tar': [0, null],
  'rpm-based/rpm-sqlite-containerd.tar': [0, null],
  'whiteouts/whiteouts.tar': [0, null],
  'whiteouts/whiteouts-legacy.tar': [0, null],
  'whiteouts/whiteouts-docker25.tar': [0, null],
  'tiny-multi/tiny-attested.oci.tar': [0, null],
};

const fixtures = sharedFixtures();

describe.skipIf(!fixtures).each(Object.entries(truth))('%s', (archive, [layers, name]) => {
  const path = join(fixtures?.images ?? '', archive);
  const open = async () => (await openBlob(await openAsBlob(path), basename(path))).images[0]!;

  test.skipIf(!existsSync(path))('the history tells', async () => {
    const { history, layers: all } = await open();
    expect(baseFromHistory(history, all.length)).toMatchObject({ layers, name, from: 'history', estimate: false });
  });

  test.skipIf(!existsSync(path))('the Dockerfile tells', async () => {
    const { history, layers: all } = await open();
    const text = readFileSync(join(fixtures!.shared, 'images', archive.split('/')[0]!, 'Dockerfile'), 'utf8');
    const told = baseFromDockerfile(parseDockerfile(text), history, all.length);
    expect(told).toMatchObject({ layers, from: 'dockerfile', name: name?.replace('localhost/', '') ?? null });
  });

  test.skipIf(!existsSync(path))('without comments, an estimate says so', async () => {
    const { history, layers: all } = await open();
    const bare = history.map((entry) => ({ ...entry, comment: '' }));
    const guess = baseFromHistory(bare, all.length);
    expect([guess.layers, guess.from]).toEqual(layers === 0 ? [0, 'none'] : [layers, 'history']);
    expect(guess.estimate).toBe(layers > 0);
  });
});
