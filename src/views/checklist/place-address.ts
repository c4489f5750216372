import type { ItemPlace } from '../../outlook/checklist/item.ts';
import { lineAddress } from '../dockerfile/file-place.ts';
import { hardeningAddress } from '../hardening/place.ts';

const viewNames: Record<Extract<ItemPlace, { kind: 'view' }>['view'], string> = {
  secrets: 'Secrets',
  context: 'Context',
  rebuild: 'Rebuild',
  outlook: 'Before & after',
};

/** Where a piece of evidence can be seen, and what the link says. `dockerfile`: its name, where there are several. */
export function addressOf(
  place: ItemPlace,
  dockerfile: string | null,
): { readonly href: string; readonly text: string } {
  switch (place.kind) {
    case 'line':
      return { href: lineAddress(place.line, dockerfile), text: `line ${place.line}` };
    case 'check':
      return { href: hardeningAddress(place.code), text: place.code };
    case 'view':
      return { href: `#/${place.view}`, text: viewNames[place.view] };
  }
}
