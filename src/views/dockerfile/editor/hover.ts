import type { EditorView } from '@codemirror/view';
import type { Finding } from '../../../lint/finding.ts';
import { element, severityGlyph } from './elements.ts';

const isAddress = (text: string): boolean => /^https:\/\/\S+$/.test(text);

function link(address: string, text: string): HTMLElement {
  const anchor = element('a', { text });
  anchor.href = address;
  if (isAddress(address)) [anchor.target, anchor.rel] = ['_blank', 'noreferrer'];
  return anchor;
}

/** The first example of each kind, once the rules are there: they are loaded for the first hover. */
async function addExamples(box: HTMLElement, code: string): Promise<void> {
  const { rules } = await import('../../../lint/ruleset.ts');
  const rule = rules.find(({ id }) => id === code);
  if (!rule) return;
  for (const [title, [example]] of [
    ['Bad', rule.examples.bad],
    ['Good', rule.examples.good],
  ] as const) {
    if (!example) continue;
    const lines = example.split('\n').map((text) => element('span', { text }));
    box.append(element('p', { text: title, className: 'why' }), element('pre', {}, ...lines));
  }
}

/** What is said of a finding where the pointer rests on it. */
export function hoverOf(finding: Finding) {
  return (view: EditorView): Node => {
    const { code, severity, message, help, also } = finding;
    const names = [code, ...also.map((other) => other.code)].join(', ');
    const head = element('p', { className: 'head' }, severityGlyph(severity), element('span', { text: severity }));
    head.append(element('code', { text: names }));
    const box = element('div', { className: 'cm-hover' }, head, element('p', { text: message }));
    if (isAddress(help)) box.append(element('p', {}, link(help, help)));
    else if (help !== '') box.append(element('p', { text: help, className: 'why' }));
    const examples = element('div');
    box.append(examples);
    void addExamples(examples, code).then(() => view.requestMeasure());
    return box;
  };
}
