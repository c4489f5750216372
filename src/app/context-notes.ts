import { describeFault } from '../fault.ts';
import { formatCount } from '../bytes/units.ts';
import type { FolderNames, UnreadableFolder } from './folder-names.ts';

/** Of more than these, the number says enough. */
const mostNamed = 5;

const filesOf = (count: number): string => (count === 1 ? 'One file' : `${formatCount(count)} files`);

function listOf(texts: readonly string[]): string {
  const more = texts.length - mostNamed;
  return [...texts.slice(0, mostNamed), ...(more > 0 ? [`${formatCount(more)} more`] : [])].join(', ');
}

const wordsOf = ({ path, detail }: UnreadableFolder): string => `${path} (${detail})`;

/** What a walk says of the names that it did not take in. */
export type ShownNames = Pick<FolderNames, 'how' | 'unreadable' | 'unnamed' | 'faults'>;

/** What of a folder the page does not know, a sentence or two each. `unread`: manifests; `failed`: files without a size. */
export function contextNotes(
  { how, unreadable, unnamed, faults }: ShownNames,
  { unread, failed }: { readonly unread: readonly string[]; readonly failed: number },
): string[] {
  const notes = faults.map(describeFault);
  if (unreadable.length > 0) {
    notes.push(
      `The browser could not list ${listOf(unreadable.map(wordsOf))}: what lies there is in none of the figures. Let your user read it, and drop the folder again.`,
    );
  }
  if (unnamed > 0) {
    const named = unnamed === 1 ? 'One file or folder has a name that is' : `${formatCount(unnamed)} files or folders have names that are`; // prettier-ignore
    notes.push(`${named} not UTF-8. The browser does not show what it is; the builder sends it.`);
  }
  if (failed > 0) {
    notes.push(`${filesOf(failed)} could not be opened, so nobody knows the size. Were they changed or removed meanwhile? Drop the folder again.`); // prettier-ignore
  }
  if (unread.length > 0) {
    notes.push(`Not read, because too large, too many or not readable: ${listOf(unread)}. What they would say is not known here.`); // prettier-ignore
  }
  const emptyFolders = how === 'chosen' ? ' A folder that is chosen comes without its empty folders, too: drop it to see them.' : ''; // prettier-ignore
  notes.push(`Browsers show neither symbolic links nor permissions. Links are in none of the figures; the builder sends each as a link, which takes no room.${emptyFolders}`); // prettier-ignore
  return notes;
}
