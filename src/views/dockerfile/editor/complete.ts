import { autocompletion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { completionsAt, logicalStart, type CompletionKind } from '../../../dockerfile/completions.ts';
import { outlineField } from './stages.ts';

/** Lines above the place that are looked at. */
const mostLines = 200;

/** CodeMirror's words for what is told apart by an icon; there are none here, but its order follows them. */
const types: Record<CompletionKind, string> = {
  instruction: 'keyword',
  flag: 'property',
  value: 'constant',
  stage: 'class',
  variable: 'variable',
};

function complete({ state, pos, explicit }: CompletionContext): CompletionResult | null {
  const line = state.doc.lineAt(pos);
  const first = Math.max(1, line.number - mostLines);
  const above = Array.from({ length: line.number - first }, (_, at) => state.doc.line(first + at).text);
  const { stages, variables } = state.field(outlineField);
  const names = { stages: stages.flatMap(({ name }) => name ?? []), variables };
  const found = completionsAt(logicalStart([...above, line.text.slice(0, pos - line.from)]), names);
  if (!found || (found.typed === 0 && !explicit)) return null;
  return {
    from: pos - found.typed,
    options: found.options.map(({ label, kind, detail }) => ({ label, type: types[kind], ...(detail && { detail }) })),
    validFor: /^[\w-]*$/,
  };
}

export const completion = autocompletion({ override: [complete], icons: false });
