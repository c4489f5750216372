import type { Report, SecretReport } from '../report/report.ts';
import { csvLine, yesNo, type Cell } from './csv.ts';
import type { ExportFormat } from './export-format.ts';
import { imageName } from './image-name.ts';
import { inPieces } from './pieces.ts';
import { secretTitle } from './secret-words.ts';

const head = [
  'image', 'detector', 'title', 'severity', 'where', 'path', 'name', 'layer', 'line', 'visible', 'removed in', 'excerpt',
]; // prettier-ignore

interface Row {
  /** '' for a Dockerfile, whose name is the path. */
  readonly image: string;
  readonly path: string;
  readonly secret: SecretReport;
}

function* rows({ images, dockerfiles }: Report): Generator<Row> {
  for (const image of images) {
    const name = imageName(image);
    for (const secret of image.secrets) yield { image: name, path: secret.path ?? '', secret };
  }
  for (const { file, secrets } of dockerfiles) {
    for (const secret of secrets) yield { image: '', path: file, secret };
  }
}

const cells = ({ image, path, secret }: Row): Cell[] => [
  image,
  secret.detector,
  secretTitle(secret),
  secret.severity,
  secret.where,
  path,
  secret.name ?? '',
  secret.layer ?? '',
  secret.line ?? '',
  yesNo(secret.visible),
  secret.removedIn ?? '',
  secret.excerpt,
];

/** The column of values is there where one of them is. */
function* lines(report: Report): Generator<string> {
  const { images, dockerfiles } = report;
  const hasValues = [...images, ...dockerfiles].some(({ secrets }) => secrets.some(({ value }) => value !== undefined));
  yield csvLine(hasValues ? [...head, 'value'] : head);
  for (const row of rows(report)) {
    yield csvLine(hasValues ? [...cells(row), row.secret.value ?? ''] : cells(row));
  }
}

export const secretsCsv: ExportFormat = {
  id: 'secrets-csv',
  title: 'Secrets, CSV',
  purpose: 'Every place where a secret stands in an image or a Dockerfile, for a spreadsheet.',
  group: 'people',
  fileName: 'plimsoll-secrets.csv',
  mediaType: 'text/csv',
  takesValues: true,
  write: ({ report }) => inPieces(lines(report)),
};
