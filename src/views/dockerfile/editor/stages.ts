// Stages as the last audit found them, which move along with what is typed.
import { codeFolding, foldGutter, foldService } from '@codemirror/language';
import { StateEffect, StateField, type EditorState, type Extension } from '@codemirror/state';
import type { DockerfileAudit } from '../../../lint/audit-dockerfile.ts';

export interface Outline {
  readonly stages: DockerfileAudit['stages'];
  readonly variables: readonly string[];
}

export const setOutline = StateEffect.define<Outline>();

interface Stages extends Outline {
  /** Where each FROM stands. */
  readonly starts: readonly number[];
}

const none: Stages = { stages: [], variables: [], starts: [] };

const lineStart = ({ doc }: EditorState, line: number): number => doc.line(Math.min(Math.max(line, 1), doc.lines)).from;

export const outlineField = StateField.define<Stages>({
  create: () => none,
  update(value, transaction) {
    const effect = transaction.effects.find((one) => one.is(setOutline));
    if (effect) {
      const starts = effect.value.stages.map(({ line }) => lineStart(transaction.state, line));
      return { ...effect.value, starts };
    }
    if (!transaction.docChanged) return value;
    return { ...value, starts: value.starts.map((at) => transaction.changes.mapPos(at, 1)) };
  },
});

/** A stage folds to its FROM; comments above the next one belong to that. */
export function stageRange(state: EditorState, from: number): { from: number; to: number } | null {
  const { starts } = state.field(outlineField);
  const at = starts.findIndex((start) => start === from);
  if (at < 0) return null;
  const next = starts[at + 1];
  let last = next === undefined ? state.doc.lines : state.doc.lineAt(next).number - 1;
  const first = state.doc.lineAt(from).number;
  while (last > first && /^\s*(?:#|$)/.test(state.doc.line(last).text)) last--;
  return last > first ? { from: state.doc.line(first).to, to: state.doc.line(last).to } : null;
}

export const stages: Extension = [
  outlineField,
  foldService.of(stageRange),
  codeFolding({ placeholderText: '…' }),
  foldGutter({
    openText: '▾',
    closedText: '▸',
    foldingChanged: ({ transactions }) =>
      transactions.some(({ effects }) => effects.some((effect) => effect.is(setOutline))),
  }),
];
