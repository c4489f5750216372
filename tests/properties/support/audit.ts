// What must hold for every input, damaged or made to harm: a report whose numbers agree, or a Fault of a known kind.
import { FaultError, describeFault, type Fault } from '../../../src/fault.ts';
import type { LayerBlob } from '../../../src/image/model.ts';
import { findWaste } from '../../../src/analysis/waste.ts';
import { layerChanges } from '../../../src/report/build-report.ts';
import type { Rootfs } from '../../../src/rootfs/rootfs.ts';
import { matchNames } from '../../../src/rootfs/match-names.ts';
import { decodeNames } from '../../../src/rootfs/node-names.ts';
import { TreeView } from '../../../src/rootfs/tree-view.ts';
import { nodeKinds } from '../../../src/rootfs/tree-state.ts';
import { json, packFiles, type ArchiveFiles } from '../../support/make-archive.ts';
import { analyseBlob, faultsOf, openBlob, type OpenedImage } from '../../support/open-image.ts';

/** A whole Blob as an uncompressed layer. */
export function layerOf(blob: Blob): LayerBlob {
  return {
    index: 0,
    name: 'layer.tar',
    file: 0,
    range: { start: 0, end: blob.size },
    compression: 'none',
    digest: null,
    diffId: '',
    command: '',
    created: null,
  };
}

function checkFault(fault: Fault): void {
  if (fault.kind === 'unexpected') throw new Error(`an unexpected fault: ${fault.detail}`);
  if (describeFault(fault).includes('undefined')) throw new Error(`words are missing: ${describeFault(fault)}`);
}

function checkNumbers({ analysis: { sizes, layers, dive }, rootfs }: OpenedImage): void {
  const numbers = [...Object.values(sizes), ...layers.flatMap((layer) => Object.values(layer))];
  const wrong = [...numbers, ...findWaste(rootfs).map(({ bytes }) => bytes)].filter(
    (size) => !Number.isSafeInteger(size) || size < 0,
  );
  if (wrong.length > 0) throw new Error(`no sizes: ${wrong.join(', ')}`);
  if (sizes.stored !== sizes.visible + sizes.overwritten + sizes.deleted) {
    throw new Error(`stored is not visible + overwritten + deleted: ${JSON.stringify(sizes)}`);
  }
  if (!Object.values(dive).every((value) => value >= 0 && Number.isFinite(value))) {
    throw new Error(`dive's numbers: ${JSON.stringify(dive)}`);
  }
}

/** Looks at the tree as the page does: every layer's rows, a filter, the changes of the full export. */
function lookAt(rootfs: Rootfs): void {
  const view = new TreeView(rootfs);
  const kinds = new Set(nodeKinds);
  const { names, parents } = rootfs.columns;
  const decoded = decodeNames(names);
  const filters = [
    { kind: 'text', text: 'a' },
    { kind: 'text', text: 'a/b' },
    { kind: 'glob', text: '*a/**' },
    { kind: 'regexp', text: '/[^/]+$' },
  ] as const;
  const found = [null, ...filters.map((filter) => matchNames(filter, parents, decoded))];
  for (let layer = 0; layer < rootfs.columns.layerCount; layer++) {
    layerChanges(rootfs, layer);
    for (const matches of found) {
      const options = {
        layer,
        mode: 'image',
        matches,
        kinds,
        sort: 'size',
        unfold: 'all',
        toggled: new Map(),
      } as const;
      const rows = view.rows(options);
      for (let index = 0; index < Math.min(rows.length, 20); index++) rows.row(index);
    }
  }
}

/** Reads a tar as a layer that an image has twice, compared by contents too. */
export async function auditLayer(tar: Uint8Array): Promise<void> {
  const manifest = [{ Config: 'config.json', RepoTags: ['web:1.4'], Layers: ['layer.tar', 'layer.tar'] }];
  const files: ArchiveFiles = new Map([
    ['manifest.json', json(manifest)],
    ['config.json', json({ rootfs: { type: 'layers', diff_ids: [] } })],
    ['layer.tar', tar],
  ]);
  await auditArchive(new Blob([await packFiles(files)]));
}

async function analyse(blob: Blob, number: number): Promise<OpenedImage | null> {
  try {
    return await analyseBlob(blob, 'image.tar', number);
  } catch (error) {
    if (!(error instanceof FaultError)) throw error;
    checkFault(error.fault);
    return null;
  }
}

/** Reads a Blob as an image archive, all its images, to the end of the report. */
export async function auditArchive(blob: Blob): Promise<void> {
  const opened = await openBlob(blob, 'image.tar').catch((error: unknown) => {
    if (!(error instanceof FaultError)) throw error;
    checkFault(error.fault);
    return null;
  });
  for (let number = 0; number < (opened?.images.length ?? 0); number++) {
    const image = await analyse(blob, number);
    if (!image) continue;
    faultsOf(image).forEach(checkFault);
    checkNumbers(image);
    lookAt(image.rootfs);
    if (!JSON.stringify(image.report).includes('"sizes"')) throw new Error('no report');
  }
}
