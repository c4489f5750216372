// What stands in the editor beside its text. It is in a shadow tree, where no component's style reaches.
import { visibleText } from '../../../bytes/text.ts';
import { isHollow, severityShapes } from '../../../components/severity-shapes.ts';
import type { Severity } from '../../../lint/finding.ts';

export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  { text = '', className = '' }: { text?: string; className?: string } = {},
  ...children: Node[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  if (text !== '') made.textContent = visibleText(text);
  if (className !== '') made.className = className;
  made.append(...children);
  return made;
}

const svg = 'http://www.w3.org/2000/svg';

export function severityGlyph(severity: Severity): HTMLElement {
  const picture = document.createElementNS(svg, 'svg');
  for (const [name, value] of Object.entries({ viewBox: '0 0 16 16', width: '12', height: '12' })) {
    picture.setAttribute(name, value);
  }
  const path = document.createElementNS(svg, 'path');
  path.setAttribute('d', severityShapes[severity]);
  if (isHollow(severity)) path.setAttribute('class', 'hollow');
  picture.append(path);
  return element('span', { className: `severity-${severity}` }, picture);
}
