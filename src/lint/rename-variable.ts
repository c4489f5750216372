import type { Dockerfile, Span } from '../dockerfile/model.ts';
import { replaceBy, type Edit, type Fix } from './fix.ts';

/** The name in `$NAME` or `${NAME…}`; null where the place is not the file's own text of it. */
function nameIn({ text }: Dockerfile, { start, end }: Span, name: string): Span | null {
  const written = text.slice(start, end);
  const from = start + (written.startsWith('${') ? 2 : 1);
  return written.startsWith('$') && text.startsWith(name, from) ? { start: from, end: from + name.length } : null;
}

/** Another name at every use of a variable. */
export function renameVariable(
  dockerfile: Dockerfile,
  uses: readonly Span[] | null,
  { name, nearest }: { readonly name: string; readonly nearest: string | null },
): Fix | null {
  const edits = (uses ?? []).flatMap((use): Edit[] => {
    const place = nameIn(dockerfile, use, name);
    return nearest !== null && place ? [replaceBy(place, nearest)] : [];
  });
  return edits.length > 0 && edits.length === uses?.length ? { title: `Write ${nearest}`, edits } : null;
}
