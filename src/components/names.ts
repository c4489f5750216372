import { visibleText } from '../bytes/text.ts';
import { parseCreatedBy } from '../history/created-by.ts';

/** A reference as `docker images` shows it: `docker.io/library/web:1.4` is `web:1.4`. Safe to show. */
export function familiarName(reference: string): string {
  return visibleText(reference.replace(/^docker\.io\/(?:library\/)?/, ''));
}

/** A layer's command as its Dockerfile would have it: `RUN npm ci`. Safe to show. */
export function layerTitle(command: string): string {
  if (command === '') return 'no history';
  const { keyword, text } = parseCreatedBy(command);
  return visibleText(`${keyword} ${text}`.trim());
}
