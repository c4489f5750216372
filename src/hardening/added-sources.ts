// What ADD took, as the history tells it. docker's classic builder and buildah write a hash in place of the sources:
// `file:<hash> in /srv`, `dir:<hash> in /srv`. BuildKit writes them as they stand in the Dockerfile.
import { heredocMarker } from '../dockerfile/heredocs.ts';
import { needsAdd } from '../lint/rules/dl3020-copy-over-add.ts';

/** `folder`, `plain`: COPY would have done. `hidden`: it may have been an archive or an address. */
export type AddedSources = 'folder' | 'plain' | 'hidden' | 'needs-add';

function wordsOf(text: string): string[] {
  const words = text.split(/\s+/).filter(Boolean);
  while (words[0]?.startsWith('--')) words.shift();
  // The JSON form: it comes with its quotes, and with commas or without.
  if (!words[0]?.startsWith('[')) return words;
  return words.map((word) =>
    word
      .replace(/^\[/, '')
      .replace(/[\],]+$/, '')
      .replace(/^"|"$/g, ''),
  );
}

export function addedSources(text: string): AddedSources {
  const hidden = /^([a-z]+):[0-9a-f]+ in\s/.exec(text);
  if (hidden) return hidden[1] === 'dir' ? 'folder' : 'hidden';
  const sources = wordsOf(text).slice(0, -1);
  if (sources.length === 0 || /(?:^|\s)--unpack/.test(text)) return 'hidden';
  const plain = sources.some((source) => heredocMarker(source) === null && !needsAdd(source));
  return plain ? 'plain' : 'needs-add';
}
