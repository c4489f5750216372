import { licenceOf } from '../packages/licences.ts';
import type { PackageReport, Report } from '../report/report.ts';
import { isBillOffered } from './bill-of-materials.ts';
import { csvLine, yesNo, type Cell } from './csv.ts';
import type { ExportFormat } from './export-format.ts';
import { imageName } from './image-name.ts';
import { inPieces } from './pieces.ts';

const head = [
  'image', 'type', 'name', 'version', 'purl', 'licence', 'licence as written', 'path', 'inside', 'layer', 'base', 'visible',
  'removed in', 'os package', 'source', 'source version', 'files', 'bytes', 'application', 'development', 'guess', 'lookup', 'dockerfile', 'line',
]; // prettier-ignore

function cells(image: string, found: PackageReport): Cell[] {
  const { expression, asWritten } = licenceOf(found.licences);
  return [
    image,
    found.type,
    found.name,
    found.version ?? '',
    found.purl,
    expression ?? '',
    asWritten,
    found.path,
    found.inside ?? '',
    found.layer,
    yesNo(found.base),
    yesNo(found.visible),
    found.removedIn ?? '',
    found.osPackage ?? '',
    found.source?.name ?? '',
    found.source?.version ?? '',
    found.files ?? '',
    found.bytes ?? '',
    yesNo(found.application),
    yesNo(found.development),
    yesNo(found.guess),
    found.lookup ?? '',
    found.dockerfile?.file ?? '',
    found.dockerfile?.line ?? '',
  ];
}

function* lines({ images }: Report): Generator<string> {
  yield csvLine(head);
  for (const image of images) for (const found of image.packages) yield csvLine(cells(imageName(image), found));
}

export const packagesCsv: ExportFormat = {
  id: 'packages-csv',
  title: 'Packages, CSV',
  purpose: 'Every package with its version, licence, layer and place, for a spreadsheet.',
  group: 'people',
  fileName: 'plimsoll-packages.csv',
  mediaType: 'text/csv',
  isOffered: isBillOffered,
  write: ({ report }) => inPieces(lines(report)),
};
