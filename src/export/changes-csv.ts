import { layerChanges } from '../report/build-report.ts';
import { csvLine } from './csv.ts';
import type { ExportFormat, ExportInput } from './export-format.ts';
import { imageName } from './image-name.ts';
import { inPieces } from './pieces.ts';

function* lines({ report, rootfs }: ExportInput): Generator<string> {
  yield csvLine(['image', 'layer', 'kind', 'path', 'size']);
  for (const [index, image] of report.images.entries()) {
    const name = imageName(image);
    const files = rootfs[index];
    if (!files) continue;
    for (const layer of image.layers) {
      for (const { kind, path, size } of layerChanges(files, layer.index)) {
        yield csvLine([name, layer.index, kind, path, size]);
      }
    }
  }
}

export const changesCsv: ExportFormat = {
  id: 'changes-csv',
  title: 'Layer changes, CSV',
  purpose: 'Every file that each layer added, modified or removed, for a spreadsheet.',
  group: 'people',
  fileName: 'plimsoll-layer-changes.csv',
  mediaType: 'text/csv',
  write: (input) => inPieces(lines(input)),
};
