// What each line stored in the image, as a gutter.
import { RangeSet, type EditorState, type Extension } from '@codemirror/state';
import { gutter, GutterMarker, type EditorView } from '@codemirror/view';
import { formatBytes } from '../../../bytes/units.ts';
import type { LayerReport } from '../../../report/report.ts';
import { element } from './elements.ts';
import { lineMarks } from './line-marks.ts';

class SizeMarker extends GutterMarker {
  constructor(private readonly text: string) {
    super();
  }
  override eq(other: SizeMarker): boolean {
    return other.text === this.text;
  }
  override toDOM(): Node {
    return element('span', { text: this.text });
  }
}

type Layers = ReadonlyMap<number, readonly LayerReport[]>;

const { field: sizesField, set: setSizes } = lineMarks();

function sizesOf({ doc }: EditorState, layers: Layers): RangeSet<GutterMarker> {
  const lines = [...layers].filter(([line]) => line <= doc.lines).sort(([a], [b]) => a - b);
  const ranges = lines.map(([line, made]) =>
    new SizeMarker(formatBytes(made.reduce((sum, { size }) => sum + size, 0))).range(doc.line(line).from),
  );
  return RangeSet.of(ranges);
}

export const showSizes = (view: EditorView, layers: Layers): void =>
  view.dispatch({ effects: setSizes.of(sizesOf(view.state, layers)) });

export const sizes: Extension = [
  sizesField,
  gutter({ class: 'cm-stored', markers: (view) => view.state.field(sizesField) }),
];
