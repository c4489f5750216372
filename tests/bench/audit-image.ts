import { analyseImage } from '../../src/analysis/analyse-image.ts';
import { whole } from '../../src/bytes/in-pieces.ts';
import { BodyCollector } from '../../src/hardening/body-collector.ts';
import { checkOneByOne, summariseChecks, type CheckResult } from '../../src/hardening/harden.ts';
import type { HardenedImage } from '../../src/hardening/hardened-image.ts';
import { fileOwners } from '../../src/hardening/file-owners.ts';
import { BodiesOfImage } from '../../src/hardening/image-bodies.ts';
import type { LayerBodies } from '../../src/hardening/layer-bodies.ts';
import { findTreeFacts } from '../../src/hardening/tree-facts.ts';
import type { ArchiveImage } from '../../src/image/model.ts';
import { openArchive } from '../../src/image/open-archive.ts';
import type { LayerTable } from '../../src/layer/layer-table.ts';
import { scanLayer } from '../../src/layer/scan-layer.ts';
import { catalogers } from '../../src/packages/catalogers/index.ts';
import { packagesInPieces } from '../../src/packages/image-packages.ts';
import type { LayerPackages } from '../../src/packages/layer-packages.ts';
import { PackageCollector } from '../../src/packages/package-collector.ts';
import { Rootfs } from '../../src/rootfs/rootfs.ts';
import type { RootfsColumns } from '../../src/rootfs/columns.ts';
import { scanLayerSecrets } from '../../src/secrets/scan-layer-secrets.ts';
import { rehearseStacking } from '../../src/workers/rehearse-stacking.ts';

/** What is done beside the structure of an image. */
export interface AuditSteps {
  readonly secrets: boolean;
  readonly hardening: boolean;
  readonly packages?: boolean;
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

interface ReadFiles {
  readonly bodies: LayerBodies[];
  readonly packages: LayerPackages[];
}

/** What checks look into and catalogers read, of each layer; without them the search has its files to itself. */
async function readFiles(file: Blob, image: ArchiveImage, { hardening, packages }: AuditSteps): Promise<ReadFiles> {
  const read: ReadFiles = { bodies: [], packages: [] };
  for (const layer of image.layers) {
    const collector = hardening || packages ? new BodyCollector() : null;
    const cataloging = packages ? new PackageCollector(catalogers) : null;
    const visitors = [collector, cataloging].filter((visitor) => visitor !== null);
    const { isReadToEnd } = await scanLayerSecrets(file, layer, { fileName }, undefined, undefined, visitors);
    if (collector) read.bodies.push(collector.result(isReadToEnd));
    if (cataloging) read.packages.push(cataloging.result(isReadToEnd));
  }
  return read;
}

const gather = (rootfs: Rootfs, { bodies, packages }: ReadFiles): Promise<number> =>
  measured('packages', () => {
    const owners = fileOwners(new BodiesOfImage(rootfs, bodies));
    return whole(packagesInPieces(rootfs, packages, owners)).packages.length;
  });

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

async function audit(file: Blob, steps: AuditSteps): Promise<number> {
  const { secrets, hardening, packages } = steps;
  const { images } = await openArchive({ kind: 'file', name: fileName, file });
  const [image] = images;
  if (!image) throw new Error('The archive holds no image');
  const columns = await stack(file, image);
  const facts = hardening ? await measured('facts', () => findTreeFacts(columns)) : null;
  const read = secrets ? await readFiles(file, image, steps) : { bodies: [], packages: [] };
  const rootfs = new Rootfs(columns);
  if (packages) await gather(rootfs, read);
  if (!facts) return 0;
  return measured('checks', () =>
    makeChecks({ image, rootfs, tree: facts, bodies: new BodiesOfImage(rootfs, read.bodies) }),
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
