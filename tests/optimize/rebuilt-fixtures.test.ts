// The Dockerfiles that are rebuilt from real images are made better like dropped ones.
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { baseFromHistory } from '../../src/history/base-boundary.ts';
import { reconstructDockerfile } from '../../src/history/reconstruct-dockerfile.ts';
import { lintDockerfile } from '../../src/lint/index.ts';
import type { Severity } from '../../src/lint/finding.ts';
import { reviewDockerfile, type ReviewInput } from '../../src/optimize/review-dockerfile.ts';
import type { DockerfileReview } from '../../src/optimize/review.ts';
import { onlyFiles } from '../../src/rootfs/only-files.ts';
import { hideInImage } from '../../src/secrets/hide-in-image.ts';
import { archiveIn, openBlob, scanBlob } from '../support/open-image.ts';
import { plantedLeaks } from '../support/planted-leaks.ts';
import { sharedArchives, sharedFixtures } from '../support/shared-fixtures.ts';
import { faultsOfResult, leakedVariables } from './cases.ts';

const fixtures = sharedFixtures();
const severities: readonly Severity[] = ['error', 'warning', 'info', 'style'];
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

/** `2 error, 1 info`, as the rules find them, without ShellCheck. */
function countFindings({ text, image }: ReviewInput): string {
  const platform = image?.image.platform;
  const findings = lintDockerfile(parseDockerfile(text), { platform });
  const counts = severities.map((severity) => [findings.filter((one) => one.severity === severity).length, severity]);
  const told = counts.filter(([count]) => count !== 0).map((pair) => pair.join(' '));
  return told.join(', ') || 'none';
}

/** One line for each change, then the proposed .dockerignore. */
function describeReview({ proposal, dockerignore }: DockerfileReview): string[] {
  const changes = (proposal?.changes ?? []).map(
    ({ id, lines, saves, title }) => `${id} ${lines.join()}: ${saves ?? 'not measured'} · ${title}`,
  );
  return [...changes, ...(dockerignore?.trimEnd().split('\n') ?? []).map((line) => `| ${line}`)];
}

// To write the expected files anew: npx vitest run tests/optimize/rebuilt-fixtures.test.ts -u
test.skipIf(!fixtures).each(sharedArchives())(
  '%s: what is rebuilt is made better, parses, and says the same of the image',
  async (archive) => {
    const told: string[] = [];
    const rebuilt = await rebuild(archive);
    expect(rebuilt.length).toBeGreaterThan(0);
    for (const { name, input } of rebuilt) {
      const review = reviewDockerfile(input);
      const result = review.proposal?.text ?? input.text;
      expect(review.unmeasured).toBeNull();
      expect(parseDockerfile(result).problems).toEqual([]);
      expect(faultsOfResult(input.text, result, leakedVariables(input))).toEqual([]);
      const ids = review.proposal?.changes.map(({ id }) => id) ?? [];
      const off = reviewDockerfile({ ...input, off: ids });
      expect(off.proposal?.text ?? input.text).toBe(input.text);
      told.push(name, `findings: ${countFindings(input)}`, ...describeReview(review));
    }
    await expect(`${told.join('\n')}\n`).toMatchFileSnapshot(`../golden/optimize/rebuilt/${archive}.txt`);
  },
  120_000,
);
