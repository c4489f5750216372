// Everything that shows a Dockerfile's line beside a layer says what was read by hand of the real images.
import { existsSync, openAsBlob, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { analyseImage } from '../../src/analysis/analyse-image.ts';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { json } from '../../src/export/json.ts';
import { baseFromHistory } from '../../src/history/base-boundary.ts';
import { matchImage, type ImageBeside } from '../../src/history/match-image.ts';
import type { Reconstructed } from '../../src/history/rebuilt-lines.ts';
import { reconstructDockerfile } from '../../src/history/reconstruct-dockerfile.ts';
import type { ArchiveImage } from '../../src/image/model.ts';
import { auditDockerfile } from '../../src/lint/audit-dockerfile.ts';
import { ImageEvidence } from '../../src/optimize/evidence.ts';
import { buildImageReport } from '../../src/report/build-report.ts';
import type { ImageReport, Report } from '../../src/report/report.ts';
import { Rootfs } from '../../src/rootfs/rootfs.ts';
import { layersByLine } from '../../src/views/dockerfile/layers-by-line.ts';
import { buildLayerTable } from '../support/build-image.ts';
import { layerTruth, type Lines } from '../support/layer-truth.ts';
import { openBlob } from '../support/open-image.ts';
import { sharedFixtures } from '../support/shared-fixtures.ts';
import { reportOf, textOf } from './sample-report.ts';

const fixtures = sharedFixtures();
const pathOf = (archive: string): string => join(fixtures?.images ?? '', archive);
const there = Object.keys(layerTruth).filter((archive) => existsSync(pathOf(archive)));

const linesOf = ({ layers }: ImageReport): Lines => layers.map(({ dockerfile }) => dockerfile?.line ?? null);

/** By layer, the line that each asker is told; files don't count for it, so the layers are empty here. */
async function askAll(
  text: string,
  image: ArchiveImage,
  made: Reconstructed | null,
): Promise<Readonly<Record<string, Lines>>> {
  const beside: ImageBeside = { history: image.history, layerCount: image.layers.length, rebuilt: made };
  const config = { shellcheck: false };
  const fileName = 'Dockerfile';
  const given = { ...beside, platform: image.platform };
  const audit = await auditDockerfile({ fileName, text, config, image: given, answers: [] });
  const { rootfs: columns, analysis } = analyseImage(image.layers.map(() => buildLayerTable([])));
  const rootfs = new Rootfs(columns);
  const source = { file: fileName, lines: audit.layerLines, base: audit.base };
  const parts = { image, analysis, rootfs, contents: null, verification: null, unreadLayers: [], source };
  const report = buildImageReport({ file: 'image.tar', ...parts });
  const exported = JSON.parse(textOf(json, reportOf(report))) as Report;
  const evidence = ImageEvidence.of(matchImage(parseDockerfile(text), beside), image, rootfs);
  const inView = layersByLine(audit.layerLines, report.layers);
  const byLayer = (lineOf: (layer: number) => number | undefined): Lines =>
    image.layers.map(({ index }) => lineOf(index) ?? null);
  const starts = parseDockerfile(text).instructions.map(({ line }) => line);
  return {
    audit: audit.layerLines,
    report: linesOf(report),
    export: linesOf(exported.images[0]!),
    'view of the Dockerfile': byLayer((layer) =>
      [...inView].find(([, made]) => made.some(({ index }) => index === layer))?.[0],
    ), // prettier-ignore
    'evidence of the better one': byLayer((layer) => starts.find((line) => evidence?.layerOfLine(line) === layer)),
  };
}

test.skipIf(!fixtures).each(there)('%s: all say what its Dockerfile says', async (archive) => {
  const { images } = await openBlob(await openAsBlob(pathOf(archive)), basename(archive));
  const text = readFileSync(join(fixtures!.shared, 'images', archive.split('/')[0]!, 'Dockerfile'), 'utf8');
  for (const image of images) {
    for (const [asked, lines] of Object.entries(await askAll(text, image, null))) {
      expect([asked, lines]).toEqual([asked, layerTruth[archive]]);
    }
  }
});

test.skipIf(!fixtures).each(there)('%s: all say the same of the Dockerfile that was rebuilt', async (archive) => {
  const { images } = await openBlob(await openAsBlob(pathOf(archive)), basename(archive));
  for (const image of images) {
    const base = baseFromHistory(image.history, image.layers.length);
    const made = reconstructDockerfile(image, base);
    const named = base.name === null ? 0 : base.layers;
    const read = made.text.split('\n');
    for (const [asked, lines] of Object.entries(await askAll(made.text, image, made))) {
      expect([asked, lines.map((line) => line === null)]).toEqual([asked, lines.map((_, layer) => layer < named)]);
      for (const line of lines) if (line !== null) expect(read[line - 1]).toMatch(/^(?:RUN|COPY|ADD|WORKDIR) /);
    }
  }
});

test.skipIf(!fixtures)('ran', () => {
  expect(there.length).toBeGreaterThan(0);
});
