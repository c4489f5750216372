// Checkstyle's XML, the form 4.3 as `hadolint --format checkstyle` writes it: line and column are those of the instruction.
import { visibleText } from '../bytes/text.ts';
import type { Finding, ImageReport, Report } from '../report/report.ts';
import type { ExportFormat } from './export-format.ts';
import { inPieces } from './pieces.ts';
import { secretFinding } from './placed-findings.ts';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/**
 * An attribute with its quotes. XML 1.0 has no way to write most control characters, halves of surrogate pairs, U+FFFE and
 * U+FFFF (2.2, "Characters"): they are escapes here, as everywhere in Plimsoll.
 */
export function xmlAttribute(value: string | number): string {
  const shown = visibleText(String(value)).replace(/[\ufffe\uffff]/g, (character) =>
    character === '\ufffe' ? '\\u{FFFE}' : '\\u{FFFF}',
  );
  return `"${shown.replace(/[&<>"]/g, (character) => entities[character] ?? character)}"`;
}

function errorLine({ code, severity, message, line = 1, column = 1 }: Finding): string {
  const place = `line=${xmlAttribute(line)} column=${xmlAttribute(column)}`;
  const said = `severity=${xmlAttribute(severity)} message=${xmlAttribute(message)} source=${xmlAttribute(code)}`;
  return `<error ${place} ${said}/>\n`;
}

function* fileLines(file: string, findings: readonly Finding[]): Generator<string> {
  yield `<file name=${xmlAttribute(file)}>\n`;
  for (const finding of findings) yield errorLine(finding);
  yield '</file>\n';
}

/** The file is the archive, of which a line of a file in the image says nothing. */
const ofImage = ({ findings, secrets }: ImageReport): Finding[] => [
  ...findings,
  ...secrets.map((secret) => ({ ...secretFinding(secret), line: 1 })),
];

/** Every Dockerfile, the clean ones too, and the images that have findings or secrets. */
function* lines({ images, dockerfiles }: Report): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="4.3">\n';
  for (const image of images) {
    const findings = ofImage(image);
    if (findings.length > 0) yield* fileLines(image.file, findings);
  }
  for (const { file, findings } of dockerfiles) yield* fileLines(file, findings);
  yield '</checkstyle>\n';
}

export const checkstyle: ExportFormat = {
  id: 'checkstyle',
  title: 'Checkstyle XML',
  purpose: 'Findings and secrets by file, as hadolint writes them, for Jenkins or reviewdog.',
  group: 'machines',
  fileName: 'plimsoll-checkstyle.xml',
  mediaType: 'application/xml',
  write: ({ report }) => inPieces(lines(report)),
};
