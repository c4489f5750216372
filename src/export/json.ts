import type { ComparedTree } from '../analysis/comparison/compared-tree.ts';
import { layerChanges } from '../report/build-report.ts';
import { fileChanges, type CompareReport } from '../report/compare-report.ts';
import type { ImageReport } from '../report/report.ts';
import type { Rootfs } from '../rootfs/rootfs.ts';
import type { ExportFormat, ExportInput } from './export-format.ts';
import { jsonText } from './json-text.ts';
import { inPieces } from './pieces.ts';

/** The changes are made while they are written. */
function withChanges(image: ImageReport, rootfs: Rootfs | undefined): unknown {
  if (!rootfs) return image;
  return {
    ...image,
    layers: image.layers.map((layer) => ({ ...layer, changes: layerChanges(rootfs, layer.index) })),
  };
}

/** As with the layers. */
function withFiles(compare: CompareReport, tree: ComparedTree | null): unknown {
  return tree ? { ...compare, files: { ...compare.files, changes: fileChanges(tree) } } : compare;
}

function* lines({ report, rootfs, compared = null }: ExportInput): Generator<string> {
  yield* jsonText({
    ...report,
    images: report.images.map((image, index) => withChanges(image, rootfs[index])),
    ...(report.compare && { compare: withFiles(report.compare, compared) }),
  });
  yield '\n';
}

export const json: ExportFormat = {
  id: 'json',
  title: 'JSON report',
  purpose:
    'Everything, every layer’s changed files and every secret among it, for scripts and for comparing in CI. Its schema is report.schema.json on this site.',
  group: 'machines',
  fileName: 'plimsoll-report.json',
  mediaType: 'application/json',
  takesValues: true,
  write: (input) => inPieces(lines(input)),
};
