import { analyseImage } from '../../src/analysis/analyse-image.ts';
import { BodyCollector } from '../../src/hardening/body-collector.ts';
import { checkOneByOne, summariseChecks, type CheckResult } from '../../src/hardening/harden.ts';
import type { HardenedImage } from '../../src/hardening/hardened-image.ts';
import { BodiesOfImage } from '../../src/hardening/image-bodies.ts';
import type { LayerBodies } from '../../src/hardening/layer-bodies.ts';
import { findTreeFacts } from '../../src/hardening/tree-facts.ts';
import type { ArchiveImage } from '../../src/image/model.ts';
import { openArchive } from '../../src/image/open-archive.ts';
import type { LayerTable } from '../../src/layer/layer-table.ts';
import { scanLayer } from '../../src/layer/scan-layer.ts';
import { Rootfs } from '../../src/rootfs/rootfs.ts';
import type { RootfsColumns } from '../../src/rootfs/columns.ts';
import { scanLayerSecrets } from '../../src/secrets/scan-layer-secrets.ts';
import { rehearseStacking } from '../../src/workers/rehearse-stacking.ts';

/** What is done beside the structure of an image. */
export interface AuditSteps {
  readonly secrets: boolean;
  readonly hardening: boolean;
}

const fileName = 'the image';

async function measured<T>(name: string, work: () => T | Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  performance.measure(`bench:${name}`, { start, end: performance.now() });
  return result;
}

async function stack(file: Blob, image: ArchiveImage): Promise<RootfsColumns> {
  const tables: LayerTable[] = [];
  for (const layer of image.layers) tables.push((await scanLayer(file, layer, fileName)).table);
  return analyseImage(tables).rootfs;
}

/** What checks look into, of each layer; without hardening the search has its files to itself. */
async function readFiles(file: Blob, image: ArchiveImage, hardening: boolean): Promise<LayerBodies[]> {
  const bodies: LayerBodies[] = [];
  for (const layer of image.layers) {
    const collector = hardening ? new BodyCollector() : null;
    const visitors = collector ? [collector] : [];
    const { isReadToEnd } = await scanLayerSecrets(file, layer, { fileName }, undefined, undefined, visitors);
    if (collector) bodies.push(collector.result(isReadToEnd));
  }
  return bodies;
}

/** As the page makes them, but for its pauses. */
function makeChecks(image: HardenedImage): number {
  const results: CheckResult[] = [];
  let from = performance.now();
  for (const result of checkOneByOne(image)) {
    const to = performance.now();
    performance.measure('bench:check', { start: from, end: to });
    results.push(result);
    from = to;
  }
  return summariseChecks(image, results).findings.length;
}

async function audit(file: Blob, { secrets, hardening }: AuditSteps): Promise<number> {
  const { images } = await openArchive({ kind: 'file', name: fileName, file });
  const [image] = images;
  if (!image) throw new Error('The archive holds no image');
  const columns = await stack(file, image);
  const facts = hardening ? await measured('facts', () => findTreeFacts(columns)) : null;
  const bodies = secrets ? await readFiles(file, image, hardening) : [];
  if (!facts) return 0;
  const rootfs = new Rootfs(columns);
  return measured('checks', () =>
    makeChecks({ image, rootfs, tree: facts, bodies: new BodiesOfImage(rootfs, bodies) }),
  );
}

/**
 * All that is done with an image, in one worker and one layer after the other, so that nothing but the work itself counts. It
 * is measured as `bench:audit`, what checks take of it as `bench:facts` and `bench:checks`, and each of them as `bench:check`.
 */
export async function auditImage(file: Blob, steps: AuditSteps): Promise<number> {
  // As the worker that stacks layers has it behind it.
  await rehearseStacking(() => true);
  return measured('audit', () => audit(file, steps));
}
