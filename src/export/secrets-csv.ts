import { kindOf } from '../secrets/kinds.ts';
import { csvLine } from './csv.ts';
import type { ExportFormat, ExportInput } from './export-format.ts';
import { imageName } from './image-name.ts';
import { inPieces } from './pieces.ts';

const head = [
  'image', 'detector', 'title', 'severity', 'where', 'path', 'name', 'layer', 'line', 'visible', 'removed in', 'excerpt',
]; // prettier-ignore

function* lines({ report }: ExportInput): Generator<string> {
  yield csvLine(head);
  for (const image of report.images) {
    const name = imageName(image);
    for (const secret of image.secrets) {
      yield csvLine([
        name,
        secret.detector,
        kindOf(secret.detector).title,
        secret.severity,
        secret.where,
        secret.path ?? '',
        secret.name ?? '',
        secret.layer ?? '',
        secret.line ?? '',
        secret.visible ? 'yes' : 'no',
        secret.removedIn ?? '',
        secret.excerpt,
      ]);
    }
  }
}

export const secretsCsv: ExportFormat = {
  id: 'secrets-csv',
  title: 'Secrets, CSV',
  purpose: 'Every place where a secret stands, its value redacted, for a spreadsheet.',
  group: 'people',
  fileName: 'plimsoll-secrets.csv',
  mediaType: 'text/csv',
  write: (input) => inPieces(lines(input)),
};
