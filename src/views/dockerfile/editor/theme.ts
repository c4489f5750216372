import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const severities = ['error', 'warning', 'info', 'style'] as const;

const underline = (severity: string): Record<string, string> => ({
  background: 'none',
  textDecoration: `underline ${severity === 'style' ? 'dotted' : 'wavy'} var(--severity-${severity}) 1px`,
  textUnderlineOffset: '3px',
});

const field = {
  border: '1px solid var(--border-strong)',
  borderRadius: 'var(--radius)',
  background: 'var(--bg-raised)',
  color: 'var(--fg)',
  font: 'inherit',
  padding: '1px 6px',
};

export const theme = EditorView.theme({
  '&': { height: '100%', background: 'var(--bg-raised)', color: 'var(--fg)', fontSize: 'var(--text-small)' },
  '&.cm-focused': { outline: '2px solid var(--focus)', outlineOffset: '-2px' },
  // A key has no more laid out and painted than this; what opens at the pointer lies outside, and is not cut off.
  '.cm-scroller': { contain: 'content', fontFamily: 'var(--font-mono)', lineHeight: '1.375rem' },
  // On a narrow page it is as high as its text.
  '@media (min-width: 56.01rem)': { '.cm-scroller': { contain: 'strict' } },
  '.cm-content': { padding: 'var(--space-2) 0', caretColor: 'var(--fg)' },
  '.cm-line': { padding: '0 var(--space-4) 0 var(--space-2)' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--fg)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'var(--bg-selected)',
  },
  '.cm-activeLine': { background: 'color-mix(in srgb, var(--bg-hover) 60%, transparent)' },
  '.cm-gutters': {
    border: '0',
    borderRight: '1px solid var(--border)',
    background: 'var(--bg-raised)',
    color: 'var(--fg-muted)',
    fontVariantNumeric: 'tabular-nums',
  },
  '.cm-activeLineGutter': { background: 'var(--bg-hover)', color: 'var(--fg)' },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 4px 0 var(--space-3)' },
  '.cm-stored .cm-gutterElement': { textAlign: 'right' },
  '.cm-stored span': { padding: '0 var(--space-1) 0 var(--space-3)' },
  '.cm-findings': { minWidth: '1.25rem' },
  '.cm-findings .cm-gutterElement': { display: 'grid', placeItems: 'center', cursor: 'pointer' },
  '.cm-findings svg, .cm-hover svg': { fill: 'currentcolor', stroke: 'currentcolor', strokeWidth: '1.5' },
  '.cm-findings svg .hollow, .cm-hover svg .hollow': { fill: 'none' },
  ...Object.fromEntries(
    severities.map((severity) => [`.severity-${severity}`, { color: `var(--severity-${severity})` }]),
  ),
  '.cm-lintRange-error': underline('error'),
  '.cm-lintRange-warning': underline('warning'),
  '.cm-lintRange-info': underline('info'),
  '.cm-lintRange-hint': underline('style'),
  '.cm-lintRange-active': { background: 'var(--bg-selected)' },
  '.cm-tooltip': {
    border: '1px solid var(--border-strong)',
    borderRadius: 'var(--radius)',
    background: 'var(--bg-raised)',
    color: 'var(--fg)',
    boxShadow: '0 4px 16px var(--veil)',
  },
  '.cm-tooltip-hover': { maxWidth: 'min(34rem, 92vw)', maxHeight: '60vh', overflow: 'auto' },
  '.cm-tooltip-lint': { margin: '0' },
  '.cm-diagnostic': {
    border: '0',
    padding: 'var(--space-3)',
    margin: '0',
    fontFamily: 'var(--font)',
    whiteSpace: 'normal',
    overflowWrap: 'anywhere',
  },
  '.cm-diagnostic + .cm-diagnostic, li + li > .cm-diagnostic': { borderTop: '1px solid var(--border)' },
  '.cm-diagnosticAction': {
    border: '1px solid var(--border-strong)',
    borderRadius: 'var(--radius)',
    background: 'var(--bg-raised)',
    color: 'var(--accent)',
    font: 'inherit',
    margin: 'var(--space-2) var(--space-2) 0 0',
    padding: '1px var(--space-2)',
    cursor: 'pointer',
  },
  '.cm-diagnosticAction:hover': { background: 'var(--bg-hover)' },
  '.cm-diagnosticSource': { display: 'none' },
  '.cm-hover p': { margin: '0 0 var(--space-1)' },
  '.cm-hover .head': { display: 'flex', gap: '0.375rem', alignItems: 'center' },
  '.cm-hover .why': { color: 'var(--fg-muted)' },
  '.cm-hover pre': {
    margin: '2px 0 var(--space-1)',
    padding: '2px var(--space-2)',
    background: 'var(--bg-sunken)',
    fontFamily: 'var(--font-mono)',
    whiteSpace: 'pre-wrap',
  },
  '.cm-hover pre span': { display: 'block' },
  '.cm-hover a': { color: 'var(--accent)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--font-mono)', maxHeight: '16rem' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '2px var(--space-3)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    background: 'var(--bg-selected)',
    color: 'var(--fg)',
  },
  '.cm-completionDetail': { color: 'var(--fg-muted)', fontFamily: 'var(--font)', fontStyle: 'normal' },
  '.cm-completionMatchedText': { fontWeight: '600', textDecoration: 'none' },
  '.cm-foldGutter .cm-gutterElement': { padding: '0 2px', cursor: 'pointer' },
  '.cm-foldPlaceholder': {
    border: '1px solid var(--border)',
    background: 'var(--bg-sunken)',
    color: 'var(--fg-muted)',
    padding: '0 var(--space-2)',
  },
  '.cm-panels': { background: 'var(--bg)', color: 'var(--fg)', borderColor: 'var(--border)' },
  '.cm-panels.cm-panels-top': { borderBottom: '1px solid var(--border)' },
  '.cm-panel.cm-search': { padding: 'var(--space-2) var(--space-4)', fontFamily: 'var(--font)' },
  '.cm-panel.cm-search label': { fontSize: 'var(--text-small)' },
  '.cm-textfield': field,
  '.cm-button': { ...field, backgroundImage: 'none' },
  '.cm-searchMatch': { background: 'var(--modified-bg)', outline: '1px solid var(--modified)' },
  '.cm-searchMatch-selected': { background: 'var(--added-mark)' },
  '.cm-specialChar': { color: 'var(--removed)' },
});

const colours = HighlightStyle.define([
  { tag: tags.comment, color: 'var(--code-comment)' },
  { tag: tags.string, color: 'var(--code-string)' },
  { tag: tags.number, color: 'var(--code-number)' },
  { tag: tags.keyword, color: 'var(--code-keyword)' },
  { tag: tags.name, color: 'var(--code-name)' },
  { tag: tags.meta, color: 'var(--code-meta)' },
]);

export const highlighting = syntaxHighlighting(colours);
