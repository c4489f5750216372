import type { Report, VulnerabilityReport } from '../report/report.ts';
import { csvLine, yesNo, type Cell } from './csv.ts';
import type { ExportFormat } from './export-format.ts';
import { imageName } from './image-name.ts';
import { inPieces } from './pieces.ts';

const head = [
  'image', 'id', 'other ids', 'severity', 'score', 'package', 'version', 'fixed in', 'all fixes', 'path', 'layer', 'base', 'visible',
  'removed in', 'os package', 'summary', 'note', 'unreviewed', 'malware', 'set apart by', 'line', 'status', 'reason', 'purl',
]; // prettier-ignore

const cells = (image: string, one: VulnerabilityReport): Cell[] => [
  image,
  one.id,
  one.ids.filter((id) => id !== one.id).join(' '),
  one.severity,
  one.score ?? '',
  one.name,
  one.version ?? '',
  one.fixed ?? '',
  one.allFixed.join(' '),
  one.path,
  one.layer,
  yesNo(one.base),
  yesNo(one.visible),
  one.removedIn ?? '',
  one.osPackage ?? '',
  one.summary,
  one.note ?? '',
  yesNo(one.unreviewed),
  yesNo(one.malware),
  one.suppressed?.by ?? '',
  one.suppressed?.line ?? '',
  one.suppressed?.status ?? '',
  one.suppressed?.reason ?? '',
  one.package,
];

function* lines({ images }: Report): Generator<string> {
  yield csvLine(head);
  for (const image of images) for (const one of image.vulnerabilities) yield csvLine(cells(imageName(image), one));
}

export const vulnerabilitiesCsv: ExportFormat = {
  id: 'vulnerabilities-csv',
  title: 'Vulnerabilities, CSV',
  purpose: 'Every known vulnerability of every package, with what fixes it, for a spreadsheet.',
  group: 'people',
  fileName: 'plimsoll-vulnerabilities.csv',
  mediaType: 'text/csv',
  isOffered: ({ images }) => images.some(({ vulnerabilities }) => vulnerabilities.length > 0),
  write: ({ report }) => inPieces(lines(report)),
};
