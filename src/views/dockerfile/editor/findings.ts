// Findings in the editor: underlined, in the gutter, explained on hover, with what ends them.
import { linter, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { RangeSet, type EditorState, type Extension, type Range } from '@codemirror/state';
import { gutter, GutterMarker, type EditorView } from '@codemirror/view';
import type { Finding, Severity } from '../../../lint/finding.ts';
import { canIgnore, lineOf, severities } from '../code-lines.ts';
import { severityGlyph } from './elements.ts';
import { hoverOf } from './hover.ts';
import { lineMarks } from './line-marks.ts';

/** Findings that are marked in the text; of more than these nobody reads the marks, and each one costs at every key. */
export const mostMarked = 1000;

const words: Record<Severity, Diagnostic['severity']> = {
  error: 'error',
  warning: 'warning',
  info: 'info',
  style: 'hint',
};

/** What can be done with a finding. */
export interface FindingActions {
  readonly fix: (finding: Finding) => void;
  readonly ignore: (finding: Finding) => void;
}

/** A place of the audited text. A range over several lines ends with its first: all of a long RUN underlined says nothing. */
function placeOf({ doc }: EditorState, finding: Finding): { from: number; to: number } {
  const line = doc.line(Math.min(Math.max(lineOf(finding), 1), doc.lines));
  const { at } = finding;
  if (!at) return { from: line.from + /^\s*/.exec(line.text)![0].length, to: line.to };
  const from = Math.min(line.from + at.column - 1, line.to);
  const to = at.endLine > at.line ? line.to : Math.min(line.from + at.endColumn - 1, line.to);
  return { from, to: Math.max(from, to) };
}

function diagnosticOf(state: EditorState, finding: Finding, { fix, ignore }: FindingActions): Diagnostic {
  const mend = finding.fix ? [{ name: finding.fix.title, apply: () => fix(finding) }] : [];
  const skip = canIgnore(finding) ? [{ name: 'Ignore this', apply: () => ignore(finding) }] : [];
  return {
    ...placeOf(state, finding),
    severity: words[finding.severity],
    message: finding.message,
    source: finding.code,
    renderMessage: hoverOf(finding),
    actions: [...mend, ...skip],
  };
}

class SeverityMarker extends GutterMarker {
  constructor(private readonly severity: Severity) {
    super();
  }
  override eq(other: SeverityMarker): boolean {
    return other.severity === this.severity;
  }
  override toDOM(): Node {
    return severityGlyph(this.severity);
  }
}

const markers = Object.fromEntries(severities.map((severity) => [severity, new SeverityMarker(severity)])) as Record<
  Severity,
  SeverityMarker
>;

const { field: markersField, set: setMarkers } = lineMarks();

/** The gravest finding of each line. */
function markersOf({ doc }: EditorState, findings: readonly Finding[]): RangeSet<GutterMarker> {
  const byLine = new Map<number, Severity>();
  for (const finding of findings) {
    const line = Math.min(Math.max(lineOf(finding), 1), doc.lines);
    const known = byLine.get(line);
    if (!known || severities.indexOf(finding.severity) < severities.indexOf(known)) byLine.set(line, finding.severity);
  }
  const ranges = [...byLine].map(([line, severity]): Range<GutterMarker> =>
    markers[severity].range(doc.line(line).from),
  );
  return RangeSet.of(ranges, true);
}

/** Shows findings of the text as it stands. */
export function showFindings(view: EditorView, findings: readonly Finding[], actions: FindingActions): void {
  const { state } = view;
  const marked = findings.slice(0, mostMarked);
  const diagnostics = marked.map((finding) => diagnosticOf(state, finding, actions));
  view.dispatch(setDiagnostics(state, diagnostics), { effects: setMarkers.of(markersOf(state, findings)) });
}

/** `online`: the mark of a line was pressed. */
export const findings = (online: (line: number) => void): Extension => [
  linter(null),
  markersField,
  gutter({
    class: 'cm-findings',
    markers: (view) => view.state.field(markersField),
    initialSpacer: () => markers.warning,
    domEventHandlers: {
      mousedown: (view, { from }) => (online(view.state.doc.lineAt(from).number), true),
    },
  }),
];
