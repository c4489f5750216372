import { visibleText } from '../bytes/text.ts';

/** What is worth knowing of an archive and no fault: said once, quietly, beside the images. */
export type ArchiveNote =
  /** An index names these platforms, but the archive holds their images only in part or not at all (`docker save --platform`). */
  | { readonly kind: 'absent-platforms'; readonly platforms: readonly string[] }
  /** Something kept beside the images that is none: a signature, a Helm chart. */
  | { readonly kind: 'artifact'; readonly what: string; readonly digest: string; readonly reference: string | null };

const listed = 8;

/** A note in plain words. */
export function describeNote(note: ArchiveNote): string {
  switch (note.kind) {
    case 'absent-platforms': {
      const { platforms } = note;
      const shown = platforms.slice(0, listed).map(visibleText).join(', ');
      const more = platforms.length > listed ? ` and ${platforms.length - listed} more` : '';
      const [noun, verb] = platforms.length === 1 ? ['Platform', 'is'] : ['Platforms', 'are'];
      return `${noun} ${shown}${more} ${verb} named, but not in the archive.`;
    }
    case 'artifact': {
      const name = note.reference ? ` (${visibleText(note.reference)})` : '';
      return `The archive also holds ${visibleText(note.what)}${name}, which is no image.`;
    }
    default:
      return note satisfies never;
  }
}
