import type { ImageSession } from '../../app/image-session.svelte.ts';
import { visibleText } from '../../bytes/text.ts';
import { formatCount } from '../../bytes/units.ts';

type Known = Pick<ImageSession, 'image' | 'hardening' | 'title'>;

/** What to know before the image is written anew, in sentences. `ofArchive`: how many images its archive holds. */
export function toKnow(session: Known, ofArchive: number): string[] {
  return [...ofOthers(session, ofArchive), ...ofForeignLayers(session), ...ofStart(session)];
}

function ofOthers({ title }: Known, ofArchive: number): string[] {
  if (ofArchive < 2) return [];
  const others = `The archive holds ${formatCount(ofArchive)} images`;
  return [`${others}: only ${visibleText(title)} is written, with the layers that it shares with others.`];
}

function ofForeignLayers({ image: { layers } }: Known): string[] {
  const foreign = layers.filter(({ kind, range }) => kind === 'foreign' && range !== null);
  if (foreign.length === 0) return [];
  const which = foreign.length === 1 ? `Layer ${foreign[0]!.index} is` : `${formatCount(foreign.length)} layers are`;
  return [
    `${which} marked as not to be given away (foreign, or non-distributable), and written like any other: read the licence before you push the image.`,
  ];
}

/** The same check that Hardening shows. */
function ofStart({ hardening }: Known): string[] {
  const start = hardening?.results.find(({ check }) => check.code === 'PL2050');
  if (start?.verdict.kind !== 'failed') return [];
  return ['What the image starts is not in it (see Hardening, PL2050): what is written here does not start either.'];
}
