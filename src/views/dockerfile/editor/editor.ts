import { closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, isolateHistory } from '@codemirror/commands';
import { bracketMatching, foldKeymap } from '@codemirror/language';
import { lintKeymap } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState, type ChangeSpec, type Extension, type Text } from '@codemirror/state';
import {
  crosshairCursor,
  drawSelection,
  dropCursor,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  rectangularSelection,
} from '@codemirror/view';
import { buildLineIndex } from '../../../dockerfile/line-index.ts';
import type { Finding } from '../../../lint/finding.ts';
import type { Edit } from '../../../lint/fix.ts';
import type { LayerReport } from '../../../report/report.ts';
import { completion } from './complete.ts';
import { findings, showFindings, type FindingActions } from './findings.ts';
import { dockerfileLanguage } from './language.ts';
import { lineEnds, textFor } from './line-end.ts';
import { setOutline, stages, type Outline } from './stages.ts';
import { showSizes, sizes } from './stored.ts';
import { highlighting, theme } from './theme.ts';

/** Characters from which on the page is told of what was typed only when the keys rest. */
const large = 200_000;
const rest = 300;

export interface EditorHandlers {
  /** The text is another one. */
  readonly edit: (text: string) => void;
  /** A line of the findings was chosen. */
  readonly choose: (line: number) => void;
  /** What is to be mended at the cursor, if anything. */
  readonly fixAt: (line: number) => void;
}

/** An editor's state outlives its view: undo goes on where it was. */
export interface KeptState {
  state: EditorState;
  handlers: EditorHandlers;
}

function extensions(kept: { handlers: EditorHandlers | null }, text: string): Extension {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const tell = (state: EditorState): void => kept.handlers?.edit(state.sliceDoc());
  return [
    lineEnds(text),
    findings((line) => kept.handlers?.choose(line)),
    lineNumbers(),
    sizes,
    stages,
    highlightSpecialChars(),
    history(),
    // A caret that blinks asks for sixty frames a second: what was typed would wait for the next of them.
    drawSelection({ cursorBlinkRate: 0 }),
    dropCursor(),
    EditorState.allowMultipleSelections.of(true),
    bracketMatching(),
    closeBrackets(),
    completion,
    rectangularSelection(),
    crosshairCursor(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSelectionMatches(),
    search({ top: true }),
    dockerfileLanguage,
    highlighting,
    theme,
    // Files are the page's, wherever they are dropped.
    EditorView.domEventHandlers({ drop: ({ dataTransfer }) => (dataTransfer?.files.length ?? 0) > 0 }),
    EditorView.contentAttributes.of({ 'aria-label': 'Text of the Dockerfile', tabindex: '0' }),
    keymap.of([
      {
        key: 'Mod-.',
        run: ({ state }) => (kept.handlers?.fixAt(state.doc.lineAt(state.selection.main.head).number), true),
      },
      ...closeBracketsKeymap,
      ...defaultKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...foldKeymap,
      ...completionKeymap,
      ...lintKeymap,
    ]),
    EditorView.updateListener.of(({ docChanged, state }) => {
      if (!docChanged) return;
      clearTimeout(waiting);
      if (state.doc.length < large) tell(state);
      else waiting = setTimeout(() => tell(state), rest);
    }),
  ];
}

export function newState(text: string, handlers: EditorHandlers): KeptState {
  const kept: { handlers: EditorHandlers; state?: EditorState } = { handlers };
  kept.state = EditorState.create({ doc: text, extensions: extensions(kept, text) });
  return kept as KeptState;
}

/** A line end is one character of the document, whatever it is in the text; what is put in ends its lines as the others do. */
function changesOf(state: EditorState, edits: readonly Edit[]): ChangeSpec[] {
  const lines = state.lineBreak === '\n' ? null : buildLineIndex(state.sliceDoc());
  const at = (offset: number): number => {
    if (!lines) return offset;
    const { line, column } = lines.position(offset);
    return state.doc.line(line).from + column - 1;
  };
  const insert = (text: string): string => text.replace(/\r?\n/g, state.lineBreak);
  return edits.map(({ start, end, text }) => ({ from: at(start), to: at(end), insert: insert(text) }));
}

const areSame = (some: readonly Finding[], others: readonly Finding[]): boolean =>
  some.length === others.length && some.every((finding, at) => JSON.stringify(finding) === JSON.stringify(others[at]));

/** The editor of one Dockerfile, in a shadow tree: CodeMirror brings its styles as sheets there, which the policy allows. */
export class DockerfileEditor {
  private readonly view: EditorView;
  private readonly kept: KeptState;
  private shown: { doc: Text | null; findings: readonly Finding[] } = { doc: null, findings: [] };

  constructor(host: HTMLElement, kept: KeptState) {
    const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
    this.kept = kept;
    this.view = new EditorView({ state: kept.state, parent: root, root });
  }

  get text(): string {
    return this.view.state.sliceDoc();
  }

  /** Takes over a text that was not typed here. It can be undone. */
  replace(text: string): void {
    const { state } = this.view;
    if (text === state.sliceDoc()) return;
    const [insert, effects] = textFor(state, text);
    this.view.dispatch({
      changes: { from: 0, to: state.doc.length, insert },
      effects,
      annotations: isolateHistory.of('full'),
    });
  }

  /** Does edits of the text as it stands, in one step of undo. */
  apply(edits: readonly Edit[]): void {
    const { state } = this.view;
    this.view.dispatch({
      changes: changesOf(state, edits),
      annotations: isolateHistory.of('full'),
      userEvent: 'input.fix',
      scrollIntoView: false,
    });
  }

  show(findings: readonly Finding[], actions: FindingActions): void {
    const { doc } = this.view.state;
    // An explanation that is open stays, where ShellCheck has nothing to add.
    if (doc === this.shown.doc && areSame(findings, this.shown.findings)) return;
    this.shown = { doc, findings };
    showFindings(this.view, findings, actions);
  }

  showLayers(layers: ReadonlyMap<number, readonly LayerReport[]>): void {
    showSizes(this.view, layers);
  }

  showOutline(outline: Outline): void {
    this.view.dispatch({ effects: setOutline.of(outline) });
  }

  goTo(line: number): void {
    const { doc } = this.view.state;
    const { from } = doc.line(Math.min(Math.max(line, 1), doc.lines));
    this.view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) });
  }

  focus(): void {
    this.view.focus();
  }

  end(): void {
    this.kept.state = this.view.state;
    this.view.destroy();
  }
}
