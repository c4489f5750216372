// GitLab's code quality report, in the form of `hadolint --format gitlab_codeclimate`, with hadolint's severities: begin and
// end are the line of the instruction. https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
import { visibleText } from '../bytes/text.ts';
import type { Severity } from '../report/report.ts';
import type { ExportFormat, ExportInput } from './export-format.ts';
import { jsonLines } from './json-text.ts';
import { inPieces } from './pieces.ts';
import { placedFindings, type PlacedFinding } from './placed-findings.ts';

const severities: Readonly<Record<Severity, 'blocker' | 'major' | 'minor' | 'info'>> = {
  error: 'blocker',
  warning: 'major',
  info: 'info',
  style: 'minor',
};

function violation({ finding, file, secret, fingerprint }: PlacedFinding): object {
  const { code, severity, message } = finding;
  // The file is the archive, of which a line of a file in the image says nothing.
  const line = secret ? 1 : (finding.line ?? 1);
  return {
    type: 'issue',
    check_name: code,
    description: visibleText(message || code),
    categories: [secret ? 'Security' : 'Bug Risk'],
    severity: severities[severity],
    fingerprint,
    location: { path: visibleText(file), lines: { begin: line, end: line } },
  };
}

function* lines(input: ExportInput): Generator<string> {
  yield* jsonLines(placedFindings(input), violation);
  yield '\n';
}

export const gitlab: ExportFormat = {
  id: 'gitlab',
  title: 'GitLab code quality',
  purpose: 'Findings and secrets for the widget of a GitLab merge request.',
  group: 'machines',
  fileName: 'gl-code-quality-report.json',
  mediaType: 'application/json',
  write: (input) => inPieces(lines(input)),
};
