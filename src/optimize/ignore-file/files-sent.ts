// Which file of the build context a file of the image was.
import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import { copyPlaces, isWholeContext, resolvePath, type CopyPlaces } from '../../dockerfile/places.ts';
import { isBelow, type ImageEvidence, type PlacedCopy } from '../evidence.ts';

/** A file that a COPY brought with its folder, by its path in the build context. */
export interface SentFile extends PlacedCopy {
  readonly sent: string;
}

/** What a file of the image is called in the build context. Null for what came by a name of its own, and where the folder is not certain. */
export function sentAs({ sources, destination }: CopyPlaces, path: string): string | null {
  if (!isBelow(path, destination)) return null;
  const inside = path.slice(destination === '/' ? 1 : destination.length + 1);
  if (sources.some(isWholeContext)) return inside;
  const [source] = sources;
  if (source === undefined || sources.length > 1 || /[*?[\\]/.test(source)) return null;
  const folder = resolvePath('/', source);
  const isTheSource = inside === '' || inside === folder.slice(folder.lastIndexOf('/') + 1);
  return isTheSource ? null : `${folder.slice(1)}/${inside}`;
}

export function filesSent(
  dockerfile: Dockerfile,
  copies: readonly Instruction[],
  image: ImageEvidence,
  isMeant: (layer: number, path: string) => boolean = () => true,
): SentFile[] {
  return copies.flatMap((copy) => {
    const layer = image.layerOfLine(copy.line);
    const places = copyPlaces(dockerfile, copy);
    if (layer === null || !places) return [];
    return image.copiesIn(layer).flatMap((file) => {
      const sent = isMeant(layer, file.path) ? sentAs(places, file.path) : null;
      return sent === null ? [] : [{ ...file, sent }];
    });
  });
}
