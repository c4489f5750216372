// The Dockerfiles that are rebuilt from real images are made better like dropped ones.
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { baseFromHistory } from '../../src/history/base-boundary.ts';
import { reconstructDockerfile } from '../../src/history/reconstruct-dockerfile.ts';
import { reviewDockerfile, type ReviewInput } from '../../src/optimize/review-dockerfile.ts';
import { onlyFiles } from '../../src/rootfs/only-files.ts';
import { hideInImage } from '../../src/secrets/hide-in-image.ts';
import { archiveIn, openBlob, scanBlob } from '../support/open-image.ts';
import { plantedLeaks } from '../support/planted-leaks.ts';
import { sharedArchives, sharedFixtures } from '../support/shared-fixtures.ts';
import { faultsOfResult, leakedVariables } from './cases.ts';

const fixtures = sharedFixtures();
const pathOf = (archive: string): string => join(fixtures?.images ?? '', archive);

/** What the page hands to a review of the rebuilt Dockerfile of each image in an archive. */
async function rebuild(archive: string): Promise<{ name: string; input: ReviewInput }[]> {
  const blob = await archiveIn(pathOf(archive));
  const { images } = await openBlob(blob, basename(archive));
  const planted = join(fixtures!.shared, 'images', archive.split('/')[0]!, 'secrets.json');
  const inputs = [];
  for (const number of images.keys()) {
    const { image, rootfs } = await scanBlob(blob, basename(archive), number);
    const hidden = await hideInImage(image, []);
    const base = baseFromHistory(image.history, image.layers.length);
    const made = reconstructDockerfile(hidden, base, { onlyFiles: onlyFiles(rootfs), isShortened: hidden !== image });
    const leaks = existsSync(planted) ? plantedLeaks(planted, image) : [];
    const input: ReviewInput = {
      fileName: 'Dockerfile',
      text: made.text,
      dockerignore: null,
      image: { image, rootfs: rootfs.columns, leaks },
      rebuilt: { made, isOfImage: true },
      off: [],
    };
    inputs.push({ name: images.length > 1 ? `${archive} ${image.platform} ${image.reference}` : archive, input });
  }
  return inputs;
}

describe.skipIf(!fixtures)('rebuilt Dockerfiles', () => {
  test('are made better, and the results parse and say the same of the image', async () => {
    const told: string[] = [];
    for (const archive of sharedArchives()) {
      for (const { name, input } of await rebuild(archive)) {
        const { proposal, dockerignore, unmeasured } = reviewDockerfile(input);
        expect([name, unmeasured]).toEqual([name, null]);
        const result = proposal?.text ?? input.text;
        expect([name, parseDockerfile(result).problems]).toEqual([name, []]);
        expect([name, faultsOfResult(input.text, result, leakedVariables(input))]).toEqual([name, []]);
        const changes = proposal?.changes ?? [];
        const off = reviewDockerfile({ ...input, off: changes.map(({ id }) => id) });
        expect(off.proposal?.text ?? input.text).toBe(input.text);
        told.push(name, ...changes.map(({ id, lines, saves, title }) => `  ${id} ${lines.join()}: ${saves ?? 'not measured'} · ${title}`)); // prettier-ignore
        if (dockerignore) told.push(...dockerignore.trimEnd().split('\n').map((line) => `  | ${line}`)); // prettier-ignore
      }
    }
    expect(told.length).toBeGreaterThan(sharedArchives().length);
    await expect(`${told.join('\n')}\n`).toMatchFileSnapshot('../golden/optimize/rebuilt.txt');
  }, 120_000);
});
